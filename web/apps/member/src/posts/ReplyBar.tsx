import { type Comment, isRefusal, type Post, writeComment } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Hourglass, Send, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { BottomBar } from "../shell/columns.tsx";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { showComment } from "./live.ts";
import { postQuery, unfold } from "./queries.ts";
import { useCommentDraft } from "./useCommentDraft.ts";
import { askTurnAgain, useTurn } from "./useTurn.ts";

type ReplyBarProps = { post: Post; answering: Comment | null; quoting: Comment | null; onStop: () => void };

const MOST_CHARACTERS = 5000;

/** Always at the bottom: a new floor, or a reply inside the floor that one answers. */
export function ReplyBar({ post, answering, quoting, onStop }: ReplyBarProps) {
  const t = useT();
  const { text, setText, keeper, touch, sent: forgetDraft } = useCommentDraft(post);
  const turn = useTurn(post);
  const [sent, setSent] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const headers = useSendKey(text, answering?.comment_id, quoting?.comment_id, sent);
  useEffect(() => {
    if (answering !== null || quoting !== null) box.current?.focus();
  }, [answering, quoting]);
  const send = useMutation({
    mutationFn: () =>
      writeComment({
        path: { circle_id: post.circle_id, post_id: post.post_id },
        body: {
          text,
          ...(quoting === null ? {} : { quote_id: quoting.comment_id }),
          ...(keeper.version > 0 ? { draft_version: keeper.version } : {}),
          ...(answering === null ? {} : { floor: answering.floor }),
          ...(answering !== null && answering.reply_number > 0 ? { reply_to_id: answering.comment_id } : {}),
        },
        headers,
      }),
    onSuccess: (comment) => {
      setSent(sent + 1);
      forgetDraft();
      if (turn.minutes > 0) askTurnAgain(post);
      onStop();
      const now = cache.getQueryData<Post>(postQuery(post.circle_id, post.post_id).queryKey);
      showComment(comment, now?.comment_count ?? post.comment_count);
      // One wants to see what one has just said, also where there are many replies before it.
      if (comment.reply_number > 0) unfold(post.post_id, comment.floor);
      if (comment.state === "pending") toast(t("state.checking"));
      if (comment.state === "held") toast(t("state.held"), "bad");
    },
    onError: (error) => {
      if (isRefusal(error, "slow_mode")) askTurnAgain(post);
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !send.isPending && turn.wait === 0) send.mutate();
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
    if (event.key === "Escape" && (answering !== null || quoting !== null)) onStop();
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
      {quoting !== null && (
        <div className="flex items-start justify-between gap-2 pl-1 text-sm text-muted">
          <p className="min-w-0 border-l-2 border-brand pl-2">
            <span className="block truncate text-ink">{t("quote.of", { floor: quoting.floor, name: quoting.author.name })}</span>
            <span className="block truncate">{quoting.text}</span>
          </p>
          <Button look="ghost" size="icon" aria-label={t("quote.stop")} onClick={onStop}>
            <X size={16} aria-hidden="true" />
          </Button>
        </div>
      )}
      {turn.minutes > 0 && (
        <p className="flex items-center gap-1.5 px-1 pb-1 text-sm text-muted tabular-nums">
          <Hourglass size={14} aria-hidden="true" className="shrink-0" />
          {turn.wait > 0 ? t("slow.wait", { minutes: turn.minutes, seconds: turn.wait }) : t("slow.ready", { minutes: turn.minutes })}
        </p>
      )}
      {send.isError && !isRefusal(send.error, "slow_mode") && (
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
          onFocus={touch}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          aria-label={answering === null ? t("reply.new_floor") : t("reply.to", { name: answering.author.name })}
          placeholder={answering === null ? t("reply.new_floor") : t("reply.to", { name: answering.author.name })}
          className="field-sizing-content max-h-40 min-h-11 w-full resize-none rounded-3xl border border-line bg-bg px-4 py-2.5 leading-normal placeholder:text-muted"
        />
        <Button type="submit" size="icon" busy={send.isPending} disabled={text.trim() === "" || turn.wait > 0} aria-label={t("reply.send")}>
          <Send size={19} aria-hidden="true" />
        </Button>
      </div>
      </form>
    </BottomBar>
  );
}
