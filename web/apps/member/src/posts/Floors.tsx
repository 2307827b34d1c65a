import type { Post } from "@tonghao/api";
import { Button, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useEffect, useRef, useState } from "react";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { useKeptPlace } from "../shell/place.ts";
import { useT } from "../text.ts";
import { Floor, type OnAnswer } from "./Floor.tsx";
import { Jump } from "./Jump.tsx";
import { FIRST_PAGE } from "./PostCard.tsx";
import { floorsQuery } from "./queries.ts";
import { useReadMark } from "./readMark.ts";

const BACK = 20;

type FloorsProps = { post: Post; wanted: number | undefined; onAnswer: OnAnswer };

/** The numbered floors under a post, in order; one can begin at any of them. */
export function Floors({ post, wanted, onAnswer }: FloorsProps) {
  const t = useT();
  const [authorOnly, setAuthorOnly] = useState(false);
  const [from, setFrom] = useState(() => startFor(wanted));
  const floors = useInfiniteQuery(floorsQuery(post.circle_id, post.post_id, { authorOnly, from }));
  const shown = entriesOf(floors.data);
  useArrive(wanted, shown.length > 0, setFrom);
  const { since, watch } = useReadMark(post);
  useKeptPlace({
    ready: shown.length > 0,
    has: floors.hasNextPage,
    busy: floors.isFetchingNextPage,
    onMore: () => void floors.fetchNextPage(),
  });
  return (
    <section aria-label={t("floors.label")} className="mt-2 border-line bg-surface max-md:border-y md:mt-4 md:rounded-card md:border">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1 md:px-5">
        <h2 className="font-semibold tabular-nums">{t("post.comments", { count: post.comment_count })}</h2>
        <div className="flex items-center">
          <Button
            look="ghost"
            size="s"
            className="min-h-11 aria-pressed:bg-tint"
            aria-pressed={authorOnly}
            onClick={() => {
              setAuthorOnly(!authorOnly);
              setFrom(2);
            }}
          >
            {t("floors.author_only")}
          </Button>
          {post.last_floor > 1 && <Jump post={post} />}
        </div>
      </div>
      <SinceLastVisit post={post} since={since} />
      {from > 2 && (
        <div className="flex justify-center border-b border-line py-2">
          <Button look="ghost" size="s" className="min-h-11" onClick={() => setFrom(Math.max(2, from - BACK))}>
            {t("floors.earlier")}
          </Button>
        </div>
      )}
      {floors.isPending && <Skeleton className="m-5 h-20" />}
      {floors.isError && floors.data === undefined && <Failed error={floors.error} onRetry={() => void floors.refetch()} />}
      {floors.isSuccess && shown.length === 0 && (
        <p className="px-5 py-10 text-center text-muted">{authorOnly ? t("floors.author_none") : t("floors.none")}</p>
      )}
      <ol ref={watch} className="flex flex-col">
        {shown.map((floor, at) => (
          <Fragment key={floor.comment_id}>
            {since > 0 && floor.floor > since && (shown[at - 1]?.floor ?? from - 1) <= since && <NewFromHere />}
            <Floor floor={floor} post={post} far={at >= FIRST_PAGE} onAnswer={onAnswer} />
          </Fragment>
        ))}
      </ol>
      {shown.length > 0 && (
        <LoadMore
          has={floors.hasNextPage}
          busy={floors.isFetchingNextPage}
          failed={floors.isFetchNextPageError}
          onMore={() => void floors.fetchNextPage()}
          end={t("floors.end")}
        />
      )}
    </section>
  );
}

/** How many floors are new since the last visit, with the way to the first of them. */
function SinceLastVisit({ post, since }: { post: Post; since: number }) {
  const t = useT();
  const [count] = useState(post.new_floors);
  if (since === 0 || count === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 border-b border-line bg-tint px-4 text-sm md:px-5">
      <span className="py-2">{t("unread.since", { floor: since, count })}</span>
      <Link
        to="/c/$slug/p/$postId"
        params={{ slug: post.circle_slug, postId: post.post_id }}
        search={{ floor: since + 1 }}
        replace
        resetScroll={false}
        className="flex min-h-11 items-center text-brand underline-offset-4 hover:underline"
      >
        {t("unread.go", { floor: since + 1 })}
      </Link>
    </p>
  );
}

/** Between what one has read and what is new. */
function NewFromHere() {
  const t = useT();
  return (
    <li className="flex items-center gap-3 border-b border-line bg-raised px-4 py-1 text-sm text-brand md:px-5">
      <span aria-hidden="true" className="h-px flex-1 bg-brand" />
      {t("unread.line")}
      <span aria-hidden="true" className="h-px flex-1 bg-brand" />
    </li>
  );
}

/** Near floors come with the beginning; far ones begin the list. */
function startFor(wanted: number | undefined): number {
  return wanted === undefined || wanted <= 15 ? 2 : wanted;
}

/** Go to the wanted floor once it is there. */
function useArrive(wanted: number | undefined, ready: boolean, setFrom: (from: number) => void): void {
  const arrived = useRef<number | null>(null);
  useEffect(() => {
    if (wanted !== undefined && wanted !== arrived.current && document.getElementById(`floor-${wanted}`) === null) {
      setFrom(startFor(wanted));
    }
  }, [wanted, setFrom]);
  useEffect(() => {
    if (wanted === undefined || !ready || arrived.current === wanted) return;
    const element = document.getElementById(`floor-${wanted}`);
    if (element === null) return;
    arrived.current = wanted;
    element.scrollIntoView({ block: "start" });
    element.focus({ preventScroll: true });
  });
}
