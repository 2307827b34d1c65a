import { requestResetCode, resetPassword } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { bodyOf, ContactField, NO_CONTACT } from "./contact.tsx";
import { RecoveryForm } from "./RecoveryForm.tsx";
import { CodeField } from "./CodeField.tsx";

/** A new password by a code in the mail. All devices are signed out by it. */
export function Forgotten() {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const [contact, setContact] = useState(NO_CONTACT);
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [byRecovery, setByRecovery] = useState(false);
  const done = () => {
    toast(t("forgotten.done"));
    void navigate({ to: "/sign-in" });
  };
  const ask = useMutation({ mutationFn: () => requestResetCode({ body: { ...bodyOf(contact), locale } }), meta: { quiet: true } });
  const reset = useMutation({
    mutationFn: () => resetPassword({ body: { ...bodyOf(contact), code, password } }),
    onSuccess: done,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isSuccess) reset.mutate();
    else ask.mutate();
  };
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("forgotten.title")}</PageTitle>
        <p className="text-muted">{t(byRecovery ? "forgotten.lead_recovery" : "forgotten.lead")}</p>
      </div>
      {byRecovery ? (
        <RecoveryForm onDone={done} />
      ) : (
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ContactField
          value={contact}
          readOnly={ask.isSuccess}
          error={ask.isError ? sentenceOf(ask.error) : null}
          onChange={setContact}
        />
        {ask.isSuccess && (
          <>
            <CodeField email={contact.value} value={code} onChange={setCode} />
            <Field
              label={t("forgotten.password")}
              hint={t("sign_up.password_hint")}
              type="password"
              autoComplete="new-password"
              required
              minLength={8}
              value={password}
              error={reset.isError ? sentenceOf(reset.error) : null}
              onChange={(event) => setPassword(event.target.value)}
            />
          </>
        )}
        <Button type="submit" busy={ask.isPending || reset.isPending}>
          {ask.isSuccess ? t("forgotten.set") : t("sign_up.send_code")}
        </Button>
      </form>
      )}
      <Button look="line" onClick={() => setByRecovery(!byRecovery)}>
        {t(byRecovery ? "forgotten.by_code" : "forgotten.by_recovery")}
      </Button>
      <p className="text-sm">
        <Link to="/sign-in" className="text-brand underline underline-offset-4">
          {t("forgotten.back")}
        </Link>
      </p>
    </>
  );
}
