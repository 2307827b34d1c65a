import type { Circle } from "@tonghao/api";
import { buttonClasses, EmptyState, PostSkeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { entriesOf } from "../cache.ts";
import { SignInBar } from "../growth/SignInBar.tsx";
import { taggedQuery } from "../posts/marks.ts";
import { Pinned, TagStrip } from "../posts/Pinned.tsx";
import { PostCard } from "../posts/PostCard.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { useKeptPlace } from "../shell/place.ts";
import { useT, withWords } from "../text.ts";
import { BeforeJoining } from "./BeforeJoining.tsx";
import { CircleFrame } from "./CircleFrame.tsx";
import { circlePostsQuery } from "./queries.ts";
import { isInside } from "./ranks.ts";

const CirclePackets = lazy(withWords(["packets"], async () => ({ default: (await import("../red_packets/PacketStrip.tsx")).CirclePackets })));
const route = getRouteApi("/shell/c/$slug");

export function CirclePosts() {
  const { slug } = route.useParams();
  const { tag } = route.useSearch();
  return (
    <CircleFrame slug={slug}>
      {(circle) => {
        if (!isInside(circle)) return <BeforeJoining circle={circle} />;
        if (tag !== undefined) return <Tagged key={tag} circle={circle} tag={tag} />;
        return (
          <>
            <SignInBar circle={circle} />
            <Suspense fallback={null}>
              <CirclePackets circle={circle} />
            </Suspense>
            <Posts circle={circle} />
          </>
        );
      }}
    </CircleFrame>
  );
}

function Posts({ circle }: { circle: Circle }) {
  const t = useT();
  const posts = useInfiniteQuery(circlePostsQuery(circle.circle_id));
  const shown = entriesOf(posts.data);
  useKeptPlace({
    ready: shown.length > 0,
    has: posts.hasNextPage,
    busy: posts.isFetchingNextPage,
    onMore: () => void posts.fetchNextPage(),
  });
  if (posts.isError && posts.data === undefined) return <Failed error={posts.error} onRetry={() => void posts.refetch()} />;
  return (
    <section aria-label={t("circle.posts")} className="flex flex-col gap-2 md:gap-4">
      <Pinned circle={circle} />
      <TagStrip circle={circle} />
      {posts.isPending && <PostSkeleton label={t("ui.loading")} />}
      {posts.isSuccess && shown.length === 0 && (
        <EmptyState
          title={t("circle.no_posts")}
          action={
            circle.my_role !== null && (
              <Link to="/compose" search={{ circle: circle.slug }} className={buttonClasses()}>
                {t("circle.write_first")}
              </Link>
            )
          }
        />
      )}
      {shown.map((post, at) => (
        <PostCard key={post.post_id} post={post} inCircle eager={at === 0} at={at} />
      ))}
      <LoadMore
        has={posts.hasNextPage}
        busy={posts.isFetchingNextPage}
        failed={posts.isFetchNextPageError}
        onMore={() => void posts.fetchNextPage()}
        end={shown.length > 5 ? t("list.end") : undefined}
      />
    </section>
  );
}

/** The posts under one tag. */
function Tagged({ circle, tag }: { circle: Circle; tag: string }) {
  const t = useT();
  const posts = useInfiniteQuery(taggedQuery(circle.circle_id, tag));
  const shown = entriesOf(posts.data);
  if (posts.isError && posts.data === undefined) return <Failed error={posts.error} onRetry={() => void posts.refetch()} />;
  const all = (
    <Link to="/c/$slug" params={{ slug: circle.slug }} search={{}} className={buttonClasses("line", "s", "min-h-11")}>
      {t("tags.all")}
    </Link>
  );
  return (
    <section aria-label={t("tags.posts", { tag })} className="flex flex-col gap-2 md:gap-4">
      <div className="flex items-center justify-between gap-3 px-4 md:px-3">
        <h2 className="min-w-0 truncate text-lg font-bold">#{tag}</h2>
        {shown.length > 0 && all}
      </div>
      {posts.isPending && <PostSkeleton label={t("ui.loading")} />}
      {posts.isSuccess && shown.length === 0 && <EmptyState title={t("tags.none")} action={all} />}
      {shown.map((post, at) => (
        <PostCard key={post.post_id} post={post} inCircle eager={at === 0} at={at} />
      ))}
      <LoadMore
        has={posts.hasNextPage}
        busy={posts.isFetchingNextPage}
        failed={posts.isFetchNextPageError}
        onMore={() => void posts.fetchNextPage()}
        end={shown.length > 5 ? t("list.end") : undefined}
      />
    </section>
  );
}
