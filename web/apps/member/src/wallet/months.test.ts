import { expect, test } from "vitest";
import { isAmount, nothing } from "./money.tsx";
import { yearOf } from "./Months.tsx";

test("a year has twelve months, also across New Year, and months without movements are empty", () => {
  const year = yearOf([{ month: "2026-01", came: "5.00", went: "1.00", movements: 2 }], "2026-02");
  expect(year.map((month) => month.month)).toEqual([
    "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02",
  ]);
  expect(year[10]?.came).toBe("5.00");
  expect(year[0]?.movements).toBe(0);
});

test("an amount is above zero and in the places that the currency has", () => {
  for (const right of ["1", "0.01", "20.50", " 7 "]) expect(isAmount(right, 2)).toBe(true);
  for (const wrong of ["", "0", "0.00", "-1", "1.234", "1e3", ".5", "1,5", "五", "12345678901"]) expect(isAmount(wrong, 2)).toBe(false);
  expect(isAmount("7", 0)).toBe(true);
  expect(isAmount("7.5", 0)).toBe(false);
  expect([nothing(2), nothing(0)]).toEqual(["0.00", "0"]);
});
