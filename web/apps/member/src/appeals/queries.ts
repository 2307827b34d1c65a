import { getAppealChance, listMyAppeals } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";
import type { AppealTarget } from "./target.ts";

export const myAppealsQuery = infiniteQueryOptions({
  queryKey: ["my-appeals"],
  queryFn: ({ pageParam, signal }) => listMyAppeals({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

export const chanceQuery = (target: AppealTarget) =>
  queryOptions({
    queryKey: ["appeal-chance", target.about, target.id],
    queryFn: ({ signal }) =>
      getAppealChance({ query: { about: target.about, id: target.id, subject_kind: target.kind, circle_id: target.circle }, signal }),
    staleTime: 0,
    retry: false,
  });

const FIRST = ["hold", "remove", "dismiss", "label", "fold", "blur", "limit"] as const;

/** What was decided first, as a key. Pure. */
export function firstOf(act: string) {
  return `appeal.first_${FIRST.find((one) => one === act) ?? "remove"}` as const;
}
