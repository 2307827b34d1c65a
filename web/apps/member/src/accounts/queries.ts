import { getProfile, listAccountPosts, listBlocks, listSessions } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const profileQuery = (handle: string) =>
  queryOptions({ queryKey: ["profile", handle], queryFn: ({ signal }) => getProfile({ path: { handle }, signal }) });

export const accountPostsQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: ["account-posts", handle],
    queryFn: ({ pageParam, signal }) => listAccountPosts({ path: { handle }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

export const sessionsQuery = queryOptions({ queryKey: ["sessions"], queryFn: ({ signal }) => listSessions({ signal }) });
export const blocksQuery = queryOptions({ queryKey: ["blocks"], queryFn: ({ signal }) => listBlocks({ signal }) });
