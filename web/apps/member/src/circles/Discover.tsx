import { inLocale, useLocale } from "@tonghao/i18n";
import { classes, EmptyState, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useMe, useSite } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import { CircleTile } from "./CircleTile.tsx";
import { JoinButton } from "./JoinButton.tsx";
import { MyCirclesPanel } from "./MyCirclesPanel.tsx";
import { discoverQuery, myCirclesQuery } from "./queries.ts";

const route = getRouteApi("/shell/discover");

const Shelves = lazy(withWords(["circles", "shelves"], () => import("../shelves/Shelves.tsx")));

// The eight that a neighbourhood asks for first; the rest on demand.
const FIRST_TOPICS = 8;
const CHIP = "flex min-h-11 shrink-0 items-center rounded-full border px-4 text-sm whitespace-nowrap";

export function Discover() {
  const t = useT();
  const locale = useLocale();
  const me = useMe();
  const { topic, q } = route.useSearch();
  const { topics } = useSite();
  const circles = useInfiniteQuery({ ...discoverQuery(topic, q), placeholderData: (before) => before });
  const shown = entriesOf(circles.data);
  const [all, setAll] = useState(false);
  const shownTopics = topics.filter((one, at) => all || at < FIRST_TOPICS || one.code === topic);
  const chip = (on: boolean) => classes(CHIP, on ? "border-brand bg-brand text-on-brand" : "border-line bg-surface");
  return (
    <Page title={t("circles.title")} aside={me !== null && <MyCirclesPanel />}>
      <SearchBox key={topic} />
      {me !== null && topic === undefined && q === undefined && <Mine />}
      <nav aria-label={t("circles.topics")} className="flex gap-2 overflow-x-auto px-4 py-3 [scrollbar-width:none] md:flex-wrap md:px-0">
        <Link to="/discover" search={q === undefined ? {} : { q }} className={chip(topic === undefined)} aria-current={topic === undefined ? "page" : undefined}>
          {t("circles.all")}
        </Link>
        {shownTopics.map((one) => (
          <Link
            key={one.code}
            to="/discover"
            search={q === undefined ? { topic: one.code } : { topic: one.code, q }}
            className={chip(topic === one.code)}
            aria-current={topic === one.code ? "page" : undefined}
          >
            {inLocale(locale, one.zh, one.en)}
          </Link>
        ))}
        {!all && topics.length > FIRST_TOPICS && (
          <button type="button" className={`${chip(false)} cursor-pointer`} onClick={() => setAll(true)}>
            {t("circles.more_topics")}
          </button>
        )}
      </nav>
      {q === undefined && (
        <Suspense fallback={<Skeleton className="mb-3 h-72 w-full rounded-card" />}>
          <Shelves topic={topic} />
        </Suspense>
      )}
      {circles.isError && <Failed error={circles.error} onRetry={() => void circles.refetch()} />}
      {circles.isPending && <TilesPending />}
      {circles.isSuccess && shown.length === 0 && <EmptyState title={t("circles.nothing")}>{t("circles.nothing_text")}</EmptyState>}
      <ul className={classes("flex flex-col border-line bg-surface md:rounded-card", shown.length > 0 && "max-md:border-y md:border")}>
        {shown.map((circle) => (
          <li key={circle.circle_id} className="border-b border-line p-4 last:border-b-0">
            <CircleTile circle={circle} end={<JoinButton circle={circle} />} />
          </li>
        ))}
      </ul>
      {circles.isSuccess && <LoadMore has={circles.hasNextPage} busy={circles.isFetchingNextPage} onMore={() => void circles.fetchNextPage()} />}
    </Page>
  );
}

/** As many as will come, about as high: nothing jumps when they are there. */
function TilesPending() {
  const t = useT();
  return (
    <div role="status" className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
      <span className="sr-only">{t("ui.loading")}</span>
      {Array.from({ length: 8 }, (_, at) => (
        <div key={at} className="flex h-34 items-start gap-3 border-b border-line p-4 last:border-b-0">
          <Skeleton className="size-16 rounded-small" />
          <div className="flex flex-1 flex-col gap-3 pt-2">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-40" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** On a phone the circles one is in stand on top; a desktop has them on the right. */
function Mine() {
  const t = useT();
  const locale = useLocale();
  const mine = useQuery(myCirclesQuery);
  if (mine.isPending) return <div className="h-14 xl:hidden" />;
  if (mine.data === undefined || mine.data.length === 0) return null;
  return (
    <section aria-label={t("circles.mine")} className="xl:hidden">
      <ul className="flex gap-2 overflow-x-auto px-4 pt-3 [scrollbar-width:none] md:px-0">
        {mine.data.map((circle) => (
          <li key={circle.circle_id} className="shrink-0">
            <Link to="/c/$slug" params={{ slug: circle.slug }} className="flex min-h-11 items-center rounded-full bg-tint px-4 text-sm font-medium">
              {inLocale(locale, circle.name, circle.name_en)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Searches by name a moment after one stops typing. */
function SearchBox() {
  const t = useT();
  const navigate = route.useNavigate();
  const { topic, q } = route.useSearch();
  const [typed, setTyped] = useState(q ?? "");
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === (q ?? "")) return undefined;
    const timer = setTimeout(() => {
      void navigate({ search: { ...(topic === undefined ? {} : { topic }), ...(wanted === "" ? {} : { q: wanted }) }, replace: true });
    }, 300);
    return () => clearTimeout(timer);
  }, [typed, q, topic, navigate]);
  return (
    <search className="relative mx-4 block md:mx-0">
      <Search size={18} aria-hidden="true" className="absolute top-1/2 left-4 -translate-y-1/2 text-muted" />
      <input
        type="search"
        value={typed}
        maxLength={60}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t("circles.search")}
        aria-label={t("circles.search")}
        className="min-h-11 w-full rounded-full border border-line bg-surface pr-4 pl-11 placeholder:text-muted"
      />
    </search>
  );
}
