import { expect, test } from "vitest";
import { decimalOf, hundredthsOf, scannedCode } from "./money.ts";

test("amounts are typed to the hundredth", () => {
  expect([hundredthsOf("12.5"), hundredthsOf("0.01"), hundredthsOf("7")]).toEqual([1250, 1, 700]);
  for (const none of ["0", "-1", "1.234", "", "1e3", "一"]) expect(hundredthsOf(none)).toBeNull();
  expect([decimalOf(1250), decimalOf(1), decimalOf(1250, 0)]).toEqual(["12.50", "0.01", "1250"]);
});

test("a code is read from its address or as it is typed", () => {
  const token = "abcdefghijklmnopqrstuv-_";
  const codeId = "0198c0de-0000-7000-8000-000000000000";
  expect(scannedCode(`http://localhost:8000/wallet/scan#pay=${token}`)).toEqual({ kind: "pay", token });
  expect(scannedCode(` ${token} `)).toEqual({ kind: "pay", token });
  expect(scannedCode(`http://localhost:8000/wallet/scan#collect=${codeId}`)).toEqual({ kind: "collect", codeId });
  expect(scannedCode(codeId)).toEqual({ kind: "collect", codeId });
  for (const other of ["", "http://example.org", "123456", `#pay=${codeId}x`, `#collect=${token}`]) expect(scannedCode(other)).toBeNull();
});
