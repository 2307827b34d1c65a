import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Dialog, TextArea } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { categoriesQuery } from "../moderation/queries.ts";
import { useT } from "../text.ts";

export type CurbAct = "label" | "fold" | "blur" | "limit";
const CURBS = ["label", "fold", "blur", "limit"] as const;

interface Props {
  category: string;
  /** It stays, with one of the curbs; otherwise it is removed. */
  stays: boolean;
  hasPhotos: boolean;
  busy: boolean;
  error: unknown;
  onDecide: (act: "remove" | CurbAct, category: string, note: string) => void;
  onClose: () => void;
}

/** Before something is removed, or curbed: by which rule, which its author reads, and why, which colleagues do. */
export default function RemoveDialog({ category, stays, hasPhotos, busy, error, onDecide, onClose }: Props) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const categories = useQuery(categoriesQuery).data?.filter((one) => one.reportable && one.severity < 4) ?? [];
  const [chosen, setChosen] = useState(category);
  const [note, setNote] = useState("");
  const [curb, setCurb] = useState<CurbAct>("label");
  const known = categories.find((one) => one.code === chosen);
  return (
    <Dialog
      title={t(stays ? "today.curb_title" : "today.remove_title")}
      description={t(stays ? "today.curb_text" : "today.remove_text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look={stays ? "primary" : "danger"} busy={busy} disabled={known === undefined || note.trim() === ""} onClick={() => onDecide(stays ? curb : "remove", chosen, note.trim())}>
            {t(stays ? "today.do_curb" : "today.remove")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {stays && (
          <fieldset className="flex flex-col">
            <legend className="text-sm font-semibold">{t("today.how")}</legend>
            {CURBS.filter((one) => one !== "blur" || hasPhotos).map((one) => (
              <label key={one} className="flex min-h-11 cursor-pointer items-center gap-3">
                <input type="radio" name={`${id}-how`} checked={curb === one} onChange={() => setCurb(one)} className="size-5 shrink-0 accent-brand" />
                {t(`today.how_${one}`)}
              </label>
            ))}
          </fieldset>
        )}
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="text-sm font-semibold">
            {t("today.rule")}
          </label>
          <select id={id} value={known === undefined ? "" : chosen} onChange={(event) => setChosen(event.target.value)} className="min-h-11 rounded-small border border-line bg-surface px-3">
            <option value="" disabled>
              {t("today.choose_rule")}
            </option>
            {categories.map((one) => (
              <option key={one.code} value={one.code}>
                {inLocale(locale, one.zh, one.en)}
              </option>
            ))}
          </select>
          {known !== undefined && <p className="text-sm text-muted">{inLocale(locale, known.rule_zh, known.rule_en)}</p>}
        </div>
        <TextArea label={t("today.note")} hint={t("today.note_hint")} rows={3} maxLength={500} value={note} error={error ? sentenceOf(error) : null} onChange={(event) => setNote(event.target.value)} />
      </div>
    </Dialog>
  );
}
