import { type Me, requestSignInCode, signInWithCode } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { bodyOf, type Contact, ContactField } from "./contact.tsx";
import { CodeField } from "./CodeField.tsx";
import { useSite } from "./session.ts";

/** Sign in with a code instead of the password. */
export function CodeEntry({ onEntered, onRefused }: { onEntered: (me: Me) => void; onRefused: (error: unknown) => void }) {
  const t = useT();
  const locale = useLocale();
  const { phone } = useSite();
  const [contact, setContact] = useState<Contact>({ kind: phone ? "phone" : "email", value: "" });
  const [code, setCode] = useState("");
  const ask = useMutation({ mutationFn: () => requestSignInCode({ body: { ...bodyOf(contact), locale } }), meta: { quiet: true } });
  const enter = useMutation({
    mutationFn: () => signInWithCode({ body: { ...bodyOf(contact), code } }),
    onSuccess: onEntered,
    onError: onRefused,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isSuccess) enter.mutate();
    else ask.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <ContactField value={contact} onChange={setContact} readOnly={ask.isSuccess} error={ask.isError ? sentenceOf(ask.error) : null} />
      {ask.isSuccess && <CodeField email={contact.value} value={code} error={enter.isError ? sentenceOf(enter.error) : null} onChange={setCode} />}
      <Button type="submit" busy={ask.isPending || enter.isPending}>
        {t(ask.isSuccess ? "sign_in.enter" : "sign_up.send_code")}
      </Button>
    </form>
  );
}
