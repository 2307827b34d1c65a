import { expect, test } from "vitest";
import { shrunk, sizeWithin } from "./shrink.ts";

test("the longer side is held, and a panorama keeps its shape", () => {
  expect(sizeWithin(4032, 3024)).toEqual([2048, 1536]);
  expect(sizeWithin(12_000, 2000)).toEqual([2048, 341]);
  expect(sizeWithin(20_000, 2)).toEqual([2048, 1]);
  expect(sizeWithin(2048, 1000)).toBeNull();
});

test("HEIC and GIF go as they are, however large", async () => {
  for (const type of ["image/heic", "image/heif", "image/gif", ""]) {
    const file = new File([new Uint8Array(700_000)], "a", { type });
    expect(await shrunk(file)).toBe(file);
  }
});

test("what is small already goes as it is", async () => {
  const file = new File([new Uint8Array(1000)], "a.jpg", { type: "image/jpeg" });
  expect(await shrunk(file)).toBe(file);
});
