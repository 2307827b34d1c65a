import {
  getCollectCode,
  getMoneyDesk,
  getMoneyRequest,
  getSplit,
  getTransfer,
  getTransferWishes,
  listCodePayments,
  listPayees,
  listTransfers,
} from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const deskQuery = queryOptions({ queryKey: ["money-desk"], queryFn: ({ signal }) => getMoneyDesk({ signal }) });

export const transfersQuery = infiniteQueryOptions({
  queryKey: ["transfers"],
  queryFn: ({ pageParam, signal }) => listTransfers({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

export const transferQuery = (transfer_id: string) =>
  queryOptions({ queryKey: ["transfer", transfer_id], queryFn: ({ signal }) => getTransfer({ path: { transfer_id }, signal }) });

export const requestQuery = (request_id: string) =>
  queryOptions({ queryKey: ["money-request", request_id], queryFn: ({ signal }) => getMoneyRequest({ path: { request_id }, signal }) });

export const splitQuery = (split_id: string) =>
  queryOptions({ queryKey: ["split", split_id], queryFn: ({ signal }) => getSplit({ path: { split_id }, signal }) });

export const payeesQuery = (words: string) =>
  queryOptions({ queryKey: ["payees", words], queryFn: ({ signal }) => listPayees({ query: { q: words }, signal }) });

export const wishesQuery = queryOptions({ queryKey: ["transfer-wishes"], queryFn: ({ signal }) => getTransferWishes({ signal }) });

export const paymentsQuery = infiniteQueryOptions({
  queryKey: ["code-payments"],
  queryFn: ({ pageParam, signal }) => listCodePayments({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

/** My own collect code, or null while I have none. */
export const collectCodeQuery = queryOptions({
  queryKey: ["collect-code"],
  queryFn: async ({ signal }) => (await getCollectCode({ signal })).code,
});
