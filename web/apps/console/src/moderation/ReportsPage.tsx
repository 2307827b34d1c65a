import type { ReportRow } from "@tonghao/api";
import { SegmentedControl } from "@mantine/core";
import { EmptyState, Time } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { type Say, useT } from "../text.ts";
import { ReportStateChip } from "./chips.tsx";
import { reportsQuery, useCategories } from "./queries.ts";

const route = getRouteApi("/inside/reports");
const STATES = ["open", "upheld", "dismissed"] as const;

/** All reports, without their makers. */
export function ReportsPage() {
  const t = useT();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(reportsQuery(state));
  const rows = entriesOf(list.data);
  const { nameOf } = useCategories();
  const columns = useMemo(() => columnsOf(t, nameOf), [t, nameOf]);
  return (
    <Page
      title={t("reports.title")}
      lead={t("reports.lead")}
      action={
        <SegmentedControl
          aria-label={t("reports.which")}
          value={state ?? "all"}
          onChange={(wanted) => {
            const known = STATES.find((one) => one === wanted);
            void navigate({ search: known === undefined ? {} : { state: known } });
          }}
          data={[{ value: "all", label: t("reports.all") }, ...STATES.map((one) => ({ value: one, label: t(`reports.${one}`) }))]}
        />
      }
    >
      {list.isPending && <Waiting height={360} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("reports.empty")} />}
      {rows.length > 0 && (
        <Rows
          label={t("reports.title")}
          rows={rows}
          columns={columns}
          widths={{ number: "10.5rem", category: "clamp(6rem, 9vw, 8rem)", author: "clamp(6.5rem, 10vw, 10rem)", at: "8rem" }}
          keyOf={(row) => row.report_id}
          Card={ReportCard}
        />
      )}
      <LoadMore list={list} />
    </Page>
  );
}

function columnsOf(t: Say, nameOf: (code: string) => string) {
  return [
    column<ReportRow>("number", t("reports.number"), (row) => (
      <>
        <ReportStateChip state={row.state} />
        <span className="mono block whitespace-nowrap text-muted">{row.number}</span>
      </>
    )),
    column<ReportRow>("category", t("queue.category"), (row) => (
      <>
        <span className="block">{nameOf(row.category)}</span>
        <span className="block text-muted">{t(`kind.${row.subject_kind}`)}</span>
      </>
    )),
    column<ReportRow>("content", t("queue.content"), (row) => <About row={row} />),
    column<ReportRow>("author", t("queue.author"), (row) => (
      <>
        <Person person={row.author} size={24} />
        {row.circle !== null && <span className="block truncate text-muted">{row.circle.name}</span>}
      </>
    )),
    column<ReportRow>("at", t("reports.at"), (row) => (
      <>
        <Time at={row.at} className="block" />
        {row.answered_at !== null && (
          <span className="block text-muted">
            {t("reports.answered")} <Time at={row.answered_at} />
          </span>
        )}
      </>
    )),
  ];
}

function About({ row }: { row: ReportRow }) {
  const t = useT();
  return (
    <>
      <Link
        to="/cases/$caseId"
        params={{ caseId: row.case_id }}
        className="covers line-clamp-2 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-[15px] focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-brand"
      >
        {row.excerpt === "" ? t("queue.no_text") : row.excerpt}
      </Link>
      {row.note !== "" && (
        <p className="mt-1 text-sm text-muted">
          {t("reports.note")}: {row.note}
        </p>
      )}
    </>
  );
}

function ReportCard({ row }: { row: ReportRow }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <ReportStateChip state={row.state} />
        <span className="font-semibold">{nameOf(row.category)}</span>
        <span className="text-muted">{t(`kind.${row.subject_kind}`)}</span>
        <span className="mono ml-auto text-muted">{row.number}</span>
      </p>
      <div>
        <About row={row} />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        <Person person={row.author} size={24} className="text-ink" />
        <Time at={row.at} />
      </p>
    </div>
  );
}
