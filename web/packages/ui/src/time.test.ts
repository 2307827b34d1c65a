import { expect, test } from "vitest";
import { momentOf, zoneOf } from "./time.ts";

const now = Date.parse("2026-11-22T04:00:00Z"); // noon in Shanghai
const zone = "Asia/Shanghai";
const at = (iso: string) => momentOf(Date.parse(iso), now, "zh-CN", zone);

test("less than a minute ago is now", () => {
  expect(at("2026-11-22T03:59:30Z")).toEqual({ say: "now" });
});
test("within the hour minutes are counted", () => {
  expect(at("2026-11-22T03:55:00Z")).toEqual({ say: "minutes", count: 5 });
});
test("on the same day of the viewer hours are counted", () => {
  expect(at("2026-11-21T16:30:00Z")).toEqual({ say: "hours", count: 11 });
});
test("yesterday begins at the viewer's midnight, not at that of UTC", () => {
  expect(at("2026-11-21T15:30:00Z")).toEqual({ say: "yesterday", time: "23:30" });
  expect(momentOf(Date.parse("2026-11-21T15:30:00Z"), now, "zh-CN", "UTC").say).toBe("yesterday");
  expect(momentOf(Date.parse("2026-11-22T00:30:00Z"), now, "zh-CN", "America/Vancouver")).toEqual({ say: "hours", count: 3 });
});
test("an older time is a date, with the year only when it is another one", () => {
  expect(at("2026-11-02T04:00:00Z")).toEqual({ say: "date", date: "11月2日" });
  expect(at("2025-11-02T04:00:00Z")).toEqual({ say: "date", date: "2025年11月2日" });
  expect(momentOf(Date.parse("2026-11-02T04:00:00Z"), now, "en", zone)).toEqual({ say: "date", date: "Nov 2" });
});
test("an unknown zone falls back to the machine's", () => {
  expect(zoneOf("Mars/Olympus")).toBeUndefined();
  expect(zoneOf("Asia/Shanghai")).toBe("Asia/Shanghai");
});
