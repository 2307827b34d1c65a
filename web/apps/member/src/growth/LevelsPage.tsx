import type { Circle, CircleLevels, MyGrowth, PointEntry, PointRule } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, classes, EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useMe } from "../accounts/session.ts";
import { CircleAside } from "../circles/DutyPanel.tsx";
import { circleQuery } from "../circles/queries.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { type MemberKey, useT } from "../text.ts";
import { growthQuery, levelsQuery } from "./queries.ts";
import SignIn from "./SignIn.tsx";

const route = getRouteApi("/shell/c/$slug/levels");

const KINDS: Record<PointRule["kind"], MemberKey> = {
  sign_in: "points.sign_in",
  post: "points.post",
  floor: "points.floor",
  thanks: "points.thanks",
  digest: "points.digest",
};

/** How points and levels come in a circle, and where one stands. */
export function LevelsPage() {
  const t = useT();
  const locale = useLocale();
  const me = useMe();
  const { slug } = route.useParams();
  const circle = useQuery(circleQuery(slug));
  const id = circle.data?.circle_id ?? "";
  const levels = useQuery({ ...levelsQuery(id), enabled: circle.isSuccess });
  const member = me !== null && circle.data != null && circle.data.my_role !== null;
  const growth = useQuery({ ...growthQuery(id), enabled: member && levels.data?.is_on === true });
  const name = circle.data === undefined ? "" : inLocale(locale, circle.data.name, circle.data.name_en);
  const failed = circle.error ?? levels.error;
  return (
    <Page
      title={t("levels.title")}
      page={name === "" ? undefined : `${t("levels.title")} · ${name}`}
      aside={<CircleAside circle={circle.data} />}
      action={
        <Link to="/c/$slug" params={{ slug }} className={buttonClasses("ghost", "s", "min-h-11 min-w-0 shrink")}>
          <ChevronLeft size={18} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{name}</span>
        </Link>
      }
    >
      {failed !== null && <Failed error={failed} onRetry={() => void (circle.isError ? circle.refetch() : levels.refetch())} />}
      {failed === null && levels.data === undefined && <Skeleton className="h-40 w-full rounded-card" />}
      {levels.data !== undefined && !levels.data.is_on && <EmptyState title={t("levels.off")}>{t("levels.off_text")}</EmptyState>}
      {levels.data?.is_on === true && circle.data !== undefined && (
        <div className="flex flex-col gap-3 md:gap-4">
          {growth.data !== undefined && <Mine circle={circle.data} growth={growth.data} levels={levels.data} />}
          <Rules levels={levels.data} />
          <Titles levels={levels.data} mine={growth.data?.level} />
          {growth.data !== undefined && growth.data.recent.length > 0 && <Recent entries={growth.data.recent} slug={slug} />}
        </div>
      )}
    </Page>
  );
}

function Mine({ circle, growth, levels }: { circle: Circle; growth: MyGrowth; levels: CircleLevels }) {
  const t = useT();
  const from = levels.levels[growth.level - 1]?.needs ?? 0;
  const to = growth.next_needs ?? growth.points;
  return (
    <>
      <SignIn circle={circle} link={false} />
      <Panel title={t("levels.mine")}>
        <p className="tabular-nums">{t("points.have", { count: growth.points })}</p>
        <progress
          aria-label={t("levels.mine")}
          className="mt-2 h-2 w-full accent-brand"
          value={growth.next_needs === null ? 1 : growth.points - from}
          max={growth.next_needs === null ? 1 : Math.max(1, to - from)}
        />
        <p className="mt-1 text-sm text-muted tabular-nums">
          {growth.next_needs === null ? t("levels.highest") : t("levels.next", { count: growth.next_needs - growth.points })}
        </p>
        <Days growth={growth} />
        <p className="mt-2 text-sm text-muted">{t(growth.may_forgive ? "sign.may_forgive" : "sign.forgiven_already")}</p>
      </Panel>
    </>
  );
}

const WEEKS = 4;
const DAY_MS = 86_400_000;

/** The last four weeks as small squares; those who do not see them hear how many days it were. */
function Days({ growth }: { growth: MyGrowth }) {
  const t = useT();
  const signed = new Set(growth.days);
  const last = Date.parse(`${growth.today}T00:00:00Z`);
  const days = Array.from({ length: WEEKS * 7 }, (_, at) => new Date(last - (WEEKS * 7 - 1 - at) * DAY_MS).toISOString().slice(0, 10));
  return (
    <div className="mt-3">
      <p className="text-sm tabular-nums">
        {t("sign.days", { count: growth.days.length })} · {t("sign.longest", { count: growth.longest })}
      </p>
      <div aria-hidden="true" className="mt-1 grid w-max grid-flow-col grid-rows-2 gap-1">
        {days.map((day) => (
          <span key={day} className={classes("size-4 rounded-sm", signed.has(day) ? "bg-brand" : "bg-line")} />
        ))}
      </div>
    </div>
  );
}

function Rules({ levels }: { levels: CircleLevels }) {
  const t = useT();
  return (
    <Panel title={t("levels.how")}>
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="text-left text-muted">
            <th className="py-1 font-normal">{t("points.for")}</th>
            <th className="py-1 text-right font-normal">{t("points.points")}</th>
            <th className="py-1 text-right font-normal">{t("points.most")}</th>
          </tr>
        </thead>
        <tbody>
          {levels.rules.map((rule) => (
            <tr key={rule.kind} className="border-t border-line">
              <td className="py-2">{t(KINDS[rule.kind])}</td>
              <td className="py-2 text-right">{rule.points}</td>
              <td className="py-2 text-right">{rule.most_a_day}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="mt-3 flex list-disc flex-col gap-1 pl-5 text-sm text-muted">
        <li>{t("levels.rule_back")}</li>
        <li>{t("levels.rule_streak")}</li>
        <li>{t("levels.rule_not")}</li>
        <li>{t("levels.rule_here")}</li>
      </ul>
      <p className="mt-2 text-xs text-muted">{t("levels.version", { version: levels.version })}</p>
    </Panel>
  );
}

function Titles({ levels, mine }: { levels: CircleLevels; mine: number | undefined }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={t("levels.titles")}>
      <ol className="grid grid-cols-1 gap-x-6 sm:grid-cols-2">
        {levels.levels.map((level) => (
          <li
            key={level.level}
            aria-current={level.level === mine ? "true" : undefined}
            className={classes("flex items-baseline gap-3 border-b border-line py-1.5 text-sm", level.level === mine && "font-semibold text-brand")}
          >
            <span className="w-6 text-right tabular-nums">{level.level}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{inLocale(locale, level.zh, level.en)}</span>
            <span className="text-muted tabular-nums">{t("points.count", { count: level.needs })}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Recent({ entries, slug }: { entries: PointEntry[]; slug: string }) {
  const t = useT();
  return (
    <Panel title={t("points.recent")}>
      <ul className="flex flex-col text-sm">
        {entries.map((entry) => (
          <li key={`${entry.kind}-${entry.at}-${entry.post_id}`} className="flex items-baseline gap-3 border-b border-line py-2 last:border-b-0">
            <span className={classes("w-10 text-right tabular-nums", entry.is_back && "text-muted line-through")}>+{entry.points}</span>
            <span className="min-w-0 flex-1">
              {entry.post_id === null || entry.is_back ? (
                t(KINDS[entry.kind])
              ) : (
                <Link to="/c/$slug/p/$postId" params={{ slug, postId: entry.post_id }} className="py-1 underline-offset-4 hover:underline">
                  {t(KINDS[entry.kind])}
                </Link>
              )}
              {entry.is_back && <span className="text-muted"> · {t("points.back")}</span>}
            </span>
            <span className="text-muted">
              <Time at={entry.at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
