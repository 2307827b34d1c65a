import { pages, post } from "@tonghao/testing";
import { afterEach, expect, test } from "vitest";
import { cache, fetchAgainAfterwards, fetchAgainIfOlder, insertEntry, show } from "./cache.ts";

afterEach(() => cache.clear());

test("an entry comes to its place, on whichever page that is", () => {
  const before = (one: number, other: number) => one > other;
  expect(insertEntry(pages([[9, 7], [5, 3]]), 6, before).pages.map((page) => page.entries)).toEqual([
    [9, 7],
    [6, 5, 3],
  ]);
  expect(insertEntry(pages([[9]]), 1, before).pages[0]?.entries).toEqual([9, 1]);
  const unread = pages([[9]], "more");
  expect(insertEntry(unread, 1, before)).toBe(unread);
  const nothing = { pages: [], pageParams: [] };
  expect(insertEntry(nothing, 1, before)).toBe(nothing);
});

test("what is due to be fetched again stays due when an event changes it", async () => {
  cache.setQueryData(["feed"], pages([[post()]]));
  await cache.invalidateQueries({ queryKey: ["feed"] });
  show(["feed"], pages([[post()]]));
  expect(cache.getQueryState(["feed"])?.isInvalidated).toBe(true);
  cache.setQueryData(["unread"], 1);
  show(["unread"], 2);
  expect(cache.getQueryState(["unread"])?.isInvalidated).toBe(false);
});

test("what was read too early is read again, once", async () => {
  let reads = 0;
  let answer: (value: string) => void = () => undefined;
  const reading = cache.fetchQuery({
    queryKey: ["post", "c", "p"],
    queryFn: () => {
      reads += 1;
      return new Promise<string>((resolve) => {
        answer = resolve;
      });
    },
  });
  const query = cache.getQueryCache().find({ queryKey: ["post", "c", "p"] });
  if (query === undefined) throw new Error("nothing is fetched");
  fetchAgainAfterwards(query);
  fetchAgainAfterwards(query);
  answer("early");
  await reading;
  await Promise.resolve();
  expect(reads).toBe(1);
  expect(query.state.isInvalidated).toBe(true);
});

test("what was read before the last change is read again; what came later stays", async () => {
  const now = Date.now();
  cache.setQueryData(["floors", "c", "old"], pages([[]]), { updatedAt: now - 20_000 });
  cache.setQueryData(["floors", "c", "fresh"], pages([[]]), { updatedAt: now });
  let answer: (value: string) => void = () => undefined;
  const reading = cache.fetchQuery({ queryKey: ["post", "c", "p"], queryFn: () => new Promise<string>((resolve) => (answer = resolve)) });
  const due = (key: string[]) => cache.getQueryState(key)?.isInvalidated;
  fetchAgainIfOlder(cache.getQueryCache().findAll(), now - 60_000);
  expect([due(["floors", "c", "old"]), due(["floors", "c", "fresh"])]).toEqual([false, false]);
  fetchAgainIfOlder(cache.getQueryCache().findAll(), now - 10_000);
  expect([due(["floors", "c", "old"]), due(["floors", "c", "fresh"])]).toEqual([true, false]);
  fetchAgainIfOlder(cache.getQueryCache().findAll(), now);
  answer("early");
  await reading;
  await Promise.resolve();
  expect(due(["post", "c", "p"])).toBe(true);
});
