import { getUsefulnessRule, listRelated, listSmallCircles, listSolved, type Page, type Useful } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const solvedQuery = (topic: string | undefined, limit: number) =>
  infiniteQueryOptions({
    queryKey: ["solved", topic ?? "", limit],
    queryFn: ({ pageParam, signal }): Promise<Page<Useful>> => listSolved({ query: { topic, cursor: pageParam, limit }, signal }),
    ...byCursor,
  });

export const smallCirclesQuery = queryOptions({ queryKey: ["small-circles"], queryFn: ({ signal }) => listSmallCircles({ signal }) });

export const ruleQuery = queryOptions({ queryKey: ["usefulness-rule"], queryFn: ({ signal }) => getUsefulnessRule({ signal }) });

export const relatedQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["related", circleId, postId],
    queryFn: ({ signal }) => listRelated({ path: { circle_id: circleId, post_id: postId }, signal }),
    staleTime: 5 * 60_000,
  });
