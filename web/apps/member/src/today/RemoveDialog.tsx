import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Dialog, TextArea } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { categoriesQuery } from "../moderation/queries.ts";
import { useT } from "../text.ts";

interface Props {
  category: string;
  busy: boolean;
  error: unknown;
  onRemove: (category: string, note: string) => void;
  onClose: () => void;
}

/** Before something is removed: by which rule, which its author reads, and why, which colleagues do. */
export default function RemoveDialog({ category, busy, error, onRemove, onClose }: Props) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const categories = useQuery(categoriesQuery).data?.filter((one) => one.reportable && one.severity < 4) ?? [];
  const [chosen, setChosen] = useState(category);
  const [note, setNote] = useState("");
  const known = categories.find((one) => one.code === chosen);
  return (
    <Dialog
      title={t("today.remove_title")}
      description={t("today.remove_text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look="danger" busy={busy} disabled={known === undefined || note.trim() === ""} onClick={() => onRemove(chosen, note.trim())}>
            {t("today.remove")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
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
