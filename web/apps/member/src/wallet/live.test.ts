import { expect, test } from "vitest";
import { cache } from "../cache.ts";
import { distribute } from "../live.ts";
import "./live.ts";

test("what moved in the wallet is read again, whatever of it is shown, and nothing else", () => {
  const shown = [["wallet", "me"], ["wallet", "entries", null, null, "", "", ""], ["wallet", "months"], ["wallet", "limits"], ["wallet", "orders"]];
  for (const key of shown) cache.setQueryData(key, {});
  cache.setQueryData(["unread"], 1);
  distribute({ kind: "wallet.moved", account_id: "a", cause_kind: "gateway_order", cause_id: "c" });
  for (const key of shown) expect(cache.getQueryState(key)?.isInvalidated, key.join(" ")).toBe(true);
  expect(cache.getQueryState(["unread"])?.isInvalidated).toBe(false);
});
