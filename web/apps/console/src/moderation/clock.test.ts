import { expect, test } from "vitest";
import { clockAt, wasInTime } from "./clock.ts";

const OPENED = Date.parse("2026-11-22T00:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a fresh case counts down calmly", () => {
  expect(clockAt(OPENED, OPENED + 4 * HOUR, OPENED)).toEqual({ tone: "calm", amount: { say: "hours", hours: 4, minutes: 0 } });
});

test("under an hour the seconds are counted", () => {
  const clock = clockAt(OPENED, OPENED + 30 * MINUTE, OPENED + 10 * MINUTE + 1500);
  expect(clock).toEqual({ tone: "calm", amount: { say: "minutes", minutes: 19, seconds: 59 } });
});

test("a started second still counts as left", () => {
  expect(clockAt(OPENED, OPENED + 15 * MINUTE, OPENED + 15 * MINUTE - 1).amount).toEqual({ say: "minutes", minutes: 0, seconds: 1 });
});

test("a clock behind the server's gives no more time than there was", () => {
  expect(clockAt(OPENED, OPENED + 30 * MINUTE, OPENED - 900).amount).toEqual({ say: "minutes", minutes: 30, seconds: 0 });
});

test("the last quarter is soon", () => {
  expect(clockAt(OPENED, OPENED + 24 * HOUR, OPENED + 18 * HOUR - 1).tone).toBe("calm");
  expect(clockAt(OPENED, OPENED + 24 * HOUR, OPENED + 18 * HOUR).tone).toBe("soon");
  expect(clockAt(OPENED, OPENED + 24 * HOUR, OPENED + 24 * HOUR).tone).toBe("soon");
});

test("after the time it counts how late it is", () => {
  const clock = clockAt(OPENED, OPENED + 15 * MINUTE, OPENED + 15 * MINUTE + 61_000);
  expect(clock).toEqual({ tone: "missed", amount: { say: "minutes", minutes: 1, seconds: 1 } });
});

test("a long delay is told in days", () => {
  expect(clockAt(OPENED, OPENED + HOUR, OPENED + 52 * HOUR).amount).toEqual({ say: "days", days: 2, hours: 3 });
});

test("a decision at the very moment is in time", () => {
  expect(wasInTime("2026-11-22T01:00:00Z", "2026-11-22T01:00:00.000Z")).toBe(true);
  expect(wasInTime("2026-11-22T01:00:00Z", "2026-11-22T01:00:00.001Z")).toBe(false);
});
