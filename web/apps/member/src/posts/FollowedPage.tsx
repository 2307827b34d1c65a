import { getFollowSettings, listFollowedThreads, setFollowSettings, type FollowSettings } from "@tonghao/api";
import { EmptyState, PostSkeleton } from "@tonghao/ui";
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { alsoHear } from "../live.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { PostCard } from "./PostCard.tsx";

const followedQuery = infiniteQueryOptions({
  queryKey: ["followed"],
  queryFn: ({ pageParam, signal }) => listFollowedThreads({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});
const settingsQuery = queryOptions({ queryKey: ["follow-settings"], queryFn: ({ signal }) => getFollowSettings({ signal }) });

// What one follows from now on stands at a place that only the server knows.
alsoHear((event) => {
  if (event.kind === "thread.marked") void cache.invalidateQueries({ queryKey: ["followed"], refetchType: "none" });
});

/** The threads that I follow, each with its new floors, and what I follow without being asked. */
export function FollowedPage() {
  const t = useT();
  const followed = useInfiniteQuery(followedQuery);
  const shown = entriesOf(followed.data);
  return (
    <Page title={t("followed.title")} aside={<MyCirclesPanel />}>
      <ByItself />
      {followed.isPending && <PostSkeleton label={t("ui.loading")} />}
      {followed.isError && followed.data === undefined && <Failed error={followed.error} onRetry={() => void followed.refetch()} />}
      {followed.isSuccess && shown.length === 0 && <EmptyState title={t("followed.none")}>{t("followed.none_text")}</EmptyState>}
      <div className="mt-2 flex flex-col md:gap-3">
        {shown.map((post, at) => (
          <PostCard key={post.post_id} post={post} at={at} />
        ))}
      </div>
      <LoadMore has={followed.hasNextPage} busy={followed.isFetchingNextPage} onMore={() => void followed.fetchNextPage()} />
    </Page>
  );
}

function ByItself() {
  const t = useT();
  const settings = useQuery(settingsQuery);
  const choose = useMutation({
    mutationFn: (wanted: FollowSettings) => setFollowSettings({ body: wanted }),
    onMutate: (wanted) => cache.setQueryData(settingsQuery.queryKey, wanted),
    onError: () => void settings.refetch(),
  });
  const { data } = settings;
  if (data === undefined) return null;
  return (
    <Panel title={t("followed.by_itself")}>
      {(["own", "answered"] as const).map((which) => (
        <label key={which} className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            className="size-5 accent-brand"
            checked={data[which]}
            onChange={(event) => choose.mutate({ ...data, [which]: event.target.checked })}
          />
          {t(which === "own" ? "followed.own" : "followed.answered")}
        </label>
      ))}
    </Panel>
  );
}
