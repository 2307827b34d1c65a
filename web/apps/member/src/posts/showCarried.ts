/** What I did in a post's poll or meetup, put into everything that shows the post. */
import type { FeedEntry, Post } from "@tonghao/api";
import { cache, mapEntries, type Pages } from "../cache.ts";

type Place = { circle_id: string; post_id: string };

export function showCarried(place: Place, carried: Partial<Pick<Post, "poll" | "meetup">>): void {
  const changed = (post: Post) => (post.post_id === place.post_id ? { ...post, ...carried } : post);
  const posts = (pages: Pages<Post> | undefined) => pages && mapEntries(pages, changed);
  cache.setQueriesData<Post>({ queryKey: ["post", place.circle_id, place.post_id] }, (post) => post && changed(post));
  cache.setQueriesData<Pages<Post>>({ queryKey: ["circle-posts", place.circle_id] }, posts);
  cache.setQueriesData<Pages<Post>>({ queryKey: ["account-posts"] }, posts);
  cache.setQueriesData<Pages<FeedEntry>>(
    { queryKey: ["feed"] },
    (pages) =>
      pages &&
      mapEntries(pages, (entry) => {
        const post = changed(entry.post);
        return post === entry.post ? entry : { ...entry, post };
      }),
  );
}
