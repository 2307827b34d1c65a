import type { Circle } from "@tonghao/api";
import { buttonClasses, EmptyState, PostSkeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { SignInBar } from "../growth/SignInBar.tsx";
import { PostCard } from "../posts/PostCard.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { useKeptPlace } from "../shell/place.ts";
import { useT } from "../text.ts";
import { BeforeJoining } from "./BeforeJoining.tsx";
import { CircleFrame } from "./CircleFrame.tsx";
import { circlePostsQuery } from "./queries.ts";
import { isInside } from "./ranks.ts";

const route = getRouteApi("/shell/c/$slug");

export function CirclePosts() {
  const { slug } = route.useParams();
  return (
    <CircleFrame slug={slug}>
      {(circle) =>
        isInside(circle) ? (
          <>
            <SignInBar circle={circle} />
            <Posts circle={circle} />
          </>
        ) : (
          <BeforeJoining circle={circle} />
        )
      }
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
