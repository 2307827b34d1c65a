import { expect, test } from "vitest";
import { amountsOf, commitmentOf, type Drawn } from "./split.ts";

// The numbers that the server's own test has.
const KNOWN: Drawn = {
  algorithm: "tonghao-red-packet-1",
  packet_id: "01890000-0000-7000-8000-000000000001",
  total_minor: 2000,
  share_count: 5,
  most_minor: 20_000,
  seed: Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, "0")).join(""),
};

test("the browser draws what the server drew", async () => {
  expect(await amountsOf(KNOWN)).toEqual([542, 276, 410, 85, 687]);
  expect(await commitmentOf(KNOWN)).toBe("c74082d46b3f814c1cc21545b8f427cd5960b85e86f3b7712f1da7c906c74a0e");
});

test("another seed is another draw, and no longer what was promised", async () => {
  const other = { ...KNOWN, seed: `ff${KNOWN.seed.slice(2)}` };
  expect(await amountsOf(other)).not.toEqual(await amountsOf(KNOWN));
  expect(await commitmentOf(other)).not.toBe(await commitmentOf(KNOWN));
});

test("a hundred shares of one cent", async () => {
  expect(await amountsOf({ ...KNOWN, total_minor: 100, share_count: 100 })).toEqual(Array.from({ length: 100 }, () => 1));
});
