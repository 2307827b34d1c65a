import type { PollBody } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { Plus, X } from "lucide-react";
import { MomentField } from "../meetups/MomentField.tsx";
import { useT } from "../text.ts";

const MOST = 10;

type PollFieldsProps = { poll: PollBody; onChange: (poll: PollBody) => void };

/** The answers and rules of a poll that is being written; the post's text is the question. */
export function PollFields({ poll, onChange }: PollFieldsProps) {
  const t = useT();
  const set = (change: Partial<PollBody>) => onChange({ ...poll, ...change });
  const put = (at: number, text: string) => set({ options: poll.options.map((one, place) => (place === at ? text : one)) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">{t("poll.title")}</legend>
      <p className="text-sm text-muted">{t("poll.write_text")}</p>
      {poll.options.map((option, at) => (
        <Field
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          label={t("poll.option_at", { at: at + 1 })}
          value={option}
          maxLength={80}
          onChange={(event) => put(at, event.target.value)}
          after={
            poll.options.length > 2 && (
              <Button look="ghost" size="icon" aria-label={t("poll.drop_at", { at: at + 1 })} onClick={() => set({ options: poll.options.filter((_, place) => place !== at) })}>
                <X size={18} aria-hidden="true" />
              </Button>
            )
          }
        />
      ))}
      {poll.options.length < MOST && (
        <Button look="line" className="self-start" onClick={() => set({ options: [...poll.options, ""] })}>
          <Plus size={18} aria-hidden="true" />
          {t("poll.add")}
        </Button>
      )}
      <Field
        label={t("poll.most")}
        type="number"
        min={1}
        max={poll.options.length}
        value={poll.max_choices}
        onChange={(event) => set({ max_choices: Math.max(1, Math.min(poll.options.length, Number(event.target.value) || 1)) })}
      />
      <MomentField label={t("poll.closes_at")} hint={t("poll.closes_hint")} value={poll.closes_at ?? null} onChange={(closes_at) => set({ closes_at })} />
      <Tick label={t("poll.hide")} checked={poll.results === "voted"} onChange={(on) => set({ results: on ? "voted" : "always" })} />
      <Tick label={t("poll.name_voters")} checked={poll.is_named === true} onChange={(is_named) => set({ is_named })} />
      <Tick label={t("poll.allow_change")} checked={poll.may_change !== false} onChange={(may_change) => set({ may_change })} />
    </fieldset>
  );
}

export function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} className="size-5 shrink-0 accent-brand" />
      <span>{label}</span>
    </label>
  );
}
