import type { CaseRow, QueueRow, WaitingAppeal } from "@tonghao/api";
import { Time } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { type Ref, useMemo } from "react";
import { actKey } from "../appeals/queries.ts";
import { Person } from "../shell/Person.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { type Say, useT } from "../text.ts";
import { ClaimedBy, COVERS, Excerpt } from "./CaseRows.tsx";
import { Chip, Severity } from "./chips.tsx";
import { DueClock } from "./DueClock.tsx";
import { arrived } from "./live.ts";
import { useCategories } from "./queries.ts";
import { idOf } from "./queue.ts";
import { Why } from "./Why.tsx";

// They give way on a narrow desk, so that the content keeps a place.
const WIDTHS = {
  severity: "6rem",
  category: "clamp(5.5rem, 8vw, 7.5rem)",
  author: "clamp(6rem, 9vw, 9rem)",
  why: "clamp(8rem, 14vw, 12rem)",
  due: "clamp(7rem, 11vw, 9rem)",
  claimed: "clamp(4.5rem, 7vw, 6rem)",
};

type QueueRowsProps = { label: string; rows: QueueRow[]; ref?: Ref<HTMLDivElement> };

/** What waits as rows, cases and appeals alike; the excerpt is the link, and it covers its whole row. */
export function QueueRows({ label, rows, ref }: QueueRowsProps) {
  const t = useT();
  const { nameOf } = useCategories();
  const columns = useMemo(() => columnsOf(t, nameOf), [t, nameOf]);
  return (
    <Rows
      ref={ref}
      label={label}
      rows={rows}
      columns={columns}
      widths={WIDTHS}
      keyOf={idOf}
      toneOf={(row) => (arrived.has(idOf(row)) ? "arrived" : undefined)}
      Card={QueueCard}
    />
  );
}

function columnsOf(t: Say, nameOf: (code: string) => string) {
  return [
    column<QueueRow>("severity", t("queue.severity"), (row) => <How row={row} />),
    column<QueueRow>("category", t("queue.category"), (row) => (
      <>
        <span className="block">{nameOf((row.case ?? row.appeal)?.category ?? "")}</span>
        <span className="block text-muted">{row.case === null ? row.appeal !== null && t(actKey(row.appeal)) : t(`kind.${row.case.subject_kind}`)}</span>
      </>
    )),
    column<QueueRow>("content", t("queue.content"), (row) => <Content row={row} />),
    column<QueueRow>("author", t("queue.author"), (row) => (
      <>
        <Who row={row} />
        {circleOf(row) !== null && <span className="block truncate text-muted">{circleOf(row)?.name}</span>}
      </>
    )),
    column<QueueRow>("why", t("queue.why"), (row) => <WhyOf row={row} />),
    column<QueueRow>("due", t("queue.due"), (row) => <Due row={row} />),
    column<QueueRow>("claimed", t("queue.claimed"), (row) => (row.case === null ? <span className="text-muted">{t("queue.nobody")}</span> : <Workers row={row.case} />)),
  ];
}

function Workers({ row }: { row: CaseRow }) {
  const t = useT();
  if (row.assigned_to === null || row.claimed_by !== null) return <ClaimedBy row={row} />;
  return (
    <>
      <Person person={row.assigned_to} size={24} />
      <span className="block text-muted">{t("hands.is_given")}</span>
    </>
  );
}

function circleOf(row: QueueRow) {
  return (row.case ?? row.appeal)?.circle ?? null;
}

function How({ row }: { row: QueueRow }) {
  const t = useT();
  return row.case === null ? <Chip tone="waiting">{t("inlet.appeal")}</Chip> : <Severity level={row.case.severity} />;
}

function Content({ row }: { row: QueueRow }) {
  if (row.case !== null) return <Excerpt row={row.case} />;
  return row.appeal === null ? null : <AppealLink appeal={row.appeal} />;
}

function AppealLink({ appeal }: { appeal: WaitingAppeal }) {
  return (
    <Link to="/appeals/$appealId" params={{ appealId: appeal.appeal_id }} className={COVERS}>
      {appeal.excerpt === "" ? appeal.number : appeal.excerpt}
    </Link>
  );
}

function Who({ row }: { row: QueueRow }) {
  const t = useT();
  const person = row.case?.author ?? row.appeal?.appellant ?? null;
  return person === null ? <span>{t("appeal.reporter")}</span> : <Person person={person} size={24} />;
}

function WhyOf({ row }: { row: QueueRow }) {
  const points = (row.case ?? row.appeal)?.points;
  return points === undefined ? null : <Why points={points} />;
}

function Due({ row }: { row: QueueRow }) {
  const t = useT();
  const openedAt = row.case?.opened_at ?? row.appeal?.filed_at;
  const dueAt = (row.case ?? row.appeal)?.due_at;
  if (openedAt === undefined || dueAt === undefined) return null;
  return (
    <>
      <DueClock row={{ opened_at: openedAt, due_at: dueAt, closed_at: null }} />
      <span className="block text-muted">
        {t(row.case === null ? "queue.filed" : "queue.opened")} <Time at={openedAt} />
      </span>
    </>
  );
}

function QueueCard({ row }: { row: QueueRow }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <How row={row} />
        <span className="font-semibold">{nameOf((row.case ?? row.appeal)?.category ?? "")}</span>
        {row.case !== null && <span className="text-muted">{t(`kind.${row.case.subject_kind}`)}</span>}
      </p>
      <Content row={row} />
      <WhyOf row={row} />
      <div className="text-sm">
        <Due row={row} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className="text-ink">
          <Who row={row} />
        </span>
        {circleOf(row) !== null && <span>{circleOf(row)?.name}</span>}
        {row.case !== null && row.case.reports > 0 && <span>{t("queue.reports_count", { count: row.case.reports })}</span>}
        {row.case !== null && (row.case.claimed_by !== null || row.case.assigned_to !== null) && (
          <span>
            {t("queue.claimed")} <Workers row={row.case} />
          </span>
        )}
      </div>
    </div>
  );
}
