import { addContact, removeContact, requestContactCode } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, Dialog, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Mail, Smartphone } from "lucide-react";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { bodyOf, type Contact, ContactField } from "./contact.tsx";
import { CodeField } from "./CodeField.tsx";
import { withProof } from "./proof.tsx";
import { beSignedIn, useSignedIn, useSite } from "./session.ts";

type Kind = Contact["kind"];

/** Mail and phone: how one signs in and is found again; nobody else sees them. */
export function Contacts() {
  const t = useT();
  const me = useSignedIn();
  const { phone } = useSite();
  const [adding, setAdding] = useState<Kind | null>(null);
  const [removing, setRemoving] = useState<Kind | null>(null);
  const remove = useMutation({
    mutationFn: (channel: Kind) => withProof(() => removeContact({ path: { channel } })),
    onSuccess: beSignedIn,
    onSettled: () => setRemoving(null),
  });
  const both = me.email !== null && me.phone !== null;
  const kinds: Kind[] = phone || me.phone !== null ? ["email", "phone"] : ["email"];
  return (
    <Panel title={t("contact.title")}>
      <p className="mb-2 text-sm text-muted">{t("contact.text")}</p>
      <ul className="flex flex-col divide-y divide-line">
        {kinds.map((kind) => {
          const value = me[kind];
          const Icon = kind === "email" ? Mail : Smartphone;
          return (
            <li key={kind} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
              <Icon size={22} aria-hidden="true" className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{t(kind === "email" ? "contact.email" : "contact.phone")}</span>
                <span className="block text-sm break-all text-muted tabular-nums">{value ?? t("contact.none")}</span>
              </span>
              <span className="flex gap-2">
                {value !== null && both && (
                  <Button look="ghost" size="s" className="min-h-11" onClick={() => setRemoving(kind)}>
                    {t("contact.remove")}
                  </Button>
                )}
                <Button look="line" size="s" className="min-h-11" onClick={() => setAdding(kind)}>
                  {t(value === null ? "contact.add" : "contact.change")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {adding !== null && <AddDialog kind={adding} onClose={() => setAdding(null)} />}
      {removing !== null && (
        <Confirm
          title={t(removing === "email" ? "contact.remove_email" : "contact.remove_phone")}
          text={t("contact.remove_text")}
          act={t("contact.remove")}
          danger
          busy={remove.isPending}
          onAct={() => remove.mutate(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Panel>
  );
}

function AddDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const [contact, setContact] = useState<Contact>({ kind, value: "" });
  const [code, setCode] = useState("");
  const ask = useMutation({
    mutationFn: () => withProof(() => requestContactCode({ body: { ...bodyOf(contact), locale } })),
    meta: { quiet: true },
  });
  const add = useMutation({
    mutationFn: () => withProof(() => addContact({ body: { ...bodyOf(contact), code } })),
    onSuccess: (me) => {
      beSignedIn(me);
      toast(t("contact.done"));
      onClose();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isSuccess) add.mutate();
    else ask.mutate();
  };
  return (
    <Dialog title={t(kind === "email" ? "contact.new_email" : "contact.new_phone")} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ContactField
          value={contact}
          onChange={(next) => setContact({ ...next, kind })}
          error={ask.isError ? sentenceOf(ask.error) : null}
          readOnly={ask.isSuccess}
          only
          autoFocus
        />
        {ask.isSuccess && <CodeField email={contact.value} value={code} error={add.isError ? sentenceOf(add.error) : null} onChange={setCode} />}
        <Button type="submit" busy={ask.isPending || add.isPending}>
          {t(ask.isSuccess ? "contact.confirm" : "sign_up.send_code")}
        </Button>
      </form>
    </Dialog>
  );
}
