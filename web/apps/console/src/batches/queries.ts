import { getBatch, listAlikeCases } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const WAYS = ["text", "photo", "author", "rule"] as const;
export type Way = (typeof WAYS)[number];

export const isWay = (word: unknown): word is Way => WAYS.some((one) => one === word);

export const alikeQuery = (caseId: string, by: Way | undefined) =>
  queryOptions({
    queryKey: ["alike", caseId, by ?? "best"],
    queryFn: ({ signal }) => listAlikeCases({ path: { case_id: caseId }, query: { by }, signal }),
    staleTime: 0,
  });

export const batchQuery = (batchId: string) =>
  queryOptions({ queryKey: ["batch", batchId], queryFn: ({ signal }) => getBatch({ path: { batch_id: batchId }, signal }) });
