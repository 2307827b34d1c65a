import { expect, test } from "vitest";
import { clockOfMinute, minutesOf, piecesOf } from "./week.ts";

const gap = (from: number, to: number) => ({ starts_at: new Date(from).toISOString(), ends_at: new Date(to).toISOString() });
const DAY = 86_400_000;

test("a gap is cut where the seven days begin and end", () => {
  expect(piecesOf([gap(-DAY, 0), gap(0, 3.5 * DAY), gap(5.25 * DAY, 9 * DAY)], 0)).toEqual([
    { from: 0, width: 50 },
    { from: 75, width: 25 },
  ]);
});

test("midnight as an end is the end of the day", () => {
  expect([minutesOf("00:00", false), minutesOf("00:00", true), clockOfMinute(1440)]).toEqual([0, 1440, "00:00"]);
});
