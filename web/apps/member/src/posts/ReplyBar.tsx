import { type Comment, type Post, writeComment } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Send, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { BottomBar } from "../shell/columns.tsx";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { dropDraft, keepDraft, keptDraft } from "./drafts.ts";
import { showComment } from "./live.ts";
import { postQuery, unfold } from "./queries.ts";

type ReplyBarProps = { post: Post; answering: Comment | null; onStop: () => void };

const MOST_CHARACTERS = 5000;

/** Always at the bottom: a new floor, or a reply inside the floor that one answers. */
export function ReplyBar({ post, answering, onStop }: ReplyBarProps) {
  const t = useT();
  const place = `reply.${post.post_id}`;
  const [text, setText] = useState(() => keptDraft(place)?.text ?? "");
  const [sent, setSent] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const headers = useSendKey(text, answering?.comment_id, sent);
  useEffect(() => {
    if (answering !== null) box.current?.focus();
  }, [answering]);
  useEffect(() => keepDraft(place, { text, photos: [] }), [place, text]);
  const send = useMutation({
    mutationFn: () =>
      writeComment({
        path: { circle_id: post.circle_id, post_id: post.post_id },
        body: {
          text,
          ...(answering === null ? {} : { floor: answering.floor }),
          ...(answering !== null && answering.reply_number > 0 ? { reply_to_id: answering.comment_id } : {}),
        },
        headers,
      }),
    onSuccess: (comment) => {
      setSent(sent + 1);
      setText("");
      dropDraft(place);
      onStop();
      const now = cache.getQueryData<Post>(postQuery(post.circle_id, post.post_id).queryKey);
      showComment(comment, now?.comment_count ?? post.comment_count);
      // One wants to see what one has just said, also where there are many replies before it.
      if (comment.reply_number > 0) unfold(post.post_id, comment.floor);
      if (comment.state === "pending") toast(t("state.checking"));
      if (comment.state === "held") toast(t("state.held"), "bad");
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !send.isPending) send.mutate();
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
    if (event.key === "Escape" && answering !== null) onStop();
  };
  return (
    <BottomBar>
      <form onSubmit={submit}>
      {answering !== null && (
        <p className="flex items-center justify-between gap-2 pl-1 text-sm text-muted">
          <span className="truncate">{t("reply.to_floor", { floor: answering.floor, name: answering.author.name })}</span>
          <Button look="ghost" size="icon" aria-label={t("reply.stop")} onClick={onStop}>
            <X size={16} aria-hidden="true" />
          </Button>
        </p>
      )}
      {send.isError && (
        <p role="alert" className="px-1 pb-1 text-sm text-accent">
          {sentenceOf(send.error)}
        </p>
      )}
      <div className="flex items-end gap-2">
        <textarea
          ref={box}
          data-key-box="reply"
          rows={1}
          value={text}
          maxLength={MOST_CHARACTERS}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          aria-label={answering === null ? t("reply.new_floor") : t("reply.to", { name: answering.author.name })}
          placeholder={answering === null ? t("reply.new_floor") : t("reply.to", { name: answering.author.name })}
          className="field-sizing-content max-h-40 min-h-11 w-full resize-none rounded-3xl border border-line bg-bg px-4 py-2.5 leading-normal placeholder:text-muted"
        />
        <Button type="submit" size="icon" busy={send.isPending} disabled={text.trim() === ""} aria-label={t("reply.send")}>
          <Send size={19} aria-hidden="true" />
        </Button>
      </div>
      </form>
    </BottomBar>
  );
}
