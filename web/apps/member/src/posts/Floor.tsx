import type { Comment, Post } from "@tonghao/api";
import { Button, classes, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessageSquare, Quote } from "lucide-react";
import { lazy, Suspense } from "react";
import { Readable } from "../accounts/Readable.tsx";
import type { AppealTarget } from "../appeals/target.ts";
import { entriesOf } from "../cache.ts";
import { AuthorLevel } from "../growth/AuthorLevel.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT, withWords } from "../text.ts";
import { AnswerButton, AnswerMark, ThanksButton } from "./Answers.tsx";
import { CommentMenu } from "./CommentMenu.tsx";
import { LabelNote } from "./LabelNote.tsx";
import { LikeButton } from "./LikeButton.tsx";
import { FloorMark } from "./PostCard.tsx";
import { QuotedFloor } from "./QuotedFloor.tsx";
import { repliesQuery, unfold, unfoldedQuery } from "./queries.ts";
import { StateNote } from "./StateNote.tsx";
import { TOMBSTONES } from "./tombstones.ts";

const CurbNote = lazy(withWords(["curbs"], async () => ({ default: (await import("./Curbed.tsx")).CurbNote })));
const Folded = lazy(withWords(["curbs"], async () => ({ default: (await import("./Curbed.tsx")).Folded })));

export type OnAnswer = (comment: Comment, how?: "quote") => void;
type FloorProps = { floor: Comment; onAnswer: OnAnswer };

/** Whether only the place is left, since the viewer may not read it. Numbers never move. */
function isEmpty(comment: Comment): boolean {
  return comment.state !== "visible" && comment.html === "";
}

/** One numbered floor with the replies inside it. */
export function Floor({ floor, post, far, onAnswer }: FloorProps & { post: Post; far: boolean }) {
  const t = useT();
  return (
    <li
      id={`floor-${floor.floor}`}
      tabIndex={-1}
      className={classes("scroll-mt-16 border-b border-line px-4 py-3 focus:bg-raised focus-visible:outline-none md:px-5", far && "far-floor", floor.is_answer && "shadow-[inset_4px_0_0_var(--brand)]")}
    >
      <div className="flex items-start gap-3">
        <PersonAvatar person={floor.author} size={40} />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <span className="truncate">
              <PersonName person={floor.author} />
            </span>
            <AuthorLevel circleId={floor.circle_id} level={floor.author_level} />
            {floor.is_post_author && <AuthorMark />}
            {floor.is_answer && <AnswerMark />}
          </div>
          <p className="text-sm text-muted">
            <Link
              to="/c/$slug/p/$postId"
              params={{ slug: post.circle_slug, postId: post.post_id }}
              search={{ floor: floor.floor }}
              replace
              resetScroll={false}
              className="inline-block leading-6 tabular-nums underline-offset-4 hover:underline"
            >
              {t("floor.number", { floor: floor.floor })}
            </Link>{" "}
            · <Time at={floor.created_at} />
            {floor.edited_at !== null && <> · {t("post.edited")}</>}
          </p>
        </div>
        <CommentMenu comment={floor} />
      </div>
      <div className="mt-1 pl-13">
        <Words comment={floor} />
        {!isEmpty(floor) && <Acts comment={floor} post={post} onAnswer={onAnswer} />}
        <Replies floor={floor} onAnswer={onAnswer} />
      </div>
    </li>
  );
}

function AuthorMark() {
  const t = useT();
  return <FloorMark>{t("floor.author")}</FloorMark>;
}

function Words({ comment }: { comment: Comment }) {
  const t = useT();
  if (isEmpty(comment) && !comment.mine) return <p className="text-muted">{t(TOMBSTONES[comment.state] ?? "tombstone.removed")}</p>;
  const { curb } = comment;
  const mine: AppealTarget | undefined = comment.mine ? { about: "content", id: comment.comment_id, kind: "comment", circle: comment.circle_id } : undefined;
  const said = comment.html !== "" && (
    <Readable text={comment.text} mine={comment.mine}>
      {comment.quote && <QuotedFloor quote={comment.quote} of={comment} />}
      <div className={classes("prose", comment.quote && "mt-2")} dangerouslySetInnerHTML={{ __html: comment.html }} />
    </Readable>
  );
  return (
    <div className="flex flex-col gap-2">
      {(comment.mine || comment.reason !== null) && (
        <StateNote
          state={comment.state}
          reason={comment.reason}
          appeal={mine}
        />
      )}
      {comment.mine && comment.state === "deleted" && <p className="text-muted">{t("tombstone.deleted")}</p>}
      {curb !== null && (
        <Suspense fallback={null}>
          <CurbNote curb={curb} appeal={mine} />
        </Suspense>
      )}
      {curb?.act === "fold" && !comment.mine ? (
        <Suspense fallback={null}>
          <Folded name={comment.author.name}>{said}</Folded>
        </Suspense>
      ) : (
        said
      )}
      {comment.label !== null && curb === null && <LabelNote label={comment.label} mine={comment.mine} />}
    </div>
  );
}

function Acts({ comment, post, onAnswer }: { comment: Comment; post?: Post; onAnswer: OnAnswer }) {
  const t = useT();
  if (comment.state !== "visible") return null;
  return (
    <div className="-ml-2.5 flex flex-wrap items-center text-sm">
      <LikeButton
        small
        place={{ circle_id: comment.circle_id, post_id: comment.post_id, comment_id: comment.comment_id }}
        count={comment.like_count}
        liked={comment.liked}
      />
      <Button
        look="ghost"
        size="s"
        className="min-h-11 px-2.5 text-muted"
        data-key="c"
        aria-label={t("reply.to", { name: comment.author.name })}
        onClick={() => onAnswer(comment)}
      >
        <MessageSquare size={16} aria-hidden="true" />
        <span aria-hidden="true">{t("reply.act")}</span>
      </Button>
      <Button
        look="ghost"
        size="s"
        className="min-h-11 px-2.5 text-muted"
        aria-label={t("quote.of", { floor: comment.floor, name: comment.author.name })}
        onClick={() => onAnswer(comment, "quote")}
      >
        <Quote size={16} aria-hidden="true" />
        <span aria-hidden="true">{t("quote.act")}</span>
      </Button>
      {post?.kind === "question" && <ThanksButton floor={comment} />}
      {post?.kind === "question" && <AnswerButton floor={comment} post={post} />}
    </div>
  );
}

function Replies({ floor, onAnswer }: FloorProps) {
  const t = useT();
  const { data: open } = useQuery(unfoldedQuery(floor.post_id, floor.floor));
  const all = useInfiniteQuery({ ...repliesQuery(floor.circle_id, floor.post_id, floor.floor), enabled: open });
  const shown = open && all.data !== undefined ? entriesOf(all.data) : floor.replies;
  if (shown.length === 0) return null;
  const hidden = floor.reply_count - shown.length;
  const more = open ? all.hasNextPage : hidden > 0;
  return (
    <div className="mt-1 rounded-small bg-raised">
      <ol aria-label={t("floor.replies", { floor: floor.floor })}>
        {shown.map((reply) => (
          <Reply key={reply.comment_id} reply={reply} onAnswer={onAnswer} />
        ))}
      </ol>
      {more && (
        <Button
          look="ghost"
          size="s"
          className="mx-1 mb-1 min-h-11 text-brand"
          busy={open && all.isFetching}
          onClick={() => (open ? void all.fetchNextPage() : unfold(floor.post_id, floor.floor))}
        >
          {open ? t("list.more") : t("floor.more_replies", { count: hidden })}
        </Button>
      )}
    </div>
  );
}

function Reply({ reply, onAnswer }: { reply: Comment; onAnswer: OnAnswer }) {
  const t = useT();
  return (
    <li className="px-3 pt-2 not-last:border-b not-last:border-line">
      <div className="flex items-center gap-2">
        <PersonAvatar person={reply.author} size={28} />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 text-sm">
          <PersonName person={reply.author} />
          <AuthorLevel circleId={reply.circle_id} level={reply.author_level} />
          {reply.is_post_author && <AuthorMark />}
          {reply.reply_to !== null && (
            <span className="text-muted">
              {t("reply.answers")} <span className="text-ink">{reply.reply_to.author.name}</span>
            </span>
          )}
          <Time at={reply.created_at} className="text-muted" />
          {reply.edited_at !== null && <span className="text-muted">{t("post.edited")}</span>}
        </div>
        <CommentMenu comment={reply} />
      </div>
      <div className="pl-9">
        <Words comment={reply} />
        {!isEmpty(reply) && <Acts comment={reply} onAnswer={onAnswer} />}
        {isEmpty(reply) && <div className="h-2" />}
      </div>
    </li>
  );
}
