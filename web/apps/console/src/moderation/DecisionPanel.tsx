import { type Case, claimCase, decideCase, isRefusal } from "@tonghao/api";
import { Alert, Button } from "@mantine/core";
import { told } from "@tonghao/i18n/console/told.ts";
import { toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { countPictures } from "../desk/breaks.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { type Act, DecisionForm, useDraft } from "./DecisionForm.tsx";
import { Undo } from "./Decisions.tsx";
import { Exceptions } from "./Exceptions.tsx";
import { keepCase } from "./live.ts";
import { caseQuery, useCategories } from "./queries.ts";

/** After a refusal the case is read again, so that what is shown explains it. */
function readAgain(kept: Case) {
  return (error: unknown) => {
    if (isRefusal(error)) void cache.invalidateQueries({ queryKey: caseQuery(kept.case_id).queryKey });
  };
}

/** Claim it, decide it, take it back. */
export function DecisionPanel({ kept }: { kept: Case }) {
  const t = useT();
  const me = useSignedIn();
  const taken = kept.claimed_by !== null && kept.claimed_by.account_id !== me.account_id ? kept.claimed_by : null;
  return (
    <Panel title={t("decide.title")}>
      {kept.barred !== "" && (
        <Alert color="gray" role="note">
          {t(kept.barred === "own_circle" ? "decide.own_circle" : "decide.own")}
        </Alert>
      )}
      {kept.barred === "" && kept.state !== "open" && <Decided kept={kept} />}
      {kept.barred === "" && kept.state === "open" && (
        <div className="flex flex-col gap-4">
          {taken === null ? <Claim kept={kept} /> : <Alert color="gray" role="note">{t("decide.taken", { name: taken.name })}</Alert>}
          {kept.proposal !== null && (
            <section className="rounded-small border border-amber bg-amber-tint px-3 py-2.5 text-amber-ink">
              <p className="font-semibold">{t("second.waits", { name: kept.proposal.proposed_by.name })}</p>
              <p className="break-words whitespace-pre-wrap">{kept.proposal.note}</p>
            </section>
          )}
          <Decide kept={kept} barred={taken !== null} />
        </div>
      )}
    </Panel>
  );
}

function Decided({ kept }: { kept: Case }) {
  const t = useT();
  const { nameOf } = useCategories();
  const last = kept.decisions.find((decision) => decision.undone_at === null);
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="font-medium">{t("decide.done")}</p>
      {last !== undefined && (
        <>
          <p>{t("decide.by", { name: last.decided_by.name, act: t(`act.${last.act}`), category: nameOf(last.category) })}</p>
          <p className="w-full rounded-small bg-raised px-3 py-2">{last.note}</p>
        </>
      )}
      <Undo kept={kept} />
    </div>
  );
}

function Claim({ kept }: { kept: Case }) {
  const t = useT();
  const claim = useMutation({
    mutationFn: () => claimCase({ path: { case_id: kept.case_id } }),
    onSuccess: keepCase,
    onError: readAgain(kept),
  });
  const mine = kept.claimed_by !== null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-small bg-raised px-3 py-2.5">
      <p className="min-w-40 flex-1 text-sm">{t(mine ? "decide.mine_now" : "decide.claim_text")}</p>
      <Button variant="default" h={40} data-key="c" loading={claim.isPending} onClick={() => claim.mutate()}>
        {t(mine ? "decide.claim_again" : "decide.claim")}
      </Button>
    </div>
  );
}

function Decide({ kept, barred }: { kept: Case; barred: boolean }) {
  const t = useT();
  const me = useSignedIn();
  const draft = useDraft(kept.found_nothing ? "release" : "remove", kept.category);
  const [exception, setException] = useState<string | null>(null);
  const { act, category, note, sanction } = draft;
  const named = act === "release" ? exception : null;
  const headers = useSendKey(kept.case_id, kept.decisions.length, kept.proposal?.at, act, category, note, sanction, named);
  const decide = useMutation({
    mutationFn: () => decideCase({ path: { case_id: kept.case_id }, body: { act, category, note: note.trim(), sanction, exception: named }, headers }),
    onSuccess: (decided) => {
      keepCase(decided);
      countPictures(decided.snapshot.photos.length);
      const waits = act === "release" && decided.state === "open";
      if (waits) draft.setNote("");
      toast(t(waits ? "second.proposed" : act === "remove" ? "decide.removed" : act === "release" ? "decide.released" : "decide.curbed"));
    },
    onError: readAgain(kept),
    meta: { quiet: true },
  });
  const two = act === "release" && kept.severity === 4;
  // Only posts and comments take a curb, and nothing of the gravest stays.
  const canStay = (kept.subject_kind === "post" || kept.subject_kind === "comment") && kept.severity < 4;
  const proposedByMe = kept.proposal?.proposed_by.account_id === me.account_id;
  return (
    <DecisionForm
      draft={draft}
      label={t(act === "remove" ? "decide.do_remove" : act !== "release" ? `decide.do_${act}` : !two ? "decide.do_release" : kept.proposal === null ? "second.propose" : "second.do_confirm")}
      sending={decide.isPending}
      error={decide.error}
      barred={barred || (two && proposedByMe)}
      canBe={(one) => CAN_BE.has(one) || (canStay && (one !== "blur" || kept.snapshot.photos.length > 0))}
      onCategory={() => setException(null)}
      onSend={() => decide.mutate()}
      exceptions={
        <Exceptions
          kept={kept}
          category={category}
          chosen={exception}
          onName={(code, said) => {
            setException(code);
            if (said !== null) draft.setNote(said.slice(0, 1000));
          }}
        />
      }
    >
      <Preview kept={kept} act={act} category={category} />
      {two && (
        <Alert color="red" role="note">
          {t(kept.proposal === null ? "second.first" : proposedByMe ? "second.mine" : "second.confirm", { name: kept.proposal?.proposed_by.name ?? "" })}
        </Alert>
      )}
    </DecisionForm>
  );
}

const CAN_BE = new Set<Act>(["remove", "release"]);
const GONE = new Set(["deleted", "removed"]);

/** The very sentences that the author will read, or why there are none. */
function Preview({ kept, act, category }: { kept: Case; act: Act; category: string }) {
  const t = useT();
  const { byCode } = useCategories();
  const silent = GONE.has(kept.subject_state) && act !== "release" ? "decide.preview_gone" : act === "release" && kept.subject_state === "visible" ? "decide.preview_none" : null;
  const { message, rule } = told(act, kept.subject_kind, byCode.get(category));
  return (
    <section className="rounded-small border border-line p-3 text-sm">
      <h3 className="mb-2 font-semibold">{t("decide.preview")}</h3>
      {silent !== null ? (
        <p>{t(silent)}</p>
      ) : (
        <dl className="flex flex-col gap-2">
          <div>
            <dt className="text-muted">{t("told.zh")}</dt>
            <dd lang="zh-CN">{message.zh}</dd>
            {rule !== null && (
              <dd lang="zh-CN" className="text-muted">
                {rule.zh}
              </dd>
            )}
          </div>
          <div>
            <dt className="text-muted">{t("told.en")}</dt>
            <dd lang="en">{message.en}</dd>
            {rule !== null && (
              <dd lang="en" className="text-muted">
                {rule.en}
              </dd>
            )}
          </div>
        </dl>
      )}
    </section>
  );
}
