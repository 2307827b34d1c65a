import type { Post } from "@tonghao/api";

/** What a post begins with, without its markup; a photo says what is on it, and a fold nothing. */
export function firstLine(post: Pick<Post, "text" | "photos"> & { curb?: Post["curb"] }): string {
  if (post.curb?.act === "fold") return "…";
  const line = post.text
    .split("\n")
    .map((one) => one.replace(/^[\s>#*+-]+/, "").replace(/[*_~`]/g, "").trim())
    .find((one) => one !== "");
  return line ?? post.photos[0]?.alt ?? "…";
}
