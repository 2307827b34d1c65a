import { expect, test } from "vitest";
import { HEIGHT, heightOf, lineOf, publishedAt, WIDTH } from "./curve.ts";

test("nothing lies on the ground and ten times more is one step higher", () => {
  expect(heightOf(0)).toBe(HEIGHT);
  expect(heightOf(100) - heightOf(1000)).toBeCloseTo(HEIGHT / 8);
});

test("a line runs from the first hour to the last", () => {
  const line = lineOf([{ minute: 0, views: 1 }, { minute: 5760, views: 1 }], 96);
  expect(line).toBe(`0.0,${HEIGHT}.0 ${WIDTH}.0,${HEIGHT}.0`);
});

test("the published curve ends at what was published", () => {
  expect(publishedAt(0, 96, 25_000_000, 100)).toBe(0);
  expect(publishedAt(5760, 96, 25_000_000, 100)).toBe(25_000_000);
});
