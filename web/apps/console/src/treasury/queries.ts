import { type LedgerFound, getLedgerAccount, getMoneyFlow, getTreasury, listGatewayDays, listGatewayDifferences, listRefunds, lookIntoBooks } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

// Each look is on record, so none happens by itself.
const ONCE = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const treasuryQuery = queryOptions({
  queryKey: ["treasury", "board"],
  queryFn: ({ signal }) => getTreasury({ signal }),
  refetchInterval: 15_000,
});

export const flowQuery = queryOptions({
  queryKey: ["treasury", "flow"],
  queryFn: ({ signal }) => getMoneyFlow({ signal }),
  refetchInterval: 60_000,
});

const waits = (found: LedgerFound | undefined) => found?.order?.refunds.some((one) => one.state === "made" || one.state === "open") === true;

export const foundQuery = (words: string) =>
  queryOptions({
    queryKey: ["books", "found", words],
    queryFn: ({ signal }) => lookIntoBooks({ body: { words }, signal }),
    ...ONCE,
    // A gateway answers within seconds or not for long: a few looks more, then by hand.
    refetchInterval: (query) => (waits(query.state.data) && query.state.dataUpdateCount < 10 ? 3_000 : false),
  });

export const accountQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: ["books", "account", accountId],
    queryFn: ({ pageParam, signal }) => getLedgerAccount({ path: { account_id: accountId }, query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    ...ONCE,
  });

export const daysQuery = queryOptions({ queryKey: ["treasury", "days"], queryFn: ({ signal }) => listGatewayDays({ signal }), refetchInterval: 60_000 });

export const differencesQuery = infiniteQueryOptions({
  queryKey: ["treasury", "differences"],
  queryFn: ({ pageParam, signal }) => listGatewayDifferences({ query: { cursor: pageParam }, signal }),
  refetchInterval: 60_000,
  ...byCursor,
});

export const refundsQuery = infiniteQueryOptions({
  queryKey: ["treasury", "refunds"],
  queryFn: ({ pageParam, signal }) => listRefunds({ query: { cursor: pageParam }, signal }),
  refetchInterval: 60_000,
  ...byCursor,
});

export const readTreasuryAgain = () => void cache.invalidateQueries({ queryKey: ["treasury"] });
