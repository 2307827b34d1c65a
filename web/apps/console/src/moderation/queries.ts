import { getCase, getOverview, listCases, listCategories, listReports, listUnattendedCircles } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { byCursor } from "../cache.ts";

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

export const casesQuery = (state: "open" | "closed") =>
  infiniteQueryOptions({
    queryKey: ["cases", state],
    queryFn: ({ pageParam, signal }) => listCases({ query: { state, cursor: pageParam }, signal }),
    // Who claims what is no event; the rest comes through the socket.
    refetchInterval: state === "open" ? 30_000 : false,
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

/** The policy's categories by code, and what they are called. */
export function useCategories() {
  const locale = useLocale();
  const { data } = useQuery(categoriesQuery);
  return useMemo(() => {
    const all = data ?? [];
    const byCode = new Map(all.map((category) => [category.code, category]));
    const nameOf = (code: string) => {
      const known = byCode.get(code);
      // No rule of the policy: nothing was found, a person looks first.
      if (code === "circle.rule") return inLocale(locale, "本圈的规则", "Rule of the circle");
      if (code === "pre-check") return inLocale(locale, "先由人看", "Looked at first");
      return known === undefined ? code : inLocale(locale, known.zh, known.en);
    };
    return { all, byCode, nameOf };
  }, [data, locale]);
}
