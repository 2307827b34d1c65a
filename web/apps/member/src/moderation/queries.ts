import { listCategories, listMyReports } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  // What only waits for a person has no rule that one could read.
  queryFn: async ({ signal }) => (await listCategories({ signal })).filter((category) => !category.only_waits),
  staleTime: 60 * 60_000,
});

export const myReportsQuery = infiniteQueryOptions({
  queryKey: ["my-reports"],
  queryFn: ({ pageParam, signal }) => listMyReports({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});
