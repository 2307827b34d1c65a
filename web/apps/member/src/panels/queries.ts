import { getMyPanels, type MyPanels } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";
import { cache } from "../cache.ts";

/** What waits for my answer, and what I answered. A panel ends by the clock, which is no event. */
export const panelsQuery = queryOptions({
  queryKey: ["panels"],
  queryFn: ({ signal }) => getMyPanels({ signal }),
  staleTime: 0,
  refetchInterval: 60_000,
});

export function keepPanels(now: MyPanels): void {
  cache.setQueryData(panelsQuery.queryKey, now);
}
