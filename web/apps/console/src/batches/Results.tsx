import { type BatchResult, undoBatch } from "@tonghao/api";
import { Button } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { cache } from "../cache.ts";
import { Chip } from "../moderation/chips.tsx";
import { useCategories } from "../moderation/queries.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { batchQuery } from "./queries.ts";

const TONES = { waiting: "waiting", released: "good", curbed: "good", removed: "good", proposed: "waiting", refused: "bad", undone: "plain", kept: "bad" } as const;

/** What became of each case, and the way back for all of them. */
export function Results({ batchId }: { batchId: string }) {
  const t = useT();
  const { nameOf } = useCategories();
  const one = useQuery(batchQuery(batchId));
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: (note: string) => undoBatch({ path: { batch_id: batchId }, body: { note } }),
    onSuccess: (batch) => {
      cache.setQueryData(batchQuery(batchId).queryKey, batch);
      for (const key of ["queue", "overview", "case"]) void cache.invalidateQueries({ queryKey: [key] });
      setAsking(false);
      toast(t("batch.undone_toast"));
    },
    meta: { quiet: true },
  });
  if (one.isPending) return <Waiting height={360} />;
  if (one.data === undefined) return <Failed error={one.error} onRetry={() => void one.refetch()} />;
  const batch = one.data;
  const done = batch.results.filter((row) => row.outcome === "removed" || row.outcome === "curbed" || row.outcome === "released").length;
  return (
    <Panel
      title={t("batch.done", { done, of: batch.results.length })}
      text={t("batch.said", { act: t(`act.${batch.act}`), category: nameOf(batch.category), note: batch.note })}
      action={
        batch.undone_at === null && done > 0 ? (
          <Button variant="outline" color="red" h={44} data-key="u" onClick={() => setAsking(true)}>
            {t("batch.undo")}
          </Button>
        ) : undefined
      }
    >
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        <Person person={batch.made_by} size={24} /> <Time at={batch.at} />
      </p>
      {batch.undone_by !== null && batch.undone_at !== null && (
        <p className="rounded-small bg-raised px-3 py-2">
          {t("case.undone", { name: batch.undone_by.name, note: batch.undo_note ?? "" })} <Time at={batch.undone_at} className="text-sm text-muted" />
        </p>
      )}
      <ul aria-label={t("batch.results")} className="flex flex-col divide-y divide-line">
        {batch.results.map((row) => (
          <Row key={row.case.case_id} row={row} />
        ))}
      </ul>
      {asking && (
        <ReasonModal
          title={t("batch.undo_title")}
          text={t("batch.undo_text")}
          hint={t("decide.reason_hint")}
          act={t("batch.undo")}
          danger
          busy={undo.isPending}
          error={undo.error}
          onSend={(note) => undo.mutate(note)}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}

function Row({ row }: { row: BatchResult }) {
  const t = useT();
  const locale = useLocale();
  const why = inLocale(locale, row.said_zh, row.said_en);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <Chip tone={TONES[row.outcome]}>{t(`batch.is_${row.outcome}`)}</Chip>
      <Link to="/cases/$caseId" params={{ caseId: row.case.case_id }} className="inline-link line-clamp-1 min-w-40 flex-1">
        {row.case.excerpt === "" ? t("queue.no_text") : row.case.excerpt}
      </Link>
      <span className="text-sm text-muted">{row.case.author.name}</span>
      {why !== "" && <p className="w-full text-sm text-muted">{why}</p>}
    </li>
  );
}
