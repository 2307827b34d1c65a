import type { CaseRow } from "@tonghao/api";
import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { EmptyState } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, Image } from "lucide-react";
import { useRef, useState } from "react";
import { Severity } from "../moderation/chips.tsx";
import { useCategories } from "../moderation/queries.ts";
import { useKeys } from "../moderation/useKeys.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { DecideMany } from "./DecideMany.tsx";
import { alikeQuery, isWay, WAYS, type Way } from "./queries.ts";
import { Results } from "./Results.tsx";

const route = getRouteApi("/inside/batch");

/** Many cases alike, as when a circle is raided: choose them, decide once, see what became of each. */
export function BatchPage() {
  const t = useT();
  const { case: caseId, by, batch } = route.useSearch();
  return (
    <Page
      title={t("batch.title")}
      lead={t("batch.lead")}
      action={
        <Button variant="default" h={40} component={Link} to="/queue" leftSection={<ArrowLeft size={18} aria-hidden="true" />} data-key="q">
          {t("case.back")}
        </Button>
      }
    >
      {batch !== undefined ? (
        <Results batchId={batch} />
      ) : caseId === undefined ? (
        <EmptyState title={t("batch.none")}>{t("batch.none_text")}</EmptyState>
      ) : (
        <Choose key={`${caseId} ${by ?? ""}`} caseId={caseId} by={by} />
      )}
    </Page>
  );
}

function Choose({ caseId, by }: { caseId: string; by: Way | undefined }) {
  const t = useT();
  const navigate = route.useNavigate();
  const alike = useQuery(alikeQuery(caseId, by));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const rows = alike.data?.rows ?? [];
  const chosen = rows.filter((row) => !left.has(row.case_id));
  const turnAll = () => setLeft(chosen.length === rows.length ? new Set(rows.map((row) => row.case_id)) : new Set());
  const step = (to: 1 | -1) => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])];
    const at = boxes.findIndex((box) => box === document.activeElement);
    const next = at === -1 ? boxes[to === 1 ? 0 : boxes.length - 1] : boxes[at + to];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => step(1), k: () => step(-1), a: turnAll }, { besideBoxes: true });
  if (alike.isPending) return <Waiting height={360} />;
  if (alike.data === undefined) return <Failed error={alike.error} onRetry={() => void alike.refetch()} />;
  const { counts } = alike.data;
  return (
    <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,1fr)_23rem]">
      <Panel
        title={t("batch.chosen", { count: chosen.length, of: rows.length })}
        action={
          <Button variant="default" h={40} onClick={turnAll}>
            {t(chosen.length === rows.length ? "batch.choose_none" : "batch.choose_all")}
          </Button>
        }
      >
        <div className="overflow-x-auto">
          <SegmentedControl
            aria-label={t("batch.by")}
            value={alike.data.by}
            onChange={(way) => void navigate({ search: { case: caseId, ...(isWay(way) ? { by: way } : {}) }, replace: true })}
            data={WAYS.map((way) => ({ value: way, label: t("batch.way", { way: t(`batch.by_${way}`), count: counts[way] ?? 0 }) }))}
          />
        </div>
        {rows.length === 0 && <p className="text-muted">{t("batch.empty")}</p>}
        <ul ref={list} className="flex flex-col divide-y divide-line">
          {rows.map((row) => (
            <Row key={row.case_id} row={row} on={!left.has(row.case_id)} onTurn={(on) => setLeft((before) => without(before, row.case_id, on))} />
          ))}
        </ul>
      </Panel>
      {chosen.length > 0 && <DecideMany chosen={chosen} onDecided={(batchId) => void navigate({ search: { batch: batchId } })} />}
    </div>
  );
}

function without(left: ReadonlySet<string>, caseId: string, on: boolean): ReadonlySet<string> {
  const next = new Set(left);
  if (on) next.delete(caseId);
  else next.add(caseId);
  return next;
}

function Row({ row, on, onTurn }: { row: CaseRow; on: boolean; onTurn: (on: boolean) => void }) {
  const t = useT();
  const { nameOf } = useCategories();
  const words = row.excerpt === "" ? t("queue.no_text") : row.excerpt;
  return (
    <li className="flex items-start gap-3 py-3">
      <Checkbox size="md" checked={on} onChange={(event) => onTurn(event.currentTarget.checked)} aria-label={t("batch.choose", { name: row.author.name, words })} className="pt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Severity level={row.severity} />
          <span>{nameOf(row.category)}</span>
          <span className="text-muted">{t(`kind.${row.subject_kind}`)}</span>
          {row.has_photos && (
            <span className="inline-flex items-center gap-1 text-muted">
              <Image size={16} aria-hidden="true" />
              {t("queue.has_photos")}
            </span>
          )}
        </p>
        <p className="line-clamp-2 break-words">{words}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{row.author.name}</span>
          {row.circle !== null && <span>{row.circle.name}</span>}
          {row.claimed_by !== null && <span>{t("batch.claimed", { name: row.claimed_by.name })}</span>}
          <Link to="/cases/$caseId" params={{ caseId: row.case_id }} className="inline-link">
            {t("batch.open")}
          </Link>
        </p>
      </div>
    </li>
  );
}
