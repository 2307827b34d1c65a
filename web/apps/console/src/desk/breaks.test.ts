import { expect, test } from "vitest";
import { isDue, keptFrom, RESTED, USUAL, workedOn } from "./breaks.ts";

const MINUTE = 60_000;
const BEGIN = 1_000_000;

test("time counts from one thing to the next, and a pause starts it anew", () => {
  let work = workedOn(RESTED, BEGIN);
  expect(work.worked).toBe(0);
  for (let at = 1; at <= 9; at += 1) work = workedOn(work, BEGIN + at * 5 * MINUTE);
  expect(work.worked).toBe(45 * MINUTE);
  expect(workedOn(work, BEGIN + 56 * MINUTE)).toEqual({ ...RESTED, last: BEGIN + 56 * MINUTE });
});

test("it is due after the minutes or the pictures, whatever comes first", () => {
  const work = { ...RESTED, worked: 44 * MINUTE, pictures: 59, last: BEGIN };
  expect(isDue(work, USUAL, BEGIN)).toBe(false);
  expect(isDue({ ...work, worked: 45 * MINUTE }, USUAL, BEGIN)).toBe(true);
  expect(isDue({ ...work, pictures: 60 }, USUAL, BEGIN)).toBe(true);
  expect(isDue({ ...work, pictures: 60 }, { ...USUAL, pictures: 100 }, BEGIN)).toBe(false);
});

test("later is later, and off is off", () => {
  const work = { ...RESTED, worked: 60 * MINUTE, later: BEGIN + 10 * MINUTE };
  expect(isDue(work, USUAL, BEGIN)).toBe(false);
  expect(isDue(work, USUAL, BEGIN + 10 * MINUTE)).toBe(true);
  expect(isDue(work, { ...USUAL, on: false }, BEGIN + 10 * MINUTE)).toBe(false);
});

test("what was kept is read whoever wrote it", () => {
  expect(keptFrom(null).wishes).toEqual(USUAL);
  expect(keptFrom("nonsense").wishes).toEqual(USUAL);
  expect(keptFrom("null").work).toEqual(RESTED);
  expect(keptFrom('{"wishes":{"on":false,"minutes":-3,"pictures":20}}').wishes).toEqual({ on: false, minutes: 45, pictures: 20 });
});
