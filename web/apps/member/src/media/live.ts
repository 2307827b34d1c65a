/** A photo of mine has its verdict. */
import type { LiveEvent, Photo, Post } from "@tonghao/api";
import { cache } from "../cache.ts";
import { hearVerdict } from "./verdicts.ts";

/** The post after `event`: its photo carries the new state. */
export function applyToPhotos(post: Post, event: LiveEvent): Post {
  if (event.kind !== "media.checked" || !post.photos.some((photo) => photo.media_id === event.media_id)) return post;
  const photos = post.photos.map((photo: Photo) => (photo.media_id === event.media_id ? { ...photo, state: event.state } : photo));
  return { ...post, photos };
}

export function hearMedia(event: LiveEvent): void {
  if (event.kind !== "media.checked") return;
  hearVerdict(event.media_id);
  for (const query of cache.getQueryCache().findAll({ queryKey: ["post"] })) {
    const shown = query.state.data as Post | undefined;
    if (shown === undefined) continue;
    const next = applyToPhotos(shown, event);
    // Size and placeholder come with the verdict, and the post itself may be published or held by it.
    if (next !== shown) void cache.invalidateQueries({ queryKey: query.queryKey });
  }
}
