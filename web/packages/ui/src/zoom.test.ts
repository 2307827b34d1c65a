import { expect, test } from "vitest";
import { kept, WHOLE, zoomed } from "./zoom.ts";

test("what lies under the finger stays there", () => {
  const point = { x: 100, y: -40 };
  const near = zoomed(WHOLE, 2.5, point);
  // A spot of the photo at p is shown at x + scale × p.
  const spot = (point.x - WHOLE.x) / WHOLE.scale;
  expect(near.x + near.scale * spot).toBeCloseTo(point.x);
  expect(near.scale).toBe(2.5);
});

test("a photo is never smaller than whole, nor larger than five times", () => {
  expect(zoomed(WHOLE, 0.2, { x: 0, y: 0 })).toEqual(WHOLE);
  expect(zoomed(WHOLE, 99, { x: 0, y: 0 }).scale).toBe(5);
});

test("a zoomed photo is not moved out of its frame", () => {
  expect(kept({ scale: 2, x: 900, y: -900 }, 400, 600)).toEqual({ scale: 2, x: 200, y: -300 });
  expect(kept({ scale: 1, x: 30, y: 30 }, 400, 600)).toEqual(WHOLE);
});
