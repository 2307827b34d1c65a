import { listCategories, listMyReports } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => listCategories({ signal }),
  staleTime: 60 * 60_000,
});

export const myReportsQuery = infiniteQueryOptions({
  queryKey: ["my-reports"],
  queryFn: ({ pageParam, signal }) => listMyReports({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});
