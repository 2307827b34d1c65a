import type { Circle, Recovery } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CircleFrame } from "../circles/CircleFrame.tsx";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { recoveryQuery } from "./queries.ts";
import StandingPanel from "./StandingPanel.tsx";
import { WeekTable } from "./WeekTable.tsx";

const route = getRouteApi("/shell/c/$slug/standing");

/** How a circle stands, why, what takes it up again, and the figures of its weeks. For everybody. */
export function StandingPage() {
  const { slug } = route.useParams();
  return <CircleFrame slug={slug}>{(circle) => <Standing circle={circle} />}</CircleFrame>;
}

function Standing({ circle }: { circle: Circle }) {
  const t = useT();
  const found = useQuery(recoveryQuery(circle.circle_id));
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <StandingPanel circle={circle} />
      {found.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && (
        <>
          <WayBack way={found.data} />
          <Panel title={t("weeks.title")}>
            {found.data.weeks.length === 0 ? <p className="text-sm text-muted">{t("weeks.none")}</p> : <WeekTable weeks={found.data.weeks} />}
            {circle.kind !== "invite" && (
              <p className="mt-3 text-sm">
                <a href={`/first-moment?days=28&circle=${circle.slug}`} className="inline-flex min-h-6 items-center text-brand underline underline-offset-4">
                  {t("moments.link")}
                </a>
              </p>
            )}
          </Panel>
        </>
      )}
    </div>
  );
}

function WayBack({ way }: { way: Recovery }) {
  const t = useT();
  const english = useLocale() === "en";
  const { full, date } = useDates();
  const { tier, since, next } = way.standing;
  const fell = tier === "probation" || tier === "frozen";
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  return (
    <Panel title={t(fell ? "back.title" : "back.title_good")}>
      {way.reason !== "" && (
        <>
          <h3 className="font-medium">{t("back.why")}</h3>
          <p className="mb-3">
            {english && way.reason_en !== "" ? way.reason_en : way.reason} <span className="text-sm text-muted">{t("back.since", { date: date(since) })}</span>
          </p>
        </>
      )}
      <h3 className="font-medium">{t("back.what")}</h3>
      {way.needs.length === 0 ? (
        <p className="mb-3">{t("back.nothing")}</p>
      ) : (
        <ul className="mb-3 flex flex-col gap-2">
          {way.needs.map((need) => (
            <li key={need.figure} className="rounded-small bg-raised px-3 py-2">
              <p>{t(`need.${need.figure}`)}</p>
              <p className="text-sm text-muted tabular-nums">
                {t("need.stands", { count: need.share.count, of: need.share.of, low: percent(need.share.low), high: percent(need.share.high) })}
                {need.costs > 0 && ` · ${t("need.costs", { points: need.costs })}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      <h3 className="font-medium">{t("back.when")}</h3>
      <p>{t("back.clean", { clean: way.clean_weeks, needed: way.weeks_needed })}</p>
      {next !== null && <p>{t("back.earliest", { date: full(way.earliest_at), tier: t(`tier.${next}`) })}</p>}
      {way.falls_to !== null && <p>{t("back.falls", { date: full(way.next_look_at), tier: t(`tier.${way.falls_to}`) })}</p>}
    </Panel>
  );
}
