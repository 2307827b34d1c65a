import { expect, test } from "vitest";
import { barsOf, sharesOf, sumOf } from "./flow.ts";

const DAYS = [
  { day: "2026-03-01", came: "50.00", went: "0.00" },
  { day: "2026-03-02", came: "0.10", went: "100.00" },
  { day: "2026-03-03", came: "0.20", went: "25.00" },
];

test("the highest bar of all is whole, the others are shares of it", () => {
  expect(barsOf(DAYS)).toEqual([
    { key: "2026-03-01", came: 0.5, went: 0 },
    { key: "2026-03-02", came: 0.001, went: 1 },
    { key: "2026-03-03", came: 0.002, went: 0.25 },
  ]);
});

test("days without money have no bars, and nothing is divided by it", () => {
  expect(barsOf([{ day: "2026-03-01", came: "0.00", went: "0.00" }])).toEqual([{ key: "2026-03-01", came: 0, went: 0 }]);
  expect(barsOf([])).toEqual([]);
  expect(sharesOf([], 8)).toEqual([]);
});

test("sums are in the places of the amounts", () => {
  expect([sumOf(DAYS, "came"), sumOf(DAYS, "went")]).toEqual(["50.30", "125.00"]);
  expect(sumOf([{ day: "2026-03-01", came: "7", went: "0" }], "came")).toBe("7");
  expect(sumOf([], "came")).toBe("0");
});

test("the first kinds are drawn", () => {
  const kinds = ["a", "b", "c"].map((code, at) => ({ code, count: 1, total: String(10 / (at + 1)) }));
  expect(sharesOf(kinds, 2)).toEqual([
    { code: "a", share: 1 },
    { code: "b", share: 0.5 },
  ]);
});
