import type { DecisionAct, WishKind } from "@tonghao/api";
import { Alert, Button, NativeSelect, Radio, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { KindAndHours, WISHED } from "../accounts/SanctionsPage.tsx";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { useCategories } from "./queries.ts";
import { sendOnCtrlEnter, useKeys } from "./useKeys.ts";

export type Act = DecisionAct;
/** What lets a thing stay with a curb; the keys are those of the form. */
const CURB_KEYS = { "1": "label", "2": "fold", "3": "blur", "4": "limit" } as const;
const ACTS = ["remove", "limit", "blur", "fold", "label", "release"] as const;

/** A decision that is being written, about one case or many; its category is `first` until another one is chosen. */
export function useDraft(begun: Act, first: string) {
  const [act, setAct] = useState<Act>(begun);
  const [named, setCategory] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [about, setAbout] = useState<WishKind | null>(null);
  const [hours, setHours] = useState<number | null>(168);
  const sanction = act === "remove" && about !== null ? { kind: about, hours: about === "mute" || about === "suspend" ? hours : null } : null;
  return { act, setAct, category: named ?? first, setCategory, note, setNote, about, setAbout, hours, setHours, sanction };
}

type Props = {
  draft: ReturnType<typeof useDraft>;
  /** Of the button that sends it. */
  label: string;
  sending: boolean;
  error: unknown;
  barred?: boolean;
  /** Whether r and x count also while a box has the focus. */
  besideBoxes?: boolean;
  /** Below what is decided about the author. */
  authorHint?: string | undefined;
  /** What a release may rest on. */
  exceptions?: ReactNode;
  /** Below the reason. */
  children?: ReactNode;
  /** Which acts there are here; all of them when left out. */
  canBe?: (act: Act) => boolean;
  onCategory?: () => void;
  onSend: () => void;
};

/** The act, the rule, what is decided about the author, and why; without a reason nothing is sent. */
export function DecisionForm({ draft, label, sending, error, barred = false, besideBoxes = false, authorHint, exceptions, children, canBe, onCategory, onSend }: Props) {
  const t = useT();
  const locale = useLocale();
  const { all, byCode, nameOf } = useCategories();
  const { act, category, note, about, hours } = draft;
  const [lacking, setLacking] = useState(false);
  const reason = useRef<HTMLTextAreaElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = note.trim() === "";
    setLacking(missing);
    if (missing) reason.current?.focus();
    else onSend();
  };
  const choose = (wanted: Act) => {
    draft.setAct(wanted);
    reason.current?.focus();
  };
  const curbs = Object.entries(CURB_KEYS).map(([key, one]) => [key, () => (canBe === undefined || canBe(one)) && choose(one)]);
  useKeys({ r: () => choose("release"), x: () => choose("remove"), ...Object.fromEntries(curbs) }, { besideBoxes });
  const rule = byCode.get(category);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Radio.Group label={t("decide.act")} value={act} onChange={(wanted) => draft.setAct(ACTS.find((one) => one === wanted) ?? "remove")}>
        <div className="mt-1 grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
          {ACTS.filter((one) => one === act || canBe === undefined || canBe(one)).map((one) => (
            <Radio key={one} value={one} label={t(`decide.${one}`)} styles={{ body: { minHeight: 36, alignItems: "center" } }} />
          ))}
        </div>
      </Radio.Group>
      {act !== "remove" && act !== "release" && <p className="text-sm text-muted">{t(`decide.is_${act}`)}</p>}
      <NativeSelect
        label={t("decide.category")}
        description={rule === undefined ? undefined : inLocale(locale, rule.rule_zh, rule.rule_en)}
        inputWrapperOrder={["label", "input", "description"]}
        value={category}
        onChange={(event) => {
          draft.setCategory(event.currentTarget.value);
          onCategory?.();
        }}
        data={(rule === undefined ? [{ code: category, zh: nameOf(category), en: nameOf(category) }, ...all] : all).map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
      />
      {act === "release" && exceptions}
      {act === "remove" && (
        <KindAndHours
          optional
          kinds={WISHED}
          kind={about}
          hours={hours}
          description={about === "suspend" || about === "close" ? t("sanction.author_hint") : authorHint}
          onKind={draft.setAbout}
          onHours={draft.setHours}
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
        onChange={(event) => draft.setNote(event.currentTarget.value)}
      />
      {children}
      {error !== null && (
        <Alert color="red" role="alert">
          {sentenceOf(error)}
        </Alert>
      )}
      <Button type="submit" h={44} color={act === "remove" ? "red" : undefined} disabled={barred} loading={sending}>
        {label}
      </Button>
    </form>
  );
}
