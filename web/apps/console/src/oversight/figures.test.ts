import { describe, expect, it } from "vitest";
import { marksOf, spanOf } from "./figures.ts";

const say = ((key: string, given?: Record<string, unknown>) => `${key.split(".")[1]} ${String(given?.["count"])}`) as never;
const none = { count: 0, of: 0, low: 0, high: 1 };
const week = (day: string, leaks: { count: number; of: number; low: number; high: number }) => ({
  week: day,
  missed: none,
  leaks,
  overturned: none,
  flagged: none,
  covered: { count: 30, of: 60, low: 0.4, high: 0.6 },
  posts: 7,
  views_before: null,
});

describe("spans", () => {
  it("are said in the unit in which one reads them", () => {
    expect([0.123, 45, 600, 7200, 40_000, 300_000].map((seconds) => spanOf(seconds, say))).toEqual([
      "seconds 0.12",
      "seconds 45",
      "minutes 10",
      "hours_long 2",
      "hours_long 11",
      "days 3.5",
    ]);
  });
});

describe("marks", () => {
  const weeks = [week("2026-11-16", { count: 1, of: 4, low: 0.1, high: 0.7 }), week("2026-11-09", none)];
  it("go from the oldest week, with a gap where nothing was counted", () => {
    expect(marksOf("leaks", weeks)).toEqual([
      { week: "2026-11-09", value: null, low: 0, high: 0 },
      { week: "2026-11-16", value: 25, low: 10, high: 70 },
    ]);
  });
  it("have no interval where everything was counted", () => {
    expect(marksOf("covered", weeks)[0]).toEqual({ week: "2026-11-09", value: 50, low: 50, high: 50 });
    expect(marksOf("posts", weeks)[1]?.value).toBe(7);
    expect(marksOf("views_before", weeks)[1]?.value).toBeNull();
  });
});
