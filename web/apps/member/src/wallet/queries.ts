/** What the wallet's pages ask the server for. */
import { getWallet, getWalletLimits, getWalletReceipt, listWalletEntries, listWalletMonths, listWalletOrders, type WalletEntry } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export type Sort = WalletEntry["sort"];
export type Wanted = { sort: Sort | null; direction: "in" | "out" | null; since: string; until: string; words: string };
export const ALL: Wanted = { sort: null, direction: null, since: "", until: "", words: "" };

export const walletQuery = queryOptions({ queryKey: ["wallet", "me"], queryFn: ({ signal }) => getWallet({ signal }) });
export const walletLimitsQuery = queryOptions({ queryKey: ["wallet", "limits"], queryFn: ({ signal }) => getWalletLimits({ signal }) });
export const walletMonthsQuery = queryOptions({ queryKey: ["wallet", "months"], queryFn: ({ signal }) => listWalletMonths({ signal }) });
export const walletOrdersQuery = queryOptions({ queryKey: ["wallet", "orders"], queryFn: ({ signal }) => listWalletOrders({ signal }) });

export const receiptQuery = (transfer_id: string) =>
  queryOptions({ queryKey: ["wallet", "receipt", transfer_id], queryFn: ({ signal }) => getWalletReceipt({ path: { transfer_id }, signal }) });

export const historyQuery = ({ sort, direction, since, until, words }: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["wallet", "entries", sort, direction, since, until, words],
    queryFn: ({ pageParam, signal }) =>
      listWalletEntries({
        query: {
          cursor: pageParam,
          ...(sort === null ? {} : { sort: [sort] }),
          ...(direction === null ? {} : { direction }),
          ...(since === "" ? {} : { since }),
          ...(until === "" ? {} : { until }),
          ...(words === "" ? {} : { q: words }),
        },
        signal,
      }),
    ...byCursor,
  });
