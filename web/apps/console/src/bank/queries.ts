import { getBank, type Hunt, listBankEntries, listHuntHits, listHunts } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

/** What moves by itself, and is worth another look. */
export const isMoving = (hunt: Hunt | undefined) => hunt?.state === "scanning" || hunt?.state === "applying";

export const bankQuery = queryOptions({ queryKey: ["bank"], queryFn: ({ signal }) => getBank({ signal }) });

export const entriesQuery = (retired: boolean) =>
  infiniteQueryOptions({
    queryKey: ["bank-entries", retired],
    queryFn: ({ pageParam, signal }) => listBankEntries({ query: { retired, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const huntsQuery = infiniteQueryOptions({
  queryKey: ["hunts"],
  queryFn: ({ pageParam, signal }) => listHunts({ query: { cursor: pageParam }, signal }),
  // How far it has come is no event.
  refetchInterval: ({ state }) => (isMoving(state.data?.pages[0]?.entries[0]) ? 1500 : false),
  ...byCursor,
});

export const hitsQuery = (huntId: string) =>
  infiniteQueryOptions({
    queryKey: ["hunt-hits", huntId],
    queryFn: ({ pageParam, signal }) => listHuntHits({ path: { hunt_id: huntId }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

/** A hunt moved, or the bank changed. */
export function lookAgain(): void {
  for (const key of ["bank", "bank-entries", "hunts", "hunt-hits"]) void cache.invalidateQueries({ queryKey: [key] });
}
