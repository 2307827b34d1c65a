import type { MediaRef } from "./types.ts";

export type PhotoSize = "small" | "medium" | "large";

/** The address of a photo. It carries its owner, so that one shard answers. */
export function mediaAddress(photo: MediaRef, size: PhotoSize): string {
  return `/media/${photo.owner_id}/${photo.media_id}/${size}.webp`;
}

/** The address of a person's picture, or null when there is none. */
export function avatarAddress(of: { account_id: string; avatar: string | null }, size: PhotoSize = "small"): string | null {
  return of.avatar === null ? null : mediaAddress({ owner_id: of.account_id, media_id: of.avatar }, size);
}
