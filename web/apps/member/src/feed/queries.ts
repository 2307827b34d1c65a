import { type FeedEntry, listFeedMutes, readFeed } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const feedQuery = infiniteQueryOptions({
  queryKey: ["feed"],
  queryFn: ({ pageParam, signal }) => readFeed({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

/** Entries that came while one reads; they wait above until they are wanted. Kept beside the feed. */
export const waitingQuery = queryOptions({
  queryKey: ["feed-waiting"],
  queryFn: (): FeedEntry[] => [],
  initialData: [] as FeedEntry[],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const mutesQuery = queryOptions({ queryKey: ["mutes"], queryFn: ({ signal }) => listFeedMutes({ signal }) });
