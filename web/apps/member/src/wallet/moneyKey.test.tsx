import { Refusal } from "@tonghao/api";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { isSpent, useMoneyKey } from "./moneyKey.ts";

const refused = (status: number, code: string) => new Refusal(status, { code, message_zh: "", message_en: "" });

test("one content has one key, however often it is sent; another amount, count or person has another", () => {
  const first = { amount: "5.00", share_count: 5, to_id: "a" };
  const { result, rerender } = renderHook(({ said }) => useMoneyKey(said), { initialProps: { said: first } });
  const keys = [result.current.id];
  rerender({ said: { ...first } });
  expect(result.current.id).toBe(keys[0]);
  for (const said of [{ ...first, amount: "6.00" }, { ...first, share_count: 6 }, { ...first, to_id: "b" }]) {
    rerender({ said });
    keys.push(result.current.id);
  }
  expect(new Set(keys).size).toBe(4);
});

test("what was refused is sent again under another key", () => {
  const { result } = renderHook(() => useMoneyKey("5.00"));
  const before = result.current.id;
  act(() => result.current.renew());
  expect(result.current.id).not.toBe(before);
});

test("a key is spent by what the books refuse, not by a question, nor by an answer that says nothing of the payment", () => {
  for (const code of ["insufficient_balance", "wallet_frozen", "limit_reached", "key_reused"]) expect(isSpent(refused(409, code)), code).toBe(true);
  for (const code of ["pay_password_wanted", "pay_password_wrong"]) expect(isSpent(refused(403, code)), code).toBe(false);
  for (const status of [0, 500, 502, 503]) expect(isSpent(refused(status, "unreadable")), String(status)).toBe(false);
  expect(isSpent(new Error("broken"))).toBe(false);
});
