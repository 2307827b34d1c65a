import { resetWithRecoveryCode } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";

/** A new password by a recovery code, for who no longer has mailbox or phone. */
export function RecoveryForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [login, setLogin] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const reset = useMutation({
    mutationFn: () => resetWithRecoveryCode({ body: { login: login.trim(), code, password } }),
    onSuccess: onDone,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t("sign_in.who")}
        autoComplete="username"
        autoCapitalize="none"
        required
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <Field
        label={t("second.code")}
        hint={t("second.code_hint")}
        autoComplete="off"
        autoCapitalize="characters"
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
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
      <Button type="submit" busy={reset.isPending}>
        {t("forgotten.set")}
      </Button>
    </form>
  );
}
