/** The one query cache, and what every feature does with it. */
import { isRefusal } from "@tonghao/api";
import { currentLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { type InfiniteData, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import type { Page } from "@tonghao/api";

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
    queries: {
      // What changes comes through the socket; a visit within half a minute needs no new fetch.
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && isRefusal(error) && (error.status === 0 || error.status >= 500),
    },
  },
});

/** The sentence of a refusal in the user's language. */
export function sentenceOf(error: unknown): string {
  return isRefusal(error) ? error.in(currentLocale()) : String(error);
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

/** How an infinite query walks a keyset. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next_cursor?: string | null }) => last.next_cursor ?? null,
};
