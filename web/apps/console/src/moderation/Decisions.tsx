import { type Case, isRefusal, undoDecision } from "@tonghao/api";
import { Alert, Button, Modal, Textarea } from "@mantine/core";
import { Time, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { ActChip } from "./chips.tsx";
import { keepCase } from "./live.ts";
import { caseQuery, useCategories } from "./queries.ts";

/** What was decided, by whom and why, and what was taken back. */
export function Decisions({ kept }: { kept: Case }) {
  const t = useT();
  const { nameOf } = useCategories();
  if (kept.decisions.length === 0) return null;
  return (
    <Panel title={t("case.decisions")}>
      <ol className="flex flex-col gap-3">
        {kept.decisions.map((decision) => (
          <li key={decision.decision_id} className="border-t border-line pt-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Person person={decision.decided_by} size={28} className="font-medium" />
              <ActChip act={decision.act} />
              <span>{nameOf(decision.category)}</span>
              {decision.first_by !== null && <span className="text-sm text-muted">{t("second.by_two", { name: decision.first_by.name })}</span>}
              <Time at={decision.at} className="ml-auto text-sm text-muted" />
            </div>
            <p className={decision.undone_at === null ? "mt-1" : "mt-1 text-muted line-through"}>{decision.note}</p>
            {decision.panel !== null && (
              <p className="figures mt-1 text-sm text-muted">{t("panels.decided", { breaks: decision.panel.breaks, keeps: decision.panel.keeps, cannot_say: decision.panel.cannot_say })}</p>
            )}
            {decision.exception !== null && <p className="mt-1 text-sm text-muted">{t("second.exception", { code: decision.exception })}</p>}
            {decision.undone_at !== null && (
              <p className="mt-1 flex flex-wrap gap-x-3">
                <span>{t("case.undone", { name: decision.undone_by?.name ?? t("person.gone"), note: decision.undo_note ?? "" })}</span>
                <Time at={decision.undone_at} className="ml-auto text-sm text-muted" />
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Take the last decision back, with a reason. */
export function Undo({ kept }: { kept: Case }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const headers = useSendKey(kept.case_id, kept.decisions.length, note);
  const undo = useMutation({
    mutationFn: () => undoDecision({ path: { case_id: kept.case_id }, body: { note: note.trim() }, headers }),
    onSuccess: (reopened) => {
      keepCase(reopened);
      setAsking(false);
      toast(t("undo.done"));
    },
    onError: (error) => {
      if (isRefusal(error)) void cache.invalidateQueries({ queryKey: caseQuery(kept.case_id).queryKey });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    undo.mutate();
  };
  return (
    <>
      <Button variant="outline" color="red" h={44} data-key="u" onClick={() => setAsking(true)}>
        {t("undo.open")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("undo.title")}
        centered
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          <p>{t("undo.text")}</p>
          <Textarea
            label={t("undo.reason")}
            description={t("decide.reason_hint")}
            required
            rows={3}
            maxLength={1000}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {undo.isError && (
            <Alert color="red" role="alert">
              {sentenceOf(undo.error)}
            </Alert>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(false)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" color="red" h={44} loading={undo.isPending} disabled={note.trim() === ""}>
              {t("undo.do")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
