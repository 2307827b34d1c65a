import type { Post } from "@tonghao/api";
import { type MenuEntry, MoreButton } from "@tonghao/ui";
import { lazy, Suspense, useState } from "react";
import { useT, withWords } from "../text.ts";

const PostActs = lazy(withWords(["posts"], () => import("./PostActs.tsx")));

export type PostMenuProps = { post: Post; whole: boolean; more: MenuEntry[] };

/** Three dots; what they lead to comes with the first press, since most menus of a feed are never opened. */
export function PostMenu(props: PostMenuProps) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const dots = (
    <MoreButton className="-mr-2" label={t("post.more", { name: props.post.author.name })} busy={asked} onPress={() => setAsked(true)} />
  );
  if (!asked) return dots;
  return (
    <Suspense fallback={dots}>
      <PostActs {...props} />
    </Suspense>
  );
}
