import { getCase, getOverview, listCases, listCategories, listColleagues, listQueue, listReports, listUnattendedCircles } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { byCursor } from "../cache.ts";

export type QueueInlet = "machine" | "report" | "patrol" | "appeal";

export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: ({ signal }) => getOverview({ signal }),
  // A missed clock is no event.
  refetchInterval: 60_000,
});

export const unattendedQuery = infiniteQueryOptions({
  queryKey: ["unattended"],
  queryFn: ({ pageParam, signal }) => listUnattendedCircles({ query: { cursor: pageParam }, signal }),
  // A shift begins and ends by the clock, which is no event.
  refetchInterval: 5 * 60_000,
  ...byCursor,
});

export type InQueue = { inlet?: QueueInlet; severity?: number; circle?: string; mine?: true };

/** What waits; without a filter it is kept up by events, see `live.ts`. */
export const queueQuery = (wanted: InQueue = {}) =>
  infiniteQueryOptions({
    queryKey: ["queue", wanted],
    queryFn: ({ pageParam, signal }) =>
      listQueue({ query: { inlet: wanted.inlet, severity: wanted.severity, circle_id: wanted.circle, mine: wanted.mine, cursor: pageParam }, signal }),
    // Appeals are no event, nor is a reach that grows.
    refetchInterval: 30_000,
    ...byCursor,
  });

export const colleaguesQuery = queryOptions({
  queryKey: ["colleagues"],
  queryFn: ({ signal }) => listColleagues({ signal }),
  staleTime: 5 * 60_000,
});

export const closedQuery = infiniteQueryOptions({
  queryKey: ["cases", "closed"],
  queryFn: ({ pageParam, signal }) => listCases({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId],
    queryFn: ({ signal }) => getCase({ path: { case_id: caseId }, signal }),
    refetchInterval: 60_000,
  });

export const reportsQuery = (state: "open" | "upheld" | "dismissed" | undefined) =>
  infiniteQueryOptions({
    queryKey: ["reports", state ?? "all"],
    queryFn: ({ pageParam, signal }) => listReports({ query: { state, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => listCategories({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The policy's categories, by which one decides, and what they and all that only waits are called. */
export function useCategories() {
  const locale = useLocale();
  const { data } = useQuery(categoriesQuery);
  return useMemo(() => {
    const known = data ?? [];
    const all = known.filter((category) => !category.only_waits);
    const byCode = new Map(all.map((category) => [category.code, category]));
    const names = new Map(known.map((category) => [category.code, category]));
    const nameOf = (code: string) => {
      const found = names.get(code);
      return found === undefined ? code : inLocale(locale, found.zh, found.en);
    };
    return { all, byCode, nameOf };
  }, [data, locale]);
}
