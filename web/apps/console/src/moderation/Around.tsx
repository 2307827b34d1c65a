/** What else is known: reports, the author's past, similar cases. */
import type { Case } from "@tonghao/api";
import { Time } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { SanctionLine } from "../accounts/SanctionsPage.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { ActChip, CaseStateChip, Severity } from "./chips.tsx";
import { useCategories } from "./queries.ts";

const TIERS = ["trial", "standard", "trusted", "probation", "frozen", "terminated"] as const;

export function Reports({ kept }: { kept: Case }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <Panel title={`${t("case.reports")} ${kept.reports_list.length}`} text={t(kept.reports_list.length === 0 ? "case.reports_none" : "case.reports_text")}>
      {kept.reports_list.length > 0 && (
        <ul className="flex flex-col gap-2">
          {kept.reports_list.map((report) => (
            <li key={report.number} className="flex flex-wrap items-baseline gap-x-3 border-t border-line pt-2">
              <span className="font-medium">{nameOf(report.category)}</span>
              <span className={report.note === "" ? "text-muted" : undefined}>{report.note === "" ? t("case.no_note") : report.note}</span>
              <span className="ml-auto flex flex-wrap gap-x-3 text-sm text-muted">
                <span className="mono">{report.number}</span>
                <Time at={report.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function History({ kept }: { kept: Case }) {
  const t = useT();
  const { nameOf } = useCategories();
  const past = kept.author_history;
  const removed = past.filter((one) => one.act === "remove").length;
  return (
    <Panel title={t("case.history")} text={past.length === 0 ? t("case.history_none") : t("case.history_sum", { count: past.length, removed })}>
      {past.length > 0 && (
        <ul className="flex flex-col">
          {past.map((one) => (
            <li key={one.case_id} className="flex flex-wrap items-center gap-x-3 border-t border-line py-2">
              <Link to="/cases/$caseId" params={{ caseId: one.case_id }} className="inline-link">
                {nameOf(one.category)}
              </Link>
              {one.act === null ? <span className="text-sm text-muted">{t("case.history_open")}</span> : <ActChip act={one.act} />}
              <Time at={one.at} className="ml-auto text-sm text-muted" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** How the circle stood in the last 90 days. */
export function CirclePast({ kept }: { kept: Case }) {
  const t = useT();
  const past = kept.circle_history;
  if (past === null || kept.circle === null) return null;
  const tier = TIERS.find((one) => one === past.tier);
  return (
    <Panel title={t("case.circle_past", { name: kept.circle.name })} text={t("case.circle_past_text")}>
      <dl className="figures grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
        <dt className="text-sm text-muted">{t("standings.tier")}</dt>
        <dd>{tier === undefined ? past.tier : t(`tier.${tier}`)}</dd>
        <dt className="text-sm text-muted">{t("standings.members")}</dt>
        <dd>{past.members}</dd>
        <dt className="text-sm text-muted">{t("case.circle_cases")}</dt>
        <dd>{t("case.circle_cases_of", { cases: past.cases, open: past.open_cases, removed: past.removed })}</dd>
        <dt className="text-sm text-muted">{t("case.circle_missed")}</dt>
        <dd>{past.missed}</dd>
      </dl>
      {past.restrictions.length > 0 && <p>{t("case.circle_restricted", { count: past.restrictions.length })}</p>}
    </Panel>
  );
}

export function Similar({ kept }: { kept: Case }) {
  const t = useT();
  return (
    <Panel title={t("case.similar")} text={kept.similar.length === 0 ? t("case.similar_none") : undefined}>
      {kept.similar.length > 0 && (
        <ul className="flex flex-col">
          {kept.similar.map((row) => (
            <li key={row.case_id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
              <Severity level={row.severity} />
              <Link to="/cases/$caseId" params={{ caseId: row.case_id }} className="inline-link line-clamp-1 min-w-40 flex-1">
                {row.excerpt === "" ? t("queue.no_text") : row.excerpt}
              </Link>
              <CaseStateChip state={row.state} />
              <Time at={row.closed_at ?? row.opened_at} className="text-sm text-muted" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What was decided about the author, and what is proposed. */
export function AuthorSanctions({ kept }: { kept: Case }) {
  const t = useT();
  return (
    <Panel
      title={t("sanction.list")}
      action={
        <Link to="/people/$accountId" params={{ accountId: kept.author.account_id }} search={{ name: kept.author.name }} className="inline-link py-1 text-sm">
          {t("sanction.all")}
        </Link>
      }
    >
      {kept.sanctions.length === 0 && <p className="text-muted">{t("sanction.list_none")}</p>}
      <ul className="flex flex-col gap-3">
        {kept.sanctions.map((row) => (
          <li key={row.sanction_id} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
            <SanctionLine row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
