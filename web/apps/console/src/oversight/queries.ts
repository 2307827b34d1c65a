import { getOversight, listCounted, listOverseenWeeks, listTipWeeks, listWeeks } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";
import type { Figure } from "./figures.ts";

export const oversightQuery = (week: string | undefined) =>
  queryOptions({ queryKey: ["oversight", week ?? "newest"], queryFn: ({ signal }) => getOversight({ query: { week }, signal }) });

export const circlesQuery = (week: string) =>
  infiniteQueryOptions({
    queryKey: ["oversight", "circles", week],
    queryFn: ({ pageParam, signal }) => listOverseenWeeks({ query: { week, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const circleQuery = (week: string, circleId: string) =>
  queryOptions({
    queryKey: ["oversight", "circle", week, circleId],
    queryFn: ({ signal }) => listOverseenWeeks({ query: { week, circle_id: circleId }, signal }),
  });

export const weeksQuery = (circleId: string) =>
  queryOptions({ queryKey: ["oversight", "weeks", circleId], queryFn: ({ signal }) => listWeeks({ path: { circle_id: circleId }, signal }) });

export const tipsQuery = (week: string, circleId: string | undefined) =>
  queryOptions({ queryKey: ["oversight", "tips", week, circleId ?? "all"], queryFn: ({ signal }) => listTipWeeks({ query: { week, circle_id: circleId }, signal }) });

export const countedQuery = (figure: Figure, week: string, circleId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["oversight", "rows", figure, week, circleId ?? "all"],
    queryFn: ({ pageParam, signal }) => listCounted({ query: { figure, week, circle_id: circleId, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.rows.next_cursor,
  });
