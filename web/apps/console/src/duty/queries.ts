import { getPlatformDuty, listCircleDuty, listMissedClocks } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

const EACH_MINUTE = 60_000;

export const platformDutyQuery = queryOptions({
  queryKey: ["duty", "platform"],
  queryFn: ({ signal }) => getPlatformDuty({ signal }),
  refetchInterval: EACH_MINUTE,
});

export const circleDutyQuery = infiniteQueryOptions({
  queryKey: ["duty", "circles"],
  queryFn: ({ pageParam, signal }) => listCircleDuty({ query: { cursor: pageParam }, signal }),
  ...byCursor,
  refetchInterval: EACH_MINUTE,
});

export const missesQuery = queryOptions({
  queryKey: ["duty", "misses"],
  queryFn: ({ signal }) => listMissedClocks({ signal }),
});
