import { applyAsPartner, type RegisterKind } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Choices, Field, TextArea, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSite } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { ConventionBox } from "./ConventionBox.tsx";
import { LicenceFields, licenceOf, NO_LICENCE, useLicencePhoto } from "./LicenceFields.tsx";
import { demandsQuery } from "./queries.ts";

const EMPTY = { name: "", name_en: "", category: "", about: "", responsible_name: "", legal_name: "", register_number: "" };

export function ApplyForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const locale = useLocale();
  const demands = useQuery(demandsQuery);
  const [draft, setDraft] = useState(EMPTY);
  const [kind, setKind] = useState<RegisterKind>("uscc");
  const [words, setWords] = useState(NO_LICENCE);
  const uploads = useLicencePhoto();
  const [accepted, setAccepted] = useState(false);
  const set = (change: Partial<typeof EMPTY>) => setDraft((now) => ({ ...now, ...change }));
  const demand = demands.data?.demands.find((one) => one.category === draft.category);
  const licence = demand === undefined ? null : licenceOf(words, uploads);
  const apply = useMutation({
    mutationFn: () =>
      applyAsPartner({ body: { ...draft, register_kind: kind, licence, convention_version: demands.data?.convention_version ?? "" } }),
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
  const ready = accepted && draft.category !== "" && demands.isSuccess && (demand === undefined || licence !== null);
  return (
    <Panel title={t("partners.apply")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("partners.name")} required minLength={2} maxLength={60} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        <Field label={t("manage.name_en")} maxLength={60} value={draft.name_en} onChange={(event) => set({ name_en: event.target.value })} />
        <Field
          label={t("partners.legal_name")}
          hint={t("partners.legal_hint")}
          required
          minLength={2}
          maxLength={80}
          value={draft.legal_name}
          onChange={(event) => set({ legal_name: event.target.value })}
        />
        <Choices
          dense
          legend={t("partners.register")}
          name="register-kind"
          value={kind}
          choices={[
            { value: "uscc", label: t("partners.uscc") },
            { value: "local", label: t("partners.local") },
          ]}
          onChoose={setKind}
        />
        <Field
          label={t("partners.register_number")}
          hint={t("partners.register_hint")}
          required
          maxLength={30}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          value={draft.register_number}
          onChange={(event) => set({ register_number: event.target.value })}
        />
        <TopicSelect label={t("partners.category")} value={draft.category} onChange={(category) => set({ category })} isTrade />
        <Field
          label={t("partners.who")}
          hint={t("partners.who_hint")}
          required
          maxLength={60}
          value={draft.responsible_name}
          onChange={(event) => set({ responsible_name: event.target.value })}
        />
        <TextArea label={t("partners.about")} hint={t("partners.about_hint")} maxLength={1000} value={draft.about} onChange={(event) => set({ about: event.target.value })} />
        {demand !== undefined && (
          <>
            <LicenceFields
              called={inLocale(locale, demand.licence_zh, demand.licence_en)}
              words={words}
              set={(change) => setWords((now) => ({ ...now, ...change }))}
              uploads={uploads}
            />
            {demand.signatures === 2 && <p className="text-sm text-muted">{t("partners.two_look")}</p>}
          </>
        )}
        <ConventionBox accepted={accepted} onChange={setAccepted} />
        {apply.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(apply.error)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button look="line" onClick={onDone}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" busy={apply.isPending} disabled={!ready}>
            {t("partners.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

type SelectProps = { label: string; value: string; onChange: (topic: string) => void; isTrade?: boolean };

/** The topics; of trades also those that are no topic. */
export function TopicSelect({ label, value, onChange, isTrade = false }: SelectProps) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  const demands = useQuery({ ...demandsQuery, enabled: isTrade });
  const known = new Set(topics.map((topic) => topic.code));
  const more = (demands.data?.demands ?? []).filter((one) => !known.has(one.category)).map(({ category, zh, en }) => ({ code: category, zh, en }));
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
        {[...topics, ...more].map((topic) => (
          <option key={topic.code} value={topic.code}>
            {inLocale(locale, topic.zh, topic.en)}
          </option>
        ))}
      </select>
    </label>
  );
}
