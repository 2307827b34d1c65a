import { listBrakes, listOverseenCircles } from "@tonghao/api";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

export const brakesQuery = queryOptions({
  queryKey: ["brakes"],
  queryFn: ({ signal }) => listBrakes({ signal }),
  refetchInterval: 30_000,
});

export const circlesQuery = (words: string, restricted: boolean) =>
  infiniteQueryOptions({
    queryKey: ["overseen", words, restricted],
    queryFn: ({ pageParam, signal }) => listOverseenCircles({ query: { q: words, restricted, cursor: pageParam }, signal }),
    placeholderData: keepPreviousData,
    ...byCursor,
  });

/** After an act on a circle or a feature everything that shows it is read again. */
export function readAgain(): void {
  for (const key of ["overseen", "brakes", "audit"]) void cache.invalidateQueries({ queryKey: [key] });
}
