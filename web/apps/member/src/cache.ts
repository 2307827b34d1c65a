/** The one query cache, and what every feature does with it. */
import { isRefusal } from "@tonghao/api";
import { currentLocale } from "@tonghao/i18n";
import { fullTimeOf, shownZone, toast } from "@tonghao/ui";
import { type InfiniteData, MutationCache, type Query, QueryCache, QueryClient } from "@tanstack/react-query";
import type { Page } from "@tonghao/api";
import { say } from "./text.ts";

/** Pages as an infinite query keeps them. */
export type Pages<T> = InfiniteData<Page<T>, string | null>;

const heardSignedOut = new Set<() => void>();

/** Called when the server no longer knows the session. */
export function onSignedOut(heard: () => void): void {
  heardSignedOut.add(heard);
}

/** The server does not know the session: somebody signed out, perhaps on another device. */
export function tellSignedOut(): void {
  for (const heard of heardSignedOut) heard();
}

function noticeSignedOut(error: unknown): void {
  if (isRefusal(error, "sign_in_needed")) tellSignedOut();
}

export const cache = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (error, _given, _context, mutation) => {
      noticeSignedOut(error);
      if (mutation.meta?.["quiet"] !== true) sayRefusal(error);
    },
  }),
  defaultOptions: {
    // Without a network a question is answered at once by "no network", instead of hanging until there is one.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      refetchOnReconnect: true,
      // What changes comes through the socket; a visit within half a minute needs no new fetch.
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => navigator.onLine && count < 2 && isRefusal(error) && (error.status === 0 || error.status >= 500),
    },
  },
});

/** The sentence of a refusal in the user's language; of a restriction with its reason and its end. */
export function sentenceOf(error: unknown): string {
  if (!isRefusal(error)) return String(error);
  const { reason, reason_en, source, until } = error.details;
  const sentence = error.in(currentLocale());
  // Words that cannot stand somewhere break a rule, which is named with them.
  const rule = error.details[currentLocale() === "en" ? "rule_en" : "rule_zh"];
  if (typeof rule === "string") return `${sentence}\n${rule}`;
  if (typeof reason !== "string" || typeof source !== "string") return sentence;
  const why = currentLocale() === "en" && typeof reason_en === "string" && reason_en !== "" ? reason_en : reason;
  const said = [sentence, say("refused.why", { reason: why })];
  if (typeof until === "string") said.push(say("refused.until", { date: fullTimeOf(Date.parse(until), currentLocale(), shownZone()) }));
  else if (error.code === "feature_stopped") said.push(say("refused.no_end"));
  return said.join(" ");
}

export function sayRefusal(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  toast(sentenceOf(error), "bad");
}

/** All entries of all pages, in order. */
export function entriesOf<T>(pages: { pages: Page<T>[] } | undefined): T[] {
  return pages?.pages.flatMap((page) => page.entries) ?? [];
}

/** The same pages with each entry mapped; null leaves it out. The very same object when nothing changed. */
export function mapEntries<T>(pages: Pages<T>, change: (entry: T) => T | null): Pages<T> {
  let changed = false;
  const next = pages.pages.map((page) => {
    const entries: T[] = [];
    for (const entry of page.entries) {
      const now = change(entry);
      if (now !== entry) changed = true;
      if (now !== null) entries.push(now);
    }
    return { ...page, entries };
  });
  return changed ? { ...pages, pages: next } : pages;
}

/** Show `next` under `key`; what was due to be fetched again stays due, which setting it would forget. */
export function show(key: readonly unknown[], next: unknown): void {
  const due = cache.getQueryState(key)?.isInvalidated === true;
  cache.setQueryData(key, next);
  if (due) void cache.invalidateQueries({ queryKey: key, exact: true, refetchType: "none" });
}

const fetchedAgain = new WeakSet<Query>();

/** Fetch again what is being fetched now, and was perhaps read before something happened of which we just heard. */
export function fetchAgainAfterwards(query: Query): void {
  if (query.state.fetchStatus !== "fetching" || fetchedAgain.has(query)) return;
  fetchedAgain.add(query);
  const afterwards = () => {
    fetchedAgain.delete(query);
    void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
  };
  // It gives the running fetch, and begins no other.
  query.fetch().then(afterwards, afterwards);
}

// An answer was read a little before it came, and an event bears the time at which its writer began.
const READ_BEFORE_MS = 3000;

/** Fetch again what of `queries` was perhaps read before something that happened at `changedAt` (ms). */
export function fetchAgainIfOlder(queries: Query[], changedAt: number): void {
  for (const query of queries) {
    const readAt = query.state.fetchStatus === "fetching" ? Date.now() : query.state.dataUpdatedAt;
    if (readAt === 0 || readAt >= changedAt + READ_BEFORE_MS) continue;
    if (query.state.fetchStatus === "fetching") fetchAgainAfterwards(query);
    else void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}

/** The pages with `fresh` in its place; left out where one has not read that far. */
export function insertEntry<T>(pages: Pages<T>, fresh: T, comesBefore: (one: T, other: T) => boolean): Pages<T> {
  const put = (page: number, at: number): Pages<T> => ({
    ...pages,
    pages: pages.pages.map((old, number) =>
      number === page ? { ...old, entries: [...old.entries.slice(0, at), fresh, ...old.entries.slice(at)] } : old,
    ),
  });
  for (const [page, { entries }] of pages.pages.entries()) {
    const at = entries.findIndex((entry) => comesBefore(fresh, entry));
    if (at >= 0) return put(page, at);
  }
  const last = pages.pages.at(-1);
  return last === undefined || last.next_cursor !== null ? pages : put(pages.pages.length - 1, last.entries.length);
}

/** How an infinite query walks a keyset. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? null,
};
