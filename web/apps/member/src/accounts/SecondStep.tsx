import { type Me, signInWithRecoveryCode } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { canUsePasskeys, enterWithPasskey, wasCancelled } from "./passkeys.ts";

type SecondStepProps = { ticket: string; onEntered: (me: Me) => void; onBack: () => void };

/** The password was right; now a passkey, or a recovery code for who has lost it. */
export function SecondStep({ ticket, onEntered, onBack }: SecondStepProps) {
  const t = useT();
  const [code, setCode] = useState("");
  const [byCode, setByCode] = useState(!canUsePasskeys);
  const show = useMutation({ mutationFn: () => enterWithPasskey(ticket), onSuccess: onEntered, meta: { quiet: true } });
  const recover = useMutation({
    mutationFn: () => signInWithRecoveryCode({ body: { ticket, code } }),
    onSuccess: onEntered,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    recover.mutate();
  };
  return (
    <section className="flex flex-col gap-4" aria-labelledby="second-step">
      <h2 id="second-step" className="text-lg font-semibold">
        {t("second.ask")}
      </h2>
      {byCode ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={t("second.code")}
            hint={t("second.code_hint")}
            autoComplete="off"
            autoCapitalize="characters"
            required
            autoFocus
            value={code}
            error={recover.isError ? sentenceOf(recover.error) : null}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" busy={recover.isPending}>
            {t("sign_in.enter")}
          </Button>
        </form>
      ) : (
        <>
          <Button autoFocus busy={show.isPending} onClick={() => show.mutate()}>
            {t("second.show")}
          </Button>
          {show.isError && (
            <p role="alert" className="text-sm text-accent">
              {wasCancelled(show.error) ? t("passkey.cancelled") : sentenceOf(show.error)}
            </p>
          )}
          <Button look="line" onClick={() => setByCode(true)}>
            {t("second.lost")}
          </Button>
        </>
      )}
      <Button look="ghost" size="s" className="min-h-11 self-start" onClick={onBack}>
        {t("ui.back")}
      </Button>
    </section>
  );
}
