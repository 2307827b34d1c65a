import { type CaseRow, decideBatch } from "@tonghao/api";
import { Alert } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { countPictures } from "../desk/breaks.ts";
import { DecisionForm, useDraft } from "../moderation/DecisionForm.tsx";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { batchQuery } from "./queries.ts";

/** One act, one rule and one reason for all that are chosen. */
export function DecideMany({ chosen, onDecided }: { chosen: CaseRow[]; onDecided: (batchId: string) => void }) {
  const t = useT();
  const draft = useDraft("remove", chosen[0]?.category ?? "");
  const { act, category, note, sanction } = draft;
  const caseIds = chosen.map((row) => row.case_id);
  const headers = useSendKey(caseIds, act, category, note, sanction);
  const decide = useMutation({
    mutationFn: () => decideBatch({ body: { case_ids: caseIds, act, category, note: note.trim(), sanction, exception: null }, headers }),
    onSuccess: (batch) => {
      cache.setQueryData(batchQuery(batch.batch_id).queryKey, batch);
      for (const key of ["queue", "overview", "case", "alike"]) void cache.invalidateQueries({ queryKey: [key] });
      countPictures(chosen.filter((row) => row.has_photos).length);
      onDecided(batch.batch_id);
    },
    meta: { quiet: true },
  });
  const gravest = chosen.some((row) => row.severity === 4);
  return (
    <Panel title={t("batch.decide", { count: chosen.length })} text={t("batch.decide_text")}>
      <DecisionForm
        draft={draft}
        label={t(act === "remove" ? "batch.do_remove" : act === "release" ? "batch.do_release" : "batch.do_curb", { count: chosen.length })}
        sending={decide.isPending}
        error={decide.error}
        besideBoxes
        authorHint={t("batch.once_each")}
        onSend={() => decide.mutate()}
      >
        {act === "release" && gravest && (
          <Alert color="red" role="note">
            {t("batch.second")}
          </Alert>
        )}
      </DecisionForm>
    </Panel>
  );
}
