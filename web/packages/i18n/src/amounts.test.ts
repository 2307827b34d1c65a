import { expect, test } from "vitest";
import { grouped } from "./amounts.ts";

test("separators stand in both languages, and no place is lost", () => {
  for (const locale of ["zh-CN", "en"] as const) {
    expect(grouped("0.05", locale)).toBe("0.05");
    expect(grouped("999.00", locale)).toBe("999.00");
    expect(grouped("12345.67", locale)).toBe("12,345.67");
    expect(grouped("-1000", locale)).toBe("-1,000");
    // More than a number in the browser can hold.
    expect(grouped("123456789012345678.90", locale)).toBe("123,456,789,012,345,678.90");
  }
});

test("what is no amount stays as it is", () => {
  for (const other of ["", "—", "1,000.00", "12.", "约 300"]) expect(grouped(other, "zh-CN")).toBe(other);
});
