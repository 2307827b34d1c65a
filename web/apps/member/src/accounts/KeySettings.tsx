import { getKeys, makeRecoveryCodes, type Passkey, removePasskey, renamePasskey, setSecondStep } from "@tonghao/api";
import { Button, Dialog, Field, Skeleton, Time, toast } from "@tonghao/ui";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { deviceOf } from "./device.ts";
import { canUsePasskeys, makePasskey, wasCancelled } from "./passkeys.ts";
import { withProof } from "./proof.tsx";
import { useSignedIn, useSite } from "./session.ts";

const keysQuery = queryOptions({ queryKey: ["keys"], queryFn: ({ signal }) => getKeys({ signal }) });
const readAgain = () => cache.invalidateQueries({ queryKey: keysQuery.queryKey });

/** Passkeys, the second step and recovery codes. */
export function Keys() {
  const t = useT();
  const keys = useQuery({ ...keysQuery, staleTime: 0 });
  const [adding, setAdding] = useState(false);
  const own = keys.data?.passkeys ?? [];
  return (
    <>
      <Panel title={t("passkeys.title")}>
        <p className="mb-2 text-sm text-muted">{t("passkeys.text")}</p>
        {keys.isPending && <Skeleton className="h-12 w-full" />}
        {keys.isError && keys.data === undefined && <Failed error={keys.error} onRetry={() => void keys.refetch()} />}
        <ul className="flex flex-col divide-y divide-line">
          {own.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
        {canUsePasskeys ? (
          <Button className="mt-3" look={own.length === 0 ? "primary" : "line"} onClick={() => setAdding(true)}>
            {t("passkeys.add")}
          </Button>
        ) : (
          <p className="text-sm text-muted">{t("passkeys.unable")}</p>
        )}
        {adding && <AddDialog onClose={() => setAdding(false)} />}
      </Panel>
      {keys.data !== undefined && <SecondStepPanel on={keys.data.second_step} ready={own.length > 0 && (keys.data.codes_left ?? 0) > 0} />}
      {keys.data !== undefined && <CodesPanel left={keys.data.codes_left ?? null} />}
    </>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useT();
  const [asking, setAsking] = useState<"rename" | "remove" | null>(null);
  const [name, setName] = useState(passkey.name);
  const path = { passkey_id: passkey.id };
  const close = () => setAsking(null);
  const done = async () => {
    await readAgain();
    close();
  };
  const rename = useMutation({ mutationFn: () => renamePasskey({ path, body: { name } }), onSuccess: done, meta: { quiet: true } });
  const remove = useMutation({ mutationFn: () => withProof(() => removePasskey({ path })), onSuccess: done, onError: close });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <KeyRound size={22} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{passkey.name}</p>
        <p className="text-sm text-muted">
          {t(passkey.synced ? "passkeys.synced" : "passkeys.here")} ·{" "}
          {passkey.used_at === null ? t("passkeys.unused") : <Time at={passkey.used_at} />}
        </p>
      </div>
      <span className="flex gap-2">
        <Button look="ghost" size="s" className="min-h-11" onClick={() => setAsking("rename")}>
          {t("passkeys.rename")}
        </Button>
        <Button look="line" size="s" className="min-h-11" onClick={() => setAsking("remove")}>
          {t("passkeys.remove")}
        </Button>
      </span>
      {asking === "remove" && (
        <Confirm
          title={t("passkeys.remove_title", { name: passkey.name })}
          text={t("passkeys.remove_text")}
          act={t("passkeys.remove")}
          danger
          busy={remove.isPending}
          onAct={() => remove.mutate()}
          onClose={close}
        />
      )}
      {asking === "rename" && (
        <NameDialog
          title={t("passkeys.rename")}
          act={t("passkeys.save")}
          name={name}
          setName={setName}
          busy={rename.isPending}
          error={rename.isError ? sentenceOf(rename.error) : null}
          onAct={() => rename.mutate()}
          onClose={close}
        />
      )}
    </li>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(() => deviceOf(navigator.userAgent).name);
  const add = useMutation({
    mutationFn: () => withProof(() => makePasskey(name)),
    onSuccess: async () => {
      await readAgain();
      toast(t("passkeys.added"));
      onClose();
    },
    meta: { quiet: true },
  });
  const error = add.isError ? (wasCancelled(add.error) ? t("passkeys.cancelled") : sentenceOf(add.error)) : null;
  return (
    <NameDialog
      title={t("passkeys.add")}
      text={t("passkeys.add_text")}
      act={t("passkeys.make")}
      name={name}
      setName={setName}
      busy={add.isPending}
      error={error}
      onAct={() => add.mutate()}
      onClose={onClose}
    />
  );
}

type NameDialogProps = {
  title: string;
  text?: string;
  act: string;
  name: string;
  setName: (name: string) => void;
  busy: boolean;
  error: string | null;
  onAct: () => void;
  onClose: () => void;
};

function NameDialog({ title, text, act, name, setName, busy, error, onAct, onClose }: NameDialogProps) {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onAct();
  };
  return (
    <Dialog title={title} description={text} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("passkeys.name")}
          hint={t("passkeys.name_hint")}
          required
          maxLength={40}
          autoComplete="off"
          autoFocus
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={busy}>
          {act}
        </Button>
      </form>
    </Dialog>
  );
}

function SecondStepPanel({ on, ready }: { on: boolean; ready: boolean }) {
  const t = useT();
  const set = useMutation({
    mutationFn: () => withProof(() => setSecondStep({ body: { on: !on } })),
    onSuccess: (keys) => cache.setQueryData(keysQuery.queryKey, keys),
  });
  return (
    <Panel title={t("second.title")}>
      <p className="mb-3 text-sm text-muted">{t(on ? "second.is_on" : ready ? "second.text" : "second.unready")}</p>
      <Button look="line" busy={set.isPending} disabled={!on && !ready} onClick={() => set.mutate()}>
        {t(on ? "second.turn_off" : "second.turn_on")}
      </Button>
    </Panel>
  );
}

function CodesPanel({ left }: { left: number | null }) {
  const t = useT();
  const [codes, setCodes] = useState<string[] | null>(null);
  const make = useMutation({
    mutationFn: () => withProof(() => makeRecoveryCodes({})),
    onSuccess: (made) => {
      setCodes(made.codes);
      void readAgain();
    },
  });
  return (
    <Panel title={t("codes.title")}>
      <p className="mb-3 text-sm text-muted">{left === null ? t("codes.text") : t("codes.left", { left })}</p>
      <Button look="line" busy={make.isPending} onClick={() => make.mutate()}>
        {t(left === null ? "codes.make" : "codes.again")}
      </Button>
      {codes !== null && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Panel>
  );
}

/** The codes are shown this once: to be written down, copied or kept as a file. */
function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useT();
  const me = useSignedIn();
  const site = useSite();
  const keep = () => {
    const text = `${site.name} @${me.handle}\n\n${codes.join("\n")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = `tonghao-${me.handle}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast(t("codes.copied"));
  };
  return (
    <Dialog
      title={t("codes.title")}
      description={t("codes.once")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={() => void copy()}>
            {t("codes.copy")}
          </Button>
          <Button look="line" onClick={keep}>
            {t("codes.keep")}
          </Button>
          <Button onClick={onClose}>{t("codes.done")}</Button>
        </>
      }
    >
      <ol className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-small border border-line bg-bg p-3 font-mono tabular-nums min-[26rem]:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="py-1 text-center">
            {code}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
