import { checkHandle, type HandleRefusal, isRefusal, requestSignUpCode, signUp, type SignUpBody } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, Choices, Field, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { StandardLink } from "../standard/StandardLink.tsx";
import { useT } from "../text.ts";
import { bodyOf, type Contact, ContactField, NO_CONTACT } from "./contact.tsx";
import { CodeField } from "./CodeField.tsx";
import { useSite } from "./session.ts";
import { useEntered } from "./SignIn.tsx";

const route = getRouteApi("/entry/sign-up");

type Step = "contact" | "code" | "person" | "terms";
const STEPS: Step[] = ["contact", "code", "person", "terms"];
type Draft = Omit<SignUpBody, "terms_version" | "locale" | "age_class" | "email" | "phone"> & { contact: Contact; age_class: SignUpBody["age_class"] | null; accepted: boolean };
const EMPTY: Draft = { contact: NO_CONTACT, code: "", password: "", name: "", handle: "", age_class: null, accepted: false };

/** Which step a refusal of the whole sign-up belongs to. */
function stepOf(code: string): Step {
  if (/code|email|phone|contact/.test(code)) return "code";
  return /handle|name|password/.test(code) ? "person" : "terms";
}

export function SignUp() {
  const t = useT();
  const { next } = route.useSearch();
  const [step, setStep] = useState<Step>("contact");
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const entered = useEntered(next);
  const site = useSite();
  const locale = useLocale();
  const send = useMutation({
    mutationFn: () => {
      const { accepted: _, contact, ...person } = draft;
      return signUp({ body: { ...person, ...bodyOf(contact), age_class: draft.age_class ?? "minor", terms_version: site.terms_version, locale } });
    },
    onSuccess: entered,
    onError: (error) => isRefusal(error) && setStep(stepOf(error.code)),
    meta: { quiet: true },
  });
  const error = send.isError ? sentenceOf(send.error) : null;
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("sign_up.title")}</PageTitle>
        <p className="text-muted">{t("sign_up.step", { at: STEPS.indexOf(step) + 1, of: STEPS.length })}</p>
      </div>
      {step === "contact" && <ContactStep draft={draft} set={set} onDone={() => setStep("code")} />}
      {step === "code" && <CodeStep draft={draft} set={set} error={error} onBack={() => setStep("contact")} onDone={() => setStep("person")} />}
      {step === "person" && <PersonStep draft={draft} set={set} error={error} onDone={() => setStep("terms")} />}
      {step === "terms" && <TermsStep draft={draft} set={set} error={error} busy={send.isPending} onDone={() => send.mutate()} />}
      <p className="text-sm text-muted">
        {t("sign_up.known")}{" "}
        <Link to="/sign-in" className="text-brand underline underline-offset-4">
          {t("sign_in.enter")}
        </Link>
      </p>
    </>
  );
}

type StepProps = { draft: Draft; set: (change: Partial<Draft>) => void; onDone: () => void; error?: string | null };

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {children}
    </form>
  );
}

function ContactStep({ draft, set, onDone }: StepProps) {
  const t = useT();
  const locale = useLocale();
  const ask = useMutation({
    mutationFn: () => requestSignUpCode({ body: { ...bodyOf(draft.contact), locale } }),
    onSuccess: onDone,
    meta: { quiet: true },
  });
  return (
    <Form onSubmit={() => ask.mutate()}>
      <ContactField
        value={draft.contact}
        hint={t(draft.contact.kind === "email" ? "sign_up.email_hint" : "contact.phone_hint")}
        autoFocus
        error={ask.isError ? sentenceOf(ask.error) : null}
        onChange={(contact) => set({ contact })}
      />
      <Button type="submit" busy={ask.isPending}>
        {t("sign_up.send_code")}
      </Button>
    </Form>
  );
}

function CodeStep({ draft, set, error, onDone, onBack }: StepProps & { onBack: () => void }) {
  const t = useT();
  const locale = useLocale();
  const again = useMutation({
    mutationFn: () => requestSignUpCode({ body: { ...bodyOf(draft.contact), locale } }),
    onSuccess: () => toast(t("code.sent_again")),
  });
  return (
    <Form onSubmit={onDone}>
      <CodeField email={draft.contact.value} value={draft.code} error={error} onChange={(code) => set({ code })} />
      <div className="flex gap-2">
        <Button look="line" onClick={onBack}>
          {t("ui.back")}
        </Button>
        <Button type="submit" className="flex-1">
          {t("sign_up.next")}
        </Button>
      </div>
      <Button look="ghost" size="s" className="min-h-11 self-start" busy={again.isPending} onClick={() => again.mutate()}>
        {t("code.again")}
      </Button>
    </Form>
  );
}

function PersonStep({ draft, set, error, onDone }: StepProps) {
  const t = useT();
  return (
    <Form onSubmit={onDone}>
      <Field
        label={t("sign_up.name")}
        hint={t("sign_up.name_hint")}
        autoComplete="nickname"
        required
        maxLength={40}
        autoFocus
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <HandleField value={draft.handle} onChange={(handle) => set({ handle })} />
      <Field
        label={t("sign_up.password")}
        hint={t("sign_up.password_hint")}
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        value={draft.password}
        error={error}
        onChange={(event) => set({ password: event.target.value })}
      />
      <Button type="submit">{t("sign_up.next")}</Button>
    </Form>
  );
}

const HANDLE_REASONS = {
  length: "handle.length",
  characters: "handle.characters",
  lookalike: "handle.lookalike",
  reserved: "handle.reserved",
  taken: "handle.taken",
} as const satisfies Record<HandleRefusal, string>;

/** A handle that is looked up while one types. */
export function HandleField({ value, onChange, mine }: { value: string; onChange: (handle: string) => void; mine?: string }) {
  const t = useT();
  const [asked, setAsked] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(value.trim()), 350);
    return () => clearTimeout(timer);
  }, [value]);
  const { data } = useQuery({
    queryKey: ["handle-check", asked],
    queryFn: ({ signal }) => checkHandle({ query: { handle: asked }, signal }),
    enabled: asked.length >= 2 && asked !== mine,
    staleTime: 10_000,
  });
  const current = data !== undefined && asked === value.trim() && asked !== mine;
  return (
    <Field
      label={t("sign_up.handle")}
      hint={current && data.free ? t("handle.free") : t("sign_up.handle_hint")}
      error={current && !data.free && data.reason !== null ? t(HANDLE_REASONS[data.reason]) : null}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      required
      maxLength={30}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function AgeChoices({ value, onChoose }: { value: SignUpBody["age_class"] | null; onChoose: (value: SignUpBody["age_class"]) => void }) {
  const t = useT();
  return (
    <Choices
      legend={t("sign_up.age")}
      name="age"
      value={value}
      onChoose={onChoose}
      choices={[
        { value: "adult", label: t("sign_up.adult") },
        { value: "minor", label: t("sign_up.minor"), hint: t("sign_up.minor_hint") },
      ]}
    />
  );
}

function TermsStep({ draft, set, error, busy, onDone }: StepProps & { busy: boolean }) {
  const t = useT();
  return (
    <Form onSubmit={() => !busy && onDone()}>
      <AgeChoices value={draft.age_class} onChoose={(age_class) => set({ age_class })} />
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          required
          checked={draft.accepted}
          onChange={(event) => set({ accepted: event.target.checked })}
          className="size-5 shrink-0 accent-brand"
        />
        <span>{t("sign_up.accept")}</span>
      </label>
      <a href="/terms" target="_blank" rel="noopener" className="self-start py-2 text-brand underline underline-offset-4">
        {t("terms.read")}
      </a>
      <StandardLink className="self-start text-brand" />
      {error !== null && error !== undefined && (
        <p role="alert" className="text-sm text-accent">
          {error}
        </p>
      )}
      <Button type="submit" busy={busy} disabled={draft.age_class === null || !draft.accepted}>
        {t("sign_up.finish")}
      </Button>
    </Form>
  );
}
