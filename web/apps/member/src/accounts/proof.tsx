/** Before something grave the server wants the password or a passkey once more; what was begun then goes on. */
import { isRefusal, proveAgain } from "@tonghao/api";
import { Button, Dialog, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { canUsePasskeys, proveByPasskey, wasCancelled } from "./passkeys.ts";
import { useSignedIn } from "./session.ts";

type Asked = { given: () => void; refused: () => void };
let asked: Asked | null = null;
const listeners = new Set<() => void>();

function setAsked(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    setAsked({
      given: () => {
        setAsked(null);
        resolve();
      },
      refused: () => {
        setAsked(null);
        reject(new DOMException("no proof", "AbortError"));
      },
    });
  });
}

/** Do `act`; where the server asks for a proof first, ask for it and do it again. */
export async function withProof<Done>(act: () => Promise<Done>): Promise<Done> {
  try {
    return await act();
  } catch (error) {
    if (!isRefusal(error, "proof_needed")) throw error;
    await ask();
    return act();
  }
}

/** Stands on each page where something grave can be done. */
export function ProofDialog() {
  const now = useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => asked,
  );
  return now === null ? null : <Prove {...now} />;
}

function Prove({ given, refused }: Asked) {
  const t = useT();
  const me = useSignedIn();
  const [password, setPassword] = useState("");
  const prove = useMutation({ mutationFn: () => proveAgain({ body: { password } }), onSuccess: given, meta: { quiet: true } });
  const show = useMutation({ mutationFn: proveByPasskey, onSuccess: given, meta: { quiet: true } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <Dialog title={t("proof.title")} description={t("proof.text")} onClose={refused}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={me.handle} readOnly hidden />
        <Field
          label={t("password.current")}
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          error={prove.isError ? sentenceOf(prove.error) : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" busy={prove.isPending}>
          {t("proof.go_on")}
        </Button>
      </form>
      {canUsePasskeys && (
        <>
          <Button look="line" busy={show.isPending} onClick={() => show.mutate()}>
            {t("proof.by_passkey")}
          </Button>
          {show.isError && (
            <p role="alert" className="text-sm text-accent">
              {wasCancelled(show.error) ? t("passkey.cancelled") : sentenceOf(show.error)}
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}
