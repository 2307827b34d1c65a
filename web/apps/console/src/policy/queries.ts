import { getPolicy, getPolicyReplay, getPolicyShadow, isRefusal, listPolicyVersions } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const policyQuery = queryOptions({ queryKey: ["policy", "now"], queryFn: ({ signal }) => getPolicy({ signal }) });

export const versionsQuery = infiniteQueryOptions({
  queryKey: ["policy", "versions"],
  queryFn: ({ pageParam, signal }) => listPolicyVersions({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

/** The newest replay; asked again while it runs. Null before the first one. */
export const replayQuery = queryOptions({
  queryKey: ["policy", "replay"],
  queryFn: async ({ signal }) => {
    try {
      return await getPolicyReplay({ signal });
    } catch (error) {
      if (isRefusal(error) && error.code === "not_found") return null;
      throw error;
    }
  },
  refetchInterval: ({ state }) => (state.data?.state === "waiting" || state.data?.state === "running" ? 1000 : false),
});

/** The version that judges alongside, or did last; looked at again while it runs. Null before the first one. */
export const shadowQuery = queryOptions({
  queryKey: ["policy", "shadow"],
  queryFn: async ({ signal }) => {
    try {
      return await getPolicyShadow({ signal });
    } catch (error) {
      if (isRefusal(error) && error.code === "not_found") return null;
      throw error;
    }
  },
  refetchInterval: ({ state }) => (state.data !== undefined && state.data !== null && state.data.ended_at === null ? 10_000 : false),
});
