import type { CaseRow } from "@tonghao/api";
import { Time } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { Image } from "lucide-react";
import { type Ref, useMemo } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { Person } from "../shell/Person.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { type Say, useT } from "../text.ts";
import { CaseStateChip, Severity } from "./chips.tsx";
import { DueClock } from "./DueClock.tsx";
import { useCategories } from "./queries.ts";

// They give way on a narrow desk, so that the content keeps a place.
const WIDTHS = {
  severity: "6rem",
  category: "clamp(6rem, 9vw, 8rem)",
  author: "clamp(6.5rem, 10vw, 10rem)",
  reports: "4.25rem",
  due: "clamp(7rem, 12vw, 9.5rem)",
  state: "6rem",
};
// A link that covers its whole row.
export const COVERS =
  "covers line-clamp-2 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-[15px] focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-brand";

type CaseRowsProps = { label: string; rows: CaseRow[]; ref?: Ref<HTMLDivElement> };

/** Decided cases as rows; the excerpt is the link, and it covers its whole row. */
export function CaseRows({ label, rows, ref }: CaseRowsProps) {
  const t = useT();
  const { nameOf } = useCategories();
  const columns = useMemo(() => columnsOf(t, nameOf), [t, nameOf]);
  return <Rows ref={ref} label={label} rows={rows} columns={columns} widths={WIDTHS} keyOf={(row) => row.case_id} Card={CaseCard} />;
}

function columnsOf(t: Say, nameOf: (code: string) => string) {
  return [
    column<CaseRow>("severity", t("queue.severity"), (row) => <Severity level={row.severity} />),
    column<CaseRow>("category", t("queue.category"), (row) => (
      <>
        <span className="block">{nameOf(row.category)}</span>
        <span className="block text-muted">{t(`kind.${row.subject_kind}`)}</span>
      </>
    )),
    column<CaseRow>("content", t("queue.content"), (row) => <Excerpt row={row} />),
    column<CaseRow>("author", t("queue.author"), (row) => (
      <>
        <Person person={row.author} size={24} />
        {row.circle !== null && <span className="block truncate text-muted">{row.circle.name}</span>}
      </>
    )),
    column<CaseRow>("reports", t("queue.reports"), (row) => <span className="figures">{row.reports}</span>),
    column<CaseRow>("state", t("queue.state"), (row) => <CaseStateChip state={row.state} />),
    column<CaseRow>("due", t("queue.closed_at"), (row) => (
      <>
        <DueClock row={row} />
        {row.closed_at !== null && <Time at={row.closed_at} className="block text-muted" />}
      </>
    )),
  ];
}

export function ClaimedBy({ row }: { row: CaseRow }) {
  const t = useT();
  const me = useSignedIn();
  if (row.claimed_by === null) return <span className="text-muted">{t("queue.nobody")}</span>;
  if (row.claimed_by.account_id === me.account_id) return <span className="font-semibold text-brand">{t("queue.me")}</span>;
  return <Person person={row.claimed_by} size={24} />;
}

export function Excerpt({ row }: { row: CaseRow }) {
  const t = useT();
  return (
    <Link to="/cases/$caseId" params={{ caseId: row.case_id }} className={COVERS} data-case={row.case_id}>
      {row.excerpt === "" ? t("queue.no_text") : row.excerpt}
      {row.has_photos && (
        <span className="ml-1.5 inline-flex align-[-3px] text-muted">
          <Image size={16} aria-hidden="true" />
          <span className="sr-only">{t("queue.has_photos")}</span>
        </span>
      )}
    </Link>
  );
}

function CaseCard({ row }: { row: CaseRow }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <span className="flex flex-wrap items-center gap-2">
          <Severity level={row.severity} />
          <span className="font-semibold">{nameOf(row.category)}</span>
          <span className="text-muted">{t(`kind.${row.subject_kind}`)}</span>
        </span>
        <CaseStateChip state={row.state} />
      </p>
      <Excerpt row={row} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <Person person={row.author} size={24} className="text-ink" />
        {row.circle !== null && <span>{row.circle.name}</span>}
        {row.reports > 0 && <span>{t("queue.reports_count", { count: row.reports })}</span>}
        <Time at={row.closed_at ?? row.opened_at} />
      </div>
    </div>
  );
}
