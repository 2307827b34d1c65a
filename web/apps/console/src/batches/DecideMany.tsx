import { type CaseRow, decideBatch, type WishKind } from "@tonghao/api";
import { Alert, Button, NativeSelect, SegmentedControl, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { KindAndHours, WISHED } from "../accounts/SanctionsPage.tsx";
import { cache, sentenceOf } from "../cache.ts";
import { countPictures } from "../desk/breaks.ts";
import { useCategories } from "../moderation/queries.ts";
import { sendOnCtrlEnter, useKeys } from "../moderation/useKeys.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { batchQuery } from "./queries.ts";

type Act = "release" | "remove";

/** One act, one rule and one reason for all that are chosen. */
export function DecideMany({ chosen, onDecided }: { chosen: CaseRow[]; onDecided: (batchId: string) => void }) {
  const t = useT();
  const locale = useLocale();
  const { all, byCode, nameOf } = useCategories();
  const first = chosen[0]?.category ?? "";
  const [act, setAct] = useState<Act>("remove");
  const [named, setCategory] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [about, setAbout] = useState<WishKind | null>(null);
  const [hours, setHours] = useState<number | null>(168);
  const [lacking, setLacking] = useState(false);
  const reason = useRef<HTMLTextAreaElement>(null);
  const category = named ?? first;
  const sanction = act === "remove" && about !== null ? { kind: about, hours: about === "mute" || about === "suspend" ? hours : null } : null;
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
  useKeys({ r: () => choose("release"), x: () => choose("remove") }, { besideBoxes: true });
  const rule = byCode.get(category);
  const gravest = chosen.some((row) => row.severity === 4);
  return (
    <Panel title={t("batch.decide", { count: chosen.length })} text={t("batch.decide_text")}>
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
          onChange={(event) => setCategory(event.currentTarget.value)}
          data={(rule === undefined ? [{ code: category, zh: nameOf(category), en: nameOf(category) }, ...all] : all).map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
        />
        {act === "remove" && (
          <KindAndHours
            optional
            kinds={WISHED}
            kind={about}
            hours={hours}
            description={about === "suspend" || about === "close" ? t("sanction.author_hint") : t("batch.once_each")}
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
        {act === "release" && gravest && (
          <Alert color="red" role="note">
            {t("batch.second")}
          </Alert>
        )}
        {decide.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(decide.error)}
          </Alert>
        )}
        <Button type="submit" h={44} color={act === "remove" ? "red" : undefined} loading={decide.isPending}>
          {t(act === "remove" ? "batch.do_remove" : "batch.do_release", { count: chosen.length })}
        </Button>
      </form>
    </Panel>
  );
}
