import { getPost, listCommentVersions, listDrafts, listFloors, listPostVersions, listReplies, listScheduledPosts, type Page, type Comment, type Post } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

export const postQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["post", circleId, postId],
    queryFn: ({ signal }) => getPost({ path: { circle_id: circleId, post_id: postId }, signal }),
  });

export type FloorsView = { authorOnly: boolean; from: number };

export const floorsQuery = (circleId: string, postId: string, view: FloorsView) =>
  infiniteQueryOptions({
    queryKey: ["floors", circleId, postId, view.authorOnly, view.from],
    queryFn: ({ pageParam, signal }) =>
      listFloors({
        path: { circle_id: circleId, post_id: postId },
        query:
          pageParam === null
            ? { author_only: view.authorOnly, from_floor: view.from > 2 ? view.from : undefined }
            : { author_only: view.authorOnly, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  });

export const repliesQuery = (circleId: string, postId: string, floor: number) =>
  infiniteQueryOptions({
    queryKey: ["replies", circleId, postId, floor],
    queryFn: ({ pageParam, signal }): Promise<Page<Comment>> =>
      listReplies({ path: { circle_id: circleId, post_id: postId, floor }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

/** Whether all replies of a floor are shown, and not the first few only. */
export const unfoldedQuery = (postId: string, floor: number) =>
  queryOptions({
    queryKey: ["unfolded", postId, floor],
    queryFn: () => false,
    initialData: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function unfold(postId: string, floor: number): void {
  cache.setQueryData(unfoldedQuery(postId, floor).queryKey, true);
}

export const versionsQuery = (of: Post | Comment) =>
  queryOptions({
    queryKey: ["versions", "comment_id" in of ? of.comment_id : of.post_id],
    queryFn: ({ signal }) => {
      const post = { circle_id: of.circle_id, post_id: of.post_id };
      if (!("comment_id" in of)) return listPostVersions({ path: post, signal });
      return listCommentVersions({ path: { ...post, comment_id: of.comment_id }, signal });
    },
    staleTime: 0,
  });

/** A post that was just fetched in a list is shown at once on its own page. */
export function keepPost(post: Post): void {
  cache.setQueryData(postQuery(post.circle_id, post.post_id).queryKey, post);
}

/** What I have begun to write, wherever; and what waits for its time. */
export const draftsQuery = queryOptions({ queryKey: ["drafts"], queryFn: ({ signal }) => listDrafts({ signal }), staleTime: 0 });
export const scheduledQuery = queryOptions({ queryKey: ["scheduled"], queryFn: ({ signal }) => listScheduledPosts({ signal }), staleTime: 0 });
