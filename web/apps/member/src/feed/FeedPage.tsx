import { type FeedEntry, muteInFeed } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, Dialog, EmptyState, type MenuEntry, PostSkeleton, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowUp, BellOff, CircleHelp } from "lucide-react";
import { useState } from "react";
import { cache, entriesOf } from "../cache.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { useDates } from "../dates.ts";
import { PostCard } from "../posts/PostCard.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useKeptPlace } from "../shell/place.ts";
import { useT } from "../text.ts";
import { showWaiting } from "./live.ts";
import { feedQuery, mutesQuery, waitingQuery } from "./queries.ts";

export function FeedPage() {
  const t = useT();
  const feed = useInfiniteQuery(feedQuery);
  useQuery(mutesQuery);
  const shown = entriesOf(feed.data);
  useKeptPlace({
    ready: shown.length > 0,
    has: feed.hasNextPage,
    busy: feed.isFetchingNextPage,
    onMore: () => void feed.fetchNextPage(),
  });
  return (
    <Page title={t("nav.home")} quietTitle aside={<MyCirclesPanel />}>
      <WaitingPill />
      <section aria-label={t("feed.label")} className="flex flex-col gap-2 md:gap-4">
        {feed.isPending && (
          <>
            <PostSkeleton label={t("ui.loading")} />
            <PostSkeleton label={t("ui.loading")} />
          </>
        )}
        {feed.isError && feed.data === undefined && <Failed error={feed.error} onRetry={() => void feed.refetch()} />}
        {feed.isSuccess && shown.length === 0 && (
          <EmptyState
            title={t("feed.empty")}
            action={
              <Link to="/discover" className={buttonClasses()}>
                {t("circles.discover")}
              </Link>
            }
          >
            {t("feed.empty_text")}
          </EmptyState>
        )}
        {shown.map((entry, at) => (
          <Entry key={entry.post.post_id} entry={entry} at={at} />
        ))}
      </section>
      {shown.length > 0 && (
        <LoadMore
          has={feed.hasNextPage}
          busy={feed.isFetchingNextPage}
          failed={feed.isFetchNextPageError}
          onMore={() => void feed.fetchNextPage()}
          end={t("feed.end")}
        />
      )}
    </Page>
  );
}

/** New posts wait here; the page moves only when one asks for it. */
function WaitingPill() {
  const t = useT();
  const { data: waiting } = useQuery(waitingQuery);
  const count = waiting.length;
  return (
    <div aria-live="polite" className="sticky top-16 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={() => {
            showWaiting();
            scrollTo({ top: 0, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
          }}
          className="mt-2 flex h-11 cursor-pointer items-center gap-2 rounded-full bg-brand px-5 font-medium text-on-brand hover:bg-brand-press"
        >
          <ArrowUp size={18} aria-hidden="true" />
          {t("feed.waiting", { count })}
        </button>
      )}
    </div>
  );
}

function Entry({ entry, at }: { entry: FeedEntry; at: number }) {
  const t = useT();
  const locale = useLocale();
  const { date } = useDates();
  const [asking, setAsking] = useState(false);
  const { post, why } = entry;
  const circle = inLocale(locale, post.circle_name, post.circle_name_en);
  const mute = useMutation({
    mutationFn: (subject: { subject_kind: "circle" | "account"; subject_id: string; name: string }) =>
      muteInFeed({ path: { subject_kind: subject.subject_kind, subject_id: subject.subject_id } }),
    onSuccess: (_done, subject) => {
      toast(t("mute.done", { name: subject.name }));
      for (const key of ["feed", "mutes"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
  const icon = { size: 18, "aria-hidden": true } as const;
  const menu: MenuEntry[] = [
    { key: "why", label: t("why.ask"), icon: <CircleHelp {...icon} />, onPick: () => setAsking(true) },
    {
      key: "mute-circle",
      label: t("mute.circle_named", { name: circle }),
      icon: <BellOff {...icon} />,
      onPick: () => mute.mutate({ subject_kind: "circle", subject_id: post.circle_id, name: circle }),
    },
  ];
  if (!post.mine) {
    menu.push({
      key: "mute-account",
      label: t("mute.account_named", { name: post.author.name }),
      icon: <BellOff {...icon} />,
      onPick: () => mute.mutate({ subject_kind: "account", subject_id: post.author.account_id, name: post.author.name }),
    });
  }
  return (
    <>
      <PostCard post={post} eager={at === 0} at={at} menu={menu} />
      {asking && (
        <Dialog title={t("why.ask")} onClose={() => setAsking(false)}>
          <p>{why.joined_at === "" ? t("why.joined", { circle }) : t("why.joined_at", { circle, date: date(why.joined_at) })}</p>
          <p className="text-muted">{t("why.order")}</p>
        </Dialog>
      )}
    </>
  );
}
