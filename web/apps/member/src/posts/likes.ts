/** My like, put into everything that shows the post or comment. */
import type { Comment, FeedEntry, Likes, Post, Thanks } from "@tonghao/api";
import { cache, mapEntries, type Pages } from "../cache.ts";

type Place = { circle_id: string; post_id: string; comment_id?: string };

export function likedPost(post: Post, place: Place, likes: Likes): Post {
  return place.comment_id === undefined && post.post_id === place.post_id ? { ...post, ...likes } : post;
}

export function likedComment(comment: Comment, place: Place, likes: Likes | Thanks): Comment {
  if (comment.comment_id === place.comment_id) return { ...comment, ...likes };
  if (!comment.replies.some((reply) => reply.comment_id === place.comment_id)) return comment;
  return { ...comment, replies: comment.replies.map((reply) => likedComment(reply, place, likes)) };
}

/** My thanks for a floor, shown before the server has answered. */
export function showThanks(place: Place, thanks: Thanks): void {
  cache.setQueriesData<Pages<Comment>>(
    { queryKey: ["floors", place.circle_id, place.post_id] },
    (pages) => pages && mapEntries(pages, (one) => likedComment(one, place, thanks)),
  );
}

export function showLikes(place: Place, likes: Likes): void {
  const posts = (pages: Pages<Post> | undefined) => pages && mapEntries(pages, (post) => likedPost(post, place, likes));
  const comments = (pages: Pages<Comment> | undefined) => pages && mapEntries(pages, (one) => likedComment(one, place, likes));
  if (place.comment_id !== undefined) {
    cache.setQueriesData<Pages<Comment>>({ queryKey: ["floors", place.circle_id, place.post_id] }, comments);
    cache.setQueriesData<Pages<Comment>>({ queryKey: ["replies", place.circle_id, place.post_id] }, comments);
    return;
  }
  cache.setQueriesData<Post>({ queryKey: ["post", place.circle_id, place.post_id] }, (post) => post && likedPost(post, place, likes));
  cache.setQueriesData<Pages<Post>>({ queryKey: ["circle-posts", place.circle_id] }, posts);
  cache.setQueriesData<Pages<Post>>({ queryKey: ["account-posts"] }, posts);
  cache.setQueriesData<Pages<FeedEntry>>(
    { queryKey: ["feed"] },
    (pages) =>
      pages &&
      mapEntries(pages, (entry) => {
        const post = likedPost(entry.post, place, likes);
        return post === entry.post ? entry : { ...entry, post };
      }),
  );
}
