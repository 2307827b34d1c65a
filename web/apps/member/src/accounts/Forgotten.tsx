import { requestResetCode, resetPassword } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { CodeField } from "./CodeField.tsx";

/** A new password by a code in the mail. All devices are signed out by it. */
export function Forgotten() {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const ask = useMutation({ mutationFn: () => requestResetCode({ body: { email: email.trim(), locale } }), meta: { quiet: true } });
  const reset = useMutation({
    mutationFn: () => resetPassword({ body: { email: email.trim(), code, password } }),
    onSuccess: () => {
      toast(t("forgotten.done"));
      void navigate({ to: "/sign-in" });
    },
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
        <p className="text-muted">{t("forgotten.lead")}</p>
      </div>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("sign_up.email")}
          type="email"
          autoComplete="email"
          required
          readOnly={ask.isSuccess}
          value={email}
          error={ask.isError ? sentenceOf(ask.error) : null}
          onChange={(event) => setEmail(event.target.value)}
        />
        {ask.isSuccess && (
          <>
            <CodeField email={email} value={code} onChange={setCode} />
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
      <p className="text-sm">
        <Link to="/sign-in" className="text-brand underline underline-offset-4">
          {t("forgotten.back")}
        </Link>
      </p>
    </>
  );
}
