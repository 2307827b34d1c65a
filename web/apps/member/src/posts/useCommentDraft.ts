import type { Post } from "@tonghao/api";
import { useEffect, useState } from "react";
import { DraftKeeper } from "./DraftKeeper.ts";
import { keepDraft, keptDraft } from "./drafts.ts";
import { useSaving } from "./useDraft.ts";

// A word or two is written again sooner than it is looked for.
const LONG = 60;

/** A comment that is being written: always kept on this device, a longer one on the server, too. */
export function useCommentDraft(post: Post) {
  const local = `reply.${post.post_id}`;
  const [text, setText] = useState(() => keptDraft(local)?.text ?? "");
  const make = () => new DraftKeeper({ kind: "comment", circle_id: post.circle_id, post_id: post.post_id }, local);
  const [keeper, setKeeper] = useState(make);
  const [touched, setTouched] = useState(false);
  useSaving(keeper);
  useEffect(() => {
    if (touched) void keeper.start(keptDraft(local));
    return keeper.onAdopt((content) => setText(content.text));
  }, [touched, keeper, local]);
  useEffect(() => {
    if (text.length >= LONG || keeper.version > 0) keeper.change({ text, tags: [], photos: [] });
    else keepDraft(local, { text, photos: [], version: keeper.version, dirty: true });
  }, [keeper, local, text]);
  const sent = () => {
    keeper.sent();
    setText("");
    setTouched(false);
    setKeeper(make);
  };
  return { text, setText, keeper, touch: () => setTouched(true), sent };
}
