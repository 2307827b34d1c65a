import type { Post } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, classes, type MenuEntry, PhotoGrid, Time, Viewer } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { MessageSquare } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { AuthorLevel } from "../growth/AuthorLevel.tsx";
import { Readable } from "../accounts/Readable.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT, withWords } from "../text.ts";
import { CarriedPart } from "./CarriedPart.tsx";
import type { AppealTarget } from "../appeals/target.ts";
import { LabelNote } from "./LabelNote.tsx";
import { LikeButton } from "./LikeButton.tsx";
import { PostMarks, PostTags } from "./Marks.tsx";
import { PostMenu } from "./PostMenu.tsx";
import { keepPost } from "./queries.ts";
import { StateNote } from "./StateNote.tsx";

type PostCardProps = {
  post: Post;
  /** Inside its own circle the circle's name is not said again. */
  inCircle?: boolean;
  /** In full, as the first floor of its own page. */
  whole?: boolean;
  eager?: boolean;
  /** Its place in the list; beyond the first page it is drawn only when it comes near. */
  at?: number;
  menu?: MenuEntry[];
  /** What can be done with the whole thread, and what is known of it: on its own page. */
  acts?: ReactNode;
  note?: ReactNode;
};

const CurbNote = lazy(withWords(["curbs"], async () => ({ default: (await import("./Curbed.tsx")).CurbNote })));
const Folded = lazy(withWords(["curbs"], async () => ({ default: (await import("./Curbed.tsx")).Folded })));
const CoveredPhotos = lazy(withWords(["curbs"], async () => ({ default: (await import("./Curbed.tsx")).CoveredPhotos })));
const QuotedPost = lazy(withWords(["posts"], () => import("./QuotedPost.tsx")));
const LONG = 320;
const FIRST_PAGE = 20;
const NO_ENTRIES: MenuEntry[] = [];

/** A post in a list, or as the first floor of its page. */
export function PostCard({ post, inCircle = false, whole = false, eager = false, at = 0, menu = NO_ENTRIES, acts, note }: PostCardProps) {
  const t = useT();
  const [viewing, setViewing] = useState<number | null>(null);
  const folded = !whole && post.text.length > LONG;
  const { curb } = post;
  const mine: AppealTarget | undefined = post.mine ? { about: "content", id: post.post_id, kind: "post", circle: post.circle_id } : undefined;
  const body = (
    <>
      {post.html !== "" && (
        <Readable text={post.text} mine={post.mine}>
        <div
          className={classes("prose", folded && "line-clamp-7")}
          // The server made it safe and allows nothing but its own few tags.
          dangerouslySetInnerHTML={{ __html: post.html }}
        />
        </Readable>
      )}
      {post.label !== null && curb === null && <LabelNote label={post.label} mine={post.mine} />}
      {folded && (
        <Link
          to="/c/$slug/p/$postId"
          params={{ slug: post.circle_slug, postId: post.post_id }}
          className="self-start text-brand underline-offset-4 hover:underline"
          aria-label={t("post.read_all_of", { name: post.author.name })}
        >
          {t("post.read_all")}
        </Link>
      )}
      <CarriedPart post={post} whole={whole} />
      {curb?.act === "blur" ? (
        <Suspense fallback={null}>
          <CoveredPhotos photos={post.photos} whole={whole} onOpen={setViewing} />
        </Suspense>
      ) : (
        <PhotoGrid photos={post.photos} eager={eager} onOpen={setViewing} />
      )}
      {post.quote !== null && (
        <Suspense fallback={null}>
          <QuotedPost place={post.quote} />
        </Suspense>
      )}
      <PostTags post={post} />
    </>
  );
  return (
    <article
      aria-label={t("post.by", { name: post.author.name })}
      data-entry={post.post_id}
      className={classes("scroll-mt-16 border-line bg-surface px-4 pt-3 pb-1 max-md:border-b md:rounded-card md:border md:px-5 md:pt-4", at >= FIRST_PAGE && "far")}
    >
      <header className="flex items-center gap-3">
        <PersonAvatar person={post.author} size={48} />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <span className="truncate">
              <PersonName person={post.author} />
            </span>
            <AuthorLevel circleId={post.circle_id} level={post.author_level} />
            {whole && <FloorMark>{t("floor.first")}</FloorMark>}
            {post.kind === "question" && <FloorMark>{post.answer_floors.length > 0 ? t("post.solved") : t("post.question")}</FloorMark>}
          </div>
          <Where post={post} inCircle={inCircle} whole={whole} />
        </div>
        <PostMenu post={post} whole={whole} more={menu} />
      </header>
      <PostMarks post={post} inCircle={inCircle || whole} />
      <div className="mt-2 flex flex-col gap-3">
        {(post.mine || post.reason !== null) && (
          <StateNote
            state={post.state}
            reason={post.reason}
            photoRefused={post.photos.some((photo) => photo.state === "refused")}
            appeal={mine}
          />
        )}
        {!post.mine && post.reason === null && post.state === "removed" && <p className="text-muted">{t("tombstone.removed")}</p>}
        {curb !== null && (
          <Suspense fallback={null}>
            <CurbNote curb={curb} appeal={mine} />
          </Suspense>
        )}
        {curb?.act === "fold" && !post.mine ? (
          <Suspense fallback={null}>
            <Folded name={post.author.name}>{body}</Folded>
          </Suspense>
        ) : (
          body
        )}
        {note}
      </div>
      {post.state !== "visible" && <div className="h-3" />}
      {post.state === "visible" && <footer className="mt-1 flex flex-wrap items-center gap-x-2 text-sm">
        <LikeButton place={{ circle_id: post.circle_id, post_id: post.post_id }} count={post.like_count} liked={post.liked} />
        {whole ? (
          <span className="flex min-h-11 items-center gap-2 px-2 text-muted">
            <MessageSquare size={19} aria-hidden="true" />
            {t("post.comments", { count: post.comment_count })}
          </span>
        ) : (
          <Link
            to="/c/$slug/p/$postId"
            params={{ slug: post.circle_slug, postId: post.post_id }}
            onClick={() => keepPost(post)}
            data-key="c"
            className={buttonClasses("ghost", "s", "min-h-11 text-muted")}
          >
            <MessageSquare size={19} aria-hidden="true" />
            {post.comment_count === 0 ? t("post.comment") : t("post.comments", { count: post.comment_count })}
          </Link>
        )}
        {acts}
        {!whole && <NewFloors post={post} />}
      </footer>}
      {viewing !== null && <Viewer photos={post.photos} start={viewing} onClose={() => setViewing(null)} />}
    </article>
  );
}

export { FIRST_PAGE };

/** How many floors came since one was there, with the way to the first of them. */
function NewFloors({ post }: { post: Post }) {
  const t = useT();
  const count = post.new_floors;
  if (count === 0) return null;
  return (
    <Link
      to="/c/$slug/p/$postId"
      params={{ slug: post.circle_slug, postId: post.post_id }}
      search={{ floor: post.read_floor + 1 }}
      onClick={() => keepPost(post)}
      className={buttonClasses("ghost", "s", "min-h-11 text-brand tabular-nums")}
    >
      {t("post.new_floors", { count })}
    </Link>
  );
}

export function FloorMark({ children }: { children: string }) {
  return <span className="shrink-0 rounded-full bg-tint px-2 text-xs leading-5 tabular-nums">{children}</span>;
}

function Where({ post, inCircle, whole }: { post: Post; inCircle: boolean; whole: boolean }) {
  const t = useT();
  const locale = useLocale();
  const at = post.published_at ?? post.created_at;
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
      {!inCircle && (
        <>
          <Link to="/c/$slug" params={{ slug: post.circle_slug }} className="py-0.5 text-brand underline-offset-4 hover:underline">
            {inLocale(locale, post.circle_name, post.circle_name_en)}
          </Link>
          <span aria-hidden="true">·</span>
        </>
      )}
      {whole ? (
        <Time at={at} />
      ) : (
        <Link
          to="/c/$slug/p/$postId"
          params={{ slug: post.circle_slug, postId: post.post_id }}
          onClick={() => keepPost(post)}
          data-key="o"
          className="py-0.5 underline-offset-4 hover:underline"
        >
          <Time at={at} />
        </Link>
      )}
      {post.edited_at !== null && <span>· {t("post.edited")}</span>}
    </div>
  );
}
