import type { Comment, Post } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, PostSkeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { CircleAside } from "../circles/DutyPanel.tsx";
import { JoinButton } from "../circles/JoinButton.tsx";
import { circleQuery } from "../circles/queries.ts";
import { rankOf } from "../circles/ranks.ts";
import { useWatch } from "../live.ts";
import { Related } from "../shelves/Related.tsx";
import { BottomBar } from "../shell/columns.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import { SolvedNote } from "./Answers.tsx";
import { Floors } from "./Floors.tsx";
import { LockNote } from "./LockNote.tsx";
import { PostCard } from "./PostCard.tsx";
import { postQuery } from "./queries.ts";
import { ReplyBar } from "./ReplyBar.tsx";
import { ThreadActs } from "./ThreadActs.tsx";

const TipButton = lazy(withWords(["packets", "tips"], async () => ({ default: (await import("../tips/TipButton.tsx")).TipButton })));
const PostPackets = lazy(withWords(["packets"], async () => ({ default: (await import("../red_packets/PacketStrip.tsx")).PostPackets })));
const route = getRouteApi("/shell/c/$slug/p/$postId");

/** The first words of a text, for the document's title. */
function wordsOf(post: Post | undefined): string | undefined {
  const words = Array.from((post?.curb?.act === "fold" ? "" : (post?.text ?? "")).replace(/[*_>`~#]/g, "").replace(/\s+/g, " ").trim());
  if (words.length === 0) return undefined;
  return words.length > 24 ? `${words.slice(0, 24).join("")}…` : words.join("");
}

/** Which comment the next one answers inside its floor, or quotes on a floor of its own. */
type Answering = { answering: Comment | null; quoting: Comment | null };
const NOTHING: Answering = { answering: null, quoting: null };

export function PostPage() {
  const t = useT();
  const { slug, postId } = route.useParams();
  const { floor } = route.useSearch();
  const circle = useQuery(circleQuery(slug));
  const circleId = circle.data?.circle_id;
  const post = useQuery({ ...postQuery(circleId ?? "", postId), enabled: circleId !== undefined });
  useWatch(circleId === undefined ? null : { circle_id: circleId, post_id: postId });
  const [answer, setAnswer] = useState<Answering>(NOTHING);
  const failed = circle.error ?? post.error;
  const shown = post.data;
  return (
    <Page key={postId} title={t("post.title")} page={wordsOf(shown)} quietTitle aside={<CircleAside circle={circle.data} />}>
      {failed !== null && shown === undefined && (
        <Failed error={failed} onRetry={() => void (circle.isError ? circle.refetch() : post.refetch())} />
      )}
      {failed === null && shown === undefined && <PostSkeleton label={t("ui.loading")} />}
      {shown !== undefined && (
        <>
          <PostCard post={shown} whole eager acts={<ThreadActs post={shown} />} note={
              <>
                <LockNote post={shown} />
                <SolvedNote post={shown} />
              </>
            } />
          {shown.state === "visible" && (
            <Suspense fallback={null}>
              <TipButton post={shown} />
              <PostPackets post={shown} mayGive={circle.data?.my_role != null && !circle.data.is_banned && circle.data.state === "open"} />
            </Suspense>
          )}
          {shown.state === "visible" && <Floors post={shown} wanted={floor} onAnswer={(comment, how) => setAnswer(how === "quote" ? { answering: null, quoting: comment } : { answering: comment, quoting: null })} />}
          {shown.state === "visible" && <Related post={shown} />}
          {shown.state === "visible" && circle.data !== undefined && (
            <Answer post={shown} slug={slug} answer={answer} onStop={() => setAnswer(NOTHING)} />
          )}
        </>
      )}
    </Page>
  );
}

/** The reply bar; or what one has to do first. */
function Answer({ post, slug, answer, onStop }: { post: Post; slug: string; answer: Answering; onStop: () => void }) {
  const t = useT();
  const me = useMe();
  const locale = useLocale();
  const circle = useQuery(circleQuery(slug)).data;
  if (circle === undefined) return null;
  const frame = "flex min-h-15 items-center justify-center gap-3 text-sm text-muted";
  if (me === null) {
    return (
      <BottomBar className={frame}>
        {t("reply.sign_in_text")}
        <Link to="/sign-in" search={{ next: `/c/${slug}/p/${post.post_id}` }} className={buttonClasses()}>
          {t("sign_in.enter")}
        </Link>
      </BottomBar>
    );
  }
  if (circle.is_banned) return <BottomBar className={frame}>{t("circle.banned")}</BottomBar>;
  if (circle.state === "closed") return <BottomBar className={frame}>{t("circle.closed")}</BottomBar>;
  if (circle.my_role === null) {
    return (
      <BottomBar className={frame}>
        <span>{t("reply.join_text", { name: inLocale(locale, circle.name, circle.name_en) })}</span>
        <JoinButton circle={circle} size="m" />
      </BottomBar>
    );
  }
  if (post.lock !== null && rankOf(circle.my_role) < 1) {
    return (
      <BottomBar className={frame}>
        <Lock size={17} aria-hidden="true" />
        {t("lock.bar")}
      </BottomBar>
    );
  }
  return <ReplyBar post={post} answering={answer.answering} quoting={answer.quoting} onStop={onStop} />;
}
