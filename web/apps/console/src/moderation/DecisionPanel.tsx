import { type Case, claimCase, decideCase, isRefusal, type WishKind } from "@tonghao/api";
import { Alert, Button, NativeSelect, SegmentedControl, Textarea } from "@mantine/core";
import { told } from "@tonghao/i18n/console/told.ts";
import { inLocale, useLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { KindAndHours, WISHED } from "../accounts/SanctionsPage.tsx";
import { useSignedIn } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Undo } from "./Decisions.tsx";
import { Exceptions } from "./Exceptions.tsx";
import { keepCase } from "./live.ts";
import { caseQuery, useCategories } from "./queries.ts";
import { countPictures } from "../desk/breaks.ts";
import { sendOnCtrlEnter, useKeys } from "./useKeys.ts";

type Act = "release" | "remove";

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
  const locale = useLocale();
  const me = useSignedIn();
  const { all, byCode, nameOf } = useCategories();
  const [act, setAct] = useState<Act>(kept.found_nothing ? "release" : "remove");
  const [category, setCategory] = useState(kept.category);
  const [note, setNote] = useState("");
  const [exception, setException] = useState<string | null>(null);
  const [about, setAbout] = useState<WishKind | null>(null);
  const [hours, setHours] = useState<number | null>(168);
  const sanction = act === "remove" && about !== null ? { kind: about, hours: about === "mute" || about === "suspend" ? hours : null } : null;
  const [lacking, setLacking] = useState(false);
  const reason = useRef<HTMLTextAreaElement>(null);
  const named = act === "release" ? exception : null;
  const headers = useSendKey(kept.case_id, kept.decisions.length, kept.proposal?.at, act, category, note, sanction, named);
  const decide = useMutation({
    mutationFn: () => decideCase({ path: { case_id: kept.case_id }, body: { act, category, note: note.trim(), sanction, exception: named }, headers }),
    onSuccess: (decided) => {
      keepCase(decided);
      countPictures(decided.snapshot.photos.length);
      const waits = act === "release" && decided.state === "open";
      if (waits) setNote("");
      toast(t(waits ? "second.proposed" : act === "remove" ? "decide.removed" : "decide.released"));
    },
    onError: readAgain(kept),
    meta: { quiet: true },
  });
  const two = act === "release" && kept.severity === 4;
  const proposedByMe = kept.proposal?.proposed_by.account_id === me.account_id;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = note.trim() === "";
    setLacking(missing);
    if (missing) reason.current?.focus();
    else decide.mutate();
  };
  const choose = (wanted: Act) => {
    setAct(wanted);
    reason.current?.focus();
  };
  useKeys({ r: () => choose("release"), x: () => choose("remove") });
  const rule = byCode.get(category);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <SegmentedControl
        fullWidth
        aria-label={t("decide.act")}
        value={act}
        onChange={(wanted) => setAct(wanted === "release" ? "release" : "remove")}
        data={[
          { value: "remove", label: t("decide.remove") },
          { value: "release", label: t("decide.release") },
        ]}
      />
      <NativeSelect
        label={t("decide.category")}
        description={rule === undefined ? undefined : inLocale(locale, rule.rule_zh, rule.rule_en)}
        inputWrapperOrder={["label", "input", "description"]}
        value={category}
        onChange={(event) => {
          setCategory(event.currentTarget.value);
          setException(null);
        }}
        data={(rule === undefined ? [{ code: category, zh: nameOf(category), en: nameOf(category) }, ...all] : all).map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
      />
      {act === "release" && (
        <Exceptions
          kept={kept}
          category={category}
          chosen={exception}
          onName={(code, said) => {
            setException(code);
            if (said !== null) setNote(said.slice(0, 1000));
          }}
        />
      )}
      {act === "remove" && (
        <KindAndHours
          optional
          kinds={WISHED}
          kind={about}
          hours={hours}
          description={about === "suspend" || about === "close" ? t("sanction.author_hint") : undefined}
          onKind={setAbout}
          onHours={setHours}
        />
      )}
      <Textarea
        ref={reason}
        label={t("decide.reason")}
        description={t("decide.reason_hint")}
        required
        rows={3}
        maxLength={1000}
        error={lacking && note.trim() === "" && t("decide.reason_needed")}
        value={note}
        onKeyDown={sendOnCtrlEnter}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Preview kept={kept} act={act} category={category} />
      {two && (
        <Alert color="red" role="note">
          {t(kept.proposal === null ? "second.first" : proposedByMe ? "second.mine" : "second.confirm", { name: kept.proposal?.proposed_by.name ?? "" })}
        </Alert>
      )}
      {decide.isError && (
        <Alert color="red" role="alert">
          {sentenceOf(decide.error)}
        </Alert>
      )}
      <Button type="submit" h={44} color={act === "remove" ? "red" : undefined} disabled={barred || (two && proposedByMe)} loading={decide.isPending}>
        {t(act === "remove" ? "decide.do_remove" : !two ? "decide.do_release" : kept.proposal === null ? "second.propose" : "second.do_confirm")}
      </Button>
    </form>
  );
}

const GONE = new Set(["deleted", "removed"]);

/** The very sentences that the author will read, or why there are none. */
function Preview({ kept, act, category }: { kept: Case; act: Act; category: string }) {
  const t = useT();
  const { byCode } = useCategories();
  const silent = GONE.has(kept.subject_state) && act === "remove" ? "decide.preview_gone" : act === "release" && kept.subject_state === "visible" ? "decide.preview_none" : null;
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
