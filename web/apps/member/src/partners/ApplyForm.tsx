import { applyAsPartner } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Field, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSite } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

const EMPTY = { name: "", name_en: "", category: "", about: "", responsible_name: "" };

export function ApplyForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState(EMPTY);
  const [accepted, setAccepted] = useState(false);
  const set = (change: Partial<typeof EMPTY>) => setDraft((now) => ({ ...now, ...change }));
  const apply = useMutation({
    mutationFn: () => applyAsPartner({ body: { ...draft, convention_accepted: accepted } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["my-partners"] });
      toast(t("partners.sent"));
      onDone();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.mutate();
  };
  return (
    <Panel title={t("partners.apply")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("partners.name")} required minLength={2} maxLength={60} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        <Field label={t("manage.name_en")} maxLength={60} value={draft.name_en} onChange={(event) => set({ name_en: event.target.value })} />
        <TopicSelect label={t("partners.category")} value={draft.category} onChange={(category) => set({ category })} />
        <Field
          label={t("partners.who")}
          hint={t("partners.who_hint")}
          required
          maxLength={60}
          value={draft.responsible_name}
          onChange={(event) => set({ responsible_name: event.target.value })}
        />
        <TextArea label={t("partners.about")} hint={t("partners.about_hint")} maxLength={1000} value={draft.about} onChange={(event) => set({ about: event.target.value })} />
        <label className="flex min-h-11 cursor-pointer items-start gap-3">
          <input type="checkbox" required checked={accepted} onChange={(event) => setAccepted(event.target.checked)} className="mt-1 size-5 shrink-0 accent-brand" />
          <span>{t("partners.convention")}</span>
        </label>
        {apply.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(apply.error)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button look="line" onClick={onDone}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" busy={apply.isPending} disabled={!accepted || draft.category === ""}>
            {t("partners.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

export function TopicSelect({ label, value, onChange }: { label: string; value: string; onChange: (topic: string) => void }) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  return (
    <label className="flex flex-col gap-1.5 text-sm font-semibold">
      {label}
      <select
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 rounded-small border border-line bg-surface px-3 text-base font-normal"
      >
        <option value="" disabled>
          {t("partners.choose")}
        </option>
        {topics.map((topic) => (
          <option key={topic.code} value={topic.code}>
            {inLocale(locale, topic.zh, topic.en)}
          </option>
        ))}
      </select>
    </label>
  );
}
