import { expect, test } from "vitest";
import { leftOf } from "./clock.ts";

const at = (minutes: number) => minutes * 60_000;

test("what is left is never told longer than it is", () => {
  expect(leftOf(at(61) + 59_999, 0)).toEqual({ over: false, hours: 1, minutes: 1 });
  expect(leftOf(at(1) - 1, 0)).toEqual({ over: false, hours: 0, minutes: 0 });
});

test("a clock is over the moment it runs out", () => {
  expect(leftOf(at(5), at(5))).toEqual({ over: true, hours: 0, minutes: 0 });
  expect(leftOf(at(5), at(70))).toEqual({ over: true, hours: 1, minutes: 5 });
});
