/** The one query cache, and what every page does with it. */
import { isRefusal, type Page } from "@tonghao/api";
import { currentLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { type InfiniteData, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** Pages as an infinite query keeps them. */
export type Pages<T> = InfiniteData<Page<T>, string | null>;

let signedOut: (() => void) | null = null;

/** Called when the server no longer knows the session. */
export function onSignedOut(heard: () => void): void {
  signedOut = heard;
}

function noticeSignedOut(error: unknown): void {
  if (isRefusal(error, "sign_in_needed")) signedOut?.();
}

export const cache = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (error, _given, _context, mutation) => {
      noticeSignedOut(error);
      if (mutation.meta?.["quiet"] !== true) toast(sentenceOf(error), "bad");
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 2 && isRefusal(error) && (error.status === 0 || error.status >= 500),
    },
  },
});

/** The sentence of a refusal in the user's language. */
export function sentenceOf(error: unknown): string {
  return isRefusal(error) ? error.in(currentLocale()) : String(error);
}

/** All entries of all pages, in order. */
export function entriesOf<T>(pages: { pages: Page<T>[] } | undefined): T[] {
  return pages?.pages.flatMap((page) => page.entries) ?? [];
}

/** How an infinite query walks a keyset. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<unknown>) => last.next_cursor,
};
