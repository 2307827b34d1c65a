import { type Brake, type BreakerTrip, getBreakerRates, listBrakes, listPastBrakes, listTrips } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Skeleton } from "@tonghao/ui";
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMe } from "../accounts/session.ts";
import { byCursor, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";

const nowQuery = queryOptions({ queryKey: ["brakes"], queryFn: ({ signal }) => listBrakes({ signal }), staleTime: 0 });
const pastQuery = infiniteQueryOptions({
  queryKey: ["brakes", "past"],
  queryFn: ({ pageParam, signal }) => listPastBrakes({ query: { cursor: pageParam }, signal }),
  staleTime: 0,
  ...byCursor,
});

const ratesQuery = queryOptions({ queryKey: ["breaker-rates"], queryFn: ({ signal }) => getBreakerRates({ signal }) });
const tripsQuery = infiniteQueryOptions({
  queryKey: ["brakes", "trips"],
  queryFn: ({ pageParam, signal }) => listTrips({ query: { cursor: pageParam }, signal }),
  staleTime: 0,
  ...byCursor,
});

/** What is stopped and what was, for everybody to read. */
export function BrakesPage() {
  const t = useT();
  const now = useQuery(nowQuery);
  const past = useInfiniteQuery(pastQuery);
  const before = entriesOf(past.data);
  return (
    <Page title={t("brakes.title")}>
      <p className="mb-4 px-4 text-muted md:px-1">{t("brakes.text")}</p>
      {now.isError && <Failed error={now.error} onRetry={() => void now.refetch()} />}
      {now.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {now.data?.length === 0 && <EmptyState title={t("brakes.none")}>{t("brakes.none_text")}</EmptyState>}
      {now.data !== undefined && now.data.length > 0 && <Brakes title={t("brakes.now")} brakes={now.data} />}
      {past.isSuccess && before.length === 0 && <p className="mt-6 px-4 text-muted md:px-1">{t("brakes.never")}</p>}
      {before.length > 0 && <Brakes title={t("brakes.past")} brakes={before} />}
      <LoadMore has={past.hasNextPage} busy={past.isFetchingNextPage} onMore={() => void past.fetchNextPage()} />
      <Trips />
      <p className="mt-6 px-4 text-sm md:px-1">
        <a href="/transparency" className="inline-flex min-h-6 items-center text-brand underline underline-offset-4">
          {t("transparency.link")}
        </a>
      </p>
    </Page>
  );
}

/** By which figures breakers tripped, beside the rule. */
function Trips() {
  const t = useT();
  const trips = useInfiniteQuery(tripsQuery);
  const rates = useQuery(ratesQuery).data;
  const shown = entriesOf(trips.data);
  return (
    <section aria-label={t("trips.title")} className="mt-6">
      <h2 className="mb-2 px-4 font-semibold md:px-1">{t("trips.title")}</h2>
      {rates !== undefined && (
        <p className="mb-3 px-4 text-sm text-muted md:px-1">
          {t("trips.rule", {
            minutes: rates.window_minutes,
            views: rates.least_views,
            growth: rates.growth,
            signals: rates.signals,
            hour: rates.signal_minutes,
            alone: rates.holds_alone,
            tippers: rates.least_tippers,
            with_tips: rates.signals_with_tips,
            share: Math.round(rates.least_share * 100),
            version: rates.version,
          })}
        </p>
      )}
      {trips.isSuccess && shown.length === 0 && <p className="px-4 text-muted md:px-1">{t("trips.never")}</p>}
      {shown.length > 0 && (
        <ul className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((trip) => (
            <li key={trip.trip_id} className="border-b border-line px-4 py-3 last:border-b-0">
              <Trip trip={trip} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore has={trips.hasNextPage} busy={trips.isFetchingNextPage} onMore={() => void trips.fetchNextPage()} />
    </section>
  );
}

function Trip({ trip }: { trip: BreakerTrip }) {
  const t = useT();
  const me = useMe();
  const locale = useLocale();
  const { full } = useDates();
  return (
    <>
      <p className="font-medium">
        {trip.circle === null ? t("brakes.hidden") : inLocale(locale, trip.circle.name, trip.circle.name_en)} · {t(`limits.${trip.restriction}`)}
      </p>
      <p className="text-sm text-muted tabular-nums">{full(trip.at)}</p>
      <p className="text-sm tabular-nums">
        {t("trips.figures", { views: trip.views, before: trip.views_before, reports: trip.reports, holds: trip.holds, held: trip.held_back })}
        {trip.photo_authors > 0 && ` · ${t("trips.authors", { authors: trip.photo_authors })}`}
        {trip.tippers > 0 && ` · ${t("trips.tippers", { tippers: trip.tippers })}`}
        {trip.tips_paused && ` · ${t("trips.tips_paused")}`}
      </p>
      {trip.circle !== null && (me?.role === "moderator" || me?.role === "operator") && (
        <a
          href={`/console/oversight?week=${trip.at.slice(0, 10)}&circle=${trip.circle.circle_id}&figure=tips`}
          className="inline-flex min-h-6 items-center text-sm text-brand underline underline-offset-4"
        >
          {t("trips.tips_of_week")}
        </a>
      )}
    </>
  );
}

function Brakes({ title, brakes }: { title: string; brakes: Brake[] }) {
  return (
    <section aria-label={title} className="mb-6">
      <h2 className="mb-2 px-4 font-semibold md:px-1">{title}</h2>
      <ul className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
        {brakes.map((brake) => (
          <li key={brake.brake_id} className="border-b border-line px-4 py-3 last:border-b-0">
            <Line brake={brake} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ brake }: { brake: Brake }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const what = brake.feature === null ? t(`limits.${brake.restriction ?? "read_only"}`) : t(`brakes.${brake.feature}`);
  const when =
    brake.ended_at !== null
      ? t("brakes.from_to", { from: full(brake.at), to: full(brake.ended_at) })
      : [t("brakes.since", { date: full(brake.at) }), ...(brake.until === null ? [] : [t("limits.until", { date: full(brake.until) })])].join(" · ");
  return (
    <>
      <p className="font-medium">
        {brake.feature !== null ? (
          t("brakes.place")
        ) : brake.circle === null ? (
          t("brakes.hidden")
        ) : (
          <Link to="/c/$slug" params={{ slug: brake.circle.slug }} className="hover:underline">
            {inLocale(locale, brake.circle.name, brake.circle.name_en)}
          </Link>
        )}
        {" · "}
        {what}
      </p>
      <p className="text-sm text-muted">
        {t(`limits.by_${brake.source}`)} · {when}
      </p>
      <p className="text-sm break-words whitespace-pre-line">{t("limits.reason", { reason: inLocale(locale, brake.reason, brake.reason_en) })}</p>
      {brake.end_reason !== "" && <p className="text-sm break-words">{t("brakes.end_reason", { reason: brake.end_reason })}</p>}
    </>
  );
}
