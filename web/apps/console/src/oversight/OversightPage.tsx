import { type Oversight, type OverseenWeek, type OversightTotal } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { EmptyState } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Charts } from "./Charts.tsx";
import { CountedModal } from "./CountedModal.tsx";
import { boardOfAll, boardOfCircle, type Figure, FIGURES, writtenOf } from "./figures.ts";
import { circleQuery, circlesQuery, oversightQuery, tipsQuery, weeksQuery } from "./queries.ts";
import { Tiles } from "./Tiles.tsx";
import { Together } from "./Together.tsx";

const route = getRouteApi("/inside/oversight");

/** How each circle does, week by week; every number opens what it counts. */
export function OversightPage() {
  const t = useT();
  const { week, circle, figure } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(oversightQuery(week));
  const open = (wanted: Figure | undefined, of?: string) =>
    void navigate({ search: (before) => ({ ...before, figure: wanted, ...(of === undefined ? {} : { week: of }) }), resetScroll: false });
  const newest = found.data?.totals[0];
  return (
    <Page title={t("oversight.title")} lead={t("oversight.lead")} action={newest !== undefined && <Weeks found={found.data} total={newest} />}>
      {found.isPending && <Waiting height={360} />}
      {found.data?.totals.length === 0 && <EmptyState title={t("oversight.none")}>{t("oversight.none_text")}</EmptyState>}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && newest !== undefined && (
        <>
          {circle === undefined ? <All found={found.data} total={newest} onOpen={open} /> : <One circleId={circle} week={newest.week} onOpen={open} />}
          {figure !== undefined && <CountedModal figure={figure} week={newest.week} circleId={circle} onClose={() => open(undefined)} />}
        </>
      )}
    </Page>
  );
}

const STEP = "inline-flex min-h-11 items-center rounded-full border border-line bg-surface px-4 font-medium hover:bg-tint";

function Weeks({ found, total }: { found: Oversight | undefined; total: OversightTotal }) {
  const t = useT();
  const before = found?.totals[1]?.week;
  const after = found?.newer ?? undefined;
  return (
    <nav aria-label={t("oversight.charts")} className="flex flex-wrap items-center gap-2">
      {before !== undefined && (
        <Link to="/oversight" search={(kept: object) => ({ ...kept, week: before })} className={STEP}>
          {t("oversight.before")}
        </Link>
      )}
      <span className="figures font-medium">{t("oversight.week", { date: total.week })}</span>
      {after !== undefined && (
        <Link to="/oversight" search={(kept: object) => ({ ...kept, week: after })} className={STEP}>
          {t("oversight.after")}
        </Link>
      )}
    </nav>
  );
}

type Opens = { onOpen: (figure: Figure, week?: string) => void };

function All({ found, total, onOpen }: { found: Oversight; total: OversightTotal } & Opens) {
  const t = useT();
  const tips = useQuery(tipsQuery(total.week, undefined)).data;
  return (
    <>
      <Panel title={t("oversight.all")} text={t("oversight.all_count", { count: total.circles })}>
        <Tiles board={boardOfAll(total, found, tips?.[0] ?? null)} figures={FIGURES} onOpen={onOpen} />
        <h3 className="mt-1 text-sm text-muted">{t("oversight.scores")}</h3>
        <p className="figures flex flex-wrap gap-x-5 gap-y-1">
          {total.scores.map((count, at) => (
            <span key={at}>{t("oversight.scores_of", { score: at + 1, count })}</span>
          ))}
        </p>
        <Measured at={total.measured_at} />
      </Panel>
      {tips !== undefined && <Together weeks={tips} onOpen={onOpen} />}
      <Charts weeks={found.totals} />
      <Circles week={total.week} />
    </>
  );
}

function Measured({ at }: { at: string }) {
  const t = useT();
  const locale = useLocale();
  const date = new Date(at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <p className="text-sm text-muted">
      {t("oversight.measured", { date })} · {t("oversight.query")}
    </p>
  );
}

function Circles({ week }: { week: string }) {
  const t = useT();
  const list = useInfiniteQuery(circlesQuery(week));
  const rows = entriesOf(list.data);
  return (
    <Panel title={t("oversight.circles")} text={t("oversight.circles_text")}>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      <ul className="flex flex-col">
        {rows.map((row) => (
          <li key={row.circle_id} className="border-t border-line py-3 first:border-t-0 first:pt-0">
            <CircleRow row={row} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}

const IN_ROW = ["missed", "leaks", "first_answer", "views_before", "covered", "open_cases", "tips", "views"] as const;

function CircleRow({ row }: { row: OverseenWeek }) {
  const t = useT();
  const board = boardOfCircle(row.week, row.tips);
  return (
    <>
      <h3 className="flex flex-wrap items-baseline gap-x-3">
        <Link
          to="/oversight"
          search={(before: object) => ({ ...before, circle: row.circle_id })}
          className="inline-flex min-h-6 items-center font-semibold text-brand underline-offset-4 hover:underline"
        >
          {row.name}
        </Link>
        <span className="figures text-sm text-muted">
          {t(`tier.${row.tier}`)} · {t("oversight.score")} {t("oversight.score_of", { score: row.week.score })}
        </span>
      </h3>
      <dl className="figures mt-1 grid grid-cols-2 gap-x-5 gap-y-1 text-sm sm:grid-cols-3 desk:grid-cols-4">
        {IN_ROW.map((figure) => (
          <div key={figure}>
            <dt className="text-muted">{t(`figure.${figure}`)}</dt>
            <dd>{writtenOf(figure, board, t)[0]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const OF_CIRCLE = FIGURES.filter((figure) => figure !== "agreement" && figure !== "called");

function One({ circleId, week, onOpen }: { circleId: string; week: string } & Opens) {
  const t = useT();
  const found = useQuery(circleQuery(week, circleId));
  const weeks = useQuery(weeksQuery(circleId));
  const tips = useQuery(tipsQuery(week, circleId)).data;
  const row = found.data?.entries[0];
  return (
    <>
      <p>
        <Link
          to="/oversight"
          search={(before: object) => ({ ...before, circle: undefined })}
          className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline"
        >
          {t("oversight.back")}
        </Link>
      </p>
      {found.isPending && <Waiting height={360} />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && row === undefined && <EmptyState title={t("oversight.not_yet")} />}
      {row !== undefined && (
        <Panel
          title={row.name}
          text={
            <>
              {t(`tier.${row.tier}`)} · {t("oversight.score")} {t("oversight.score_of", { score: row.week.score })}
              {!row.week.is_over && ` · ${t("oversight.goes_on")}`}
            </>
          }
          action={
            <a href={`/c/${row.slug}/standing`} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
              {t("oversight.public")}
            </a>
          }
        >
          <Tiles board={boardOfCircle(row.week, row.tips)} figures={OF_CIRCLE} onOpen={onOpen} />
          <Measured at={row.week.measured_at} />
        </Panel>
      )}
      {tips !== undefined && <Together weeks={tips} onOpen={onOpen} />}
      {weeks.data !== undefined && <Charts weeks={weeks.data.entries} />}
    </>
  );
}
