import { describe, expect, it } from "vitest";
import { fieldOf, momentOf } from "./zoned.ts";

describe("a date field in the viewer's zone", () => {
  it("shows the clock of that zone and gives the same moment back", () => {
    expect(fieldOf("2026-11-28T23:00:00Z", "Asia/Shanghai")).toBe("2026-11-29T07:00");
    expect(momentOf("2026-11-29T07:00", "Asia/Shanghai")).toBe("2026-11-28T23:00:00.000Z");
  });
  it("knows when the clocks change", () => {
    for (const at of ["2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z", "2026-10-25T12:00:00.000Z"]) {
      expect(momentOf(fieldOf(at, "Europe/Berlin"), "Europe/Berlin")).toBe(at);
    }
  });
  it("is nothing when it is empty", () => {
    expect(momentOf("", "Asia/Shanghai")).toBeNull();
  });
});
