import { beforeEach, expect, test } from "vitest";
import { forget, forgetAll, recent, remember } from "./recent.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  });
});

test("the newest stands first, and once", () => {
  for (const words of ["豆包", "屋顶", "豆包"]) remember(words);
  expect(recent()).toEqual(["豆包", "屋顶"]);
});

test("eight are kept", () => {
  for (let at = 0; at < 12; at += 1) remember(`词${at}`);
  expect(recent()).toHaveLength(8);
});

test("one or all can be forgotten", () => {
  remember("豆包");
  remember("屋顶");
  expect(forget("豆包")).toEqual(["屋顶"]);
  expect(forgetAll()).toEqual([]);
  expect(recent()).toEqual([]);
});
