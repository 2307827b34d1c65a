/** What staff put on posts: asking for it, and showing what the server answers. */
import { getColumn, getMyTurn, getPostingRules, listColumnPosts, listColumns, listDigest, listPinned, listTags, listCirclePosts, type Marks, type Post } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";
import { hearFeed } from "../feed/live.ts";
import { hearPosts } from "./live.ts";

export const pinnedQuery = (circleId: string) =>
  queryOptions({ queryKey: ["pinned", circleId], queryFn: ({ signal }) => listPinned({ path: { circle_id: circleId }, signal }) });

export const rulesQuery = (circleId: string) =>
  queryOptions({ queryKey: ["posting-rules", circleId], queryFn: ({ signal }) => getPostingRules({ path: { circle_id: circleId }, signal }) });

export const tagsQuery = (circleId: string) =>
  queryOptions({ queryKey: ["tags", circleId], queryFn: ({ signal }) => listTags({ path: { circle_id: circleId }, signal }) });

export const turnQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["turn", circleId, postId],
    queryFn: async ({ signal }) => {
      const turn = await getMyTurn({ path: { circle_id: circleId, post_id: postId }, signal });
      return { ...turn, ready_at: Date.now() + turn.wait_seconds * 1000 };
    },
    staleTime: 0,
  });

export const digestQuery = (circleId: string, category: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["digest", circleId, category ?? ""],
    queryFn: ({ pageParam, signal }) => listDigest({ path: { circle_id: circleId }, query: { category, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const taggedQuery = (circleId: string, tag: string) =>
  infiniteQueryOptions({
    queryKey: ["tagged-posts", circleId, tag],
    queryFn: ({ pageParam, signal }) => listCirclePosts({ path: { circle_id: circleId }, query: { tag, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const columnsQuery = (circleId: string) =>
  queryOptions({ queryKey: ["columns", circleId], queryFn: ({ signal }) => listColumns({ path: { circle_id: circleId }, signal }) });

export const columnQuery = (circleId: string, columnId: string) =>
  queryOptions({ queryKey: ["column", circleId, columnId], queryFn: ({ signal }) => getColumn({ path: { circle_id: circleId, column_id: columnId }, signal }) });

export const columnPostsQuery = (circleId: string, columnId: string) =>
  queryOptions({
    queryKey: ["column-posts", circleId, columnId],
    queryFn: ({ signal }) => listColumnPosts({ path: { circle_id: circleId, column_id: columnId }, signal }),
  });

/** Something about the columns of a circle has changed. */
export function readColumnsAgain(circleId: string): void {
  for (const name of ["columns", "column", "column-posts"]) void cache.invalidateQueries({ queryKey: [name, circleId] });
}

/** What stands on the post now, as if the event had come already. */
export function showMarks(post: Post, marks: Marks): void {
  const { circle_id, post_id } = post;
  const event = { kind: "post.marked", circle_id, post_id, author_id: post.author.account_id, marks } as const;
  hearPosts(event);
  hearFeed(event);
  void cache.invalidateQueries({ queryKey: ["turn", circle_id] });
}
