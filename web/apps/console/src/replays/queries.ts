import { getReplay, getReplayBasis, listReplays, type Replay } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

const EACH_MS = 1000;

export const basisQuery = queryOptions({
  queryKey: ["replays", "basis"],
  queryFn: ({ signal }) => getReplayBasis({ signal }),
  staleTime: Infinity,
});

export const replaysQuery = infiniteQueryOptions({
  queryKey: ["replays", "all"],
  queryFn: ({ pageParam, signal }) => listReplays({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

export function isRunning(replay: Pick<Replay, "state"> | undefined): boolean {
  return replay?.state === "waiting" || replay?.state === "running";
}

/** One replay; asked for each second until it has ended. */
export const replayQuery = (replayId: string | undefined) =>
  queryOptions({
    queryKey: ["replays", "one", replayId],
    queryFn: ({ signal }) => getReplay({ path: { replay_id: replayId ?? "" }, signal }),
    enabled: replayId !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (isRunning(state.data) ? EACH_MS : false),
  });
