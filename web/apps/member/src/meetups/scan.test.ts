import { describe, expect, it } from "vitest";
import { codeIn } from "./scan.ts";

describe("a scanned or typed code", () => {
  it("is six digits, or stands in the address of the organiser's screen", () => {
    expect(codeIn(" 482913 ")).toBe("482913");
    expect(codeIn("https://example.org/c/manpao/p/0190?code=048291")).toBe("048291");
  });
  it("is nothing else", () => {
    for (const text of ["", "12345", "1234567", "https://example.org/?code=12", "code=482913x"]) expect(codeIn(text)).toBeNull();
  });
});
