import { getCallAddress, listCalls, listMyCalls, type LiveEvent } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

export const myCallsQuery = queryOptions({
  queryKey: ["calls", "mine"],
  queryFn: ({ signal }) => listMyCalls({ signal }),
  // Who must be reached must be reached by a broken socket, too.
  refetchInterval: 30_000,
});

export const callsQuery = infiniteQueryOptions({
  queryKey: ["calls", "all"],
  queryFn: ({ pageParam, signal }) => listCalls({ query: { cursor: pageParam }, signal }),
  refetchInterval: 30_000,
  ...byCursor,
});

export const callAddressQuery = queryOptions({
  queryKey: ["calls", "address"],
  queryFn: ({ signal }) => getCallAddress({ signal }),
});

export function hearCalls(event: LiveEvent): void {
  if (event.kind !== "call.rung" && event.kind !== "call.moved") return;
  for (const key of ["mine", "all"]) void cache.invalidateQueries({ queryKey: ["calls", key] });
}
