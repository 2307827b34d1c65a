import { chargePayCode, type CodePayment, payCollectCode, readCollectCode } from "@tonghao/api";
import { Button, Field, Skeleton, toast } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { Scanner } from "../shell/Scanner.tsx";
import { useT } from "../text.ts";
import { nothing, useAmount, usePlaces } from "../wallet/money.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { hundredthsOf, type ScannedCode, scannedCode } from "./money.ts";
import { AmountField, useCurrency } from "./parts.tsx";
import { usePay } from "./pay.tsx";
import "./live.ts";

/** Read a code: a pay code lets me take money, a collect code lets me pay. What stands behind the # came with a link. */
export function ScanPage() {
  const t = useT();
  const [code, setCode] = useState<ScannedCode | null>(() => scannedCode(location.hash));
  const [done, setDone] = useState<CodePayment | null>(null);
  const again = () => {
    setCode(null);
    setDone(null);
    // The code has had its use; the address need not keep it.
    history.replaceState(history.state, "", location.pathname);
  };
  return (
    <RoomPage inner title={t("scan.title")}>
      {done !== null ? (
        <Done payment={done} onAgain={again} />
      ) : code === null ? (
        <Reader onCode={setCode} />
      ) : code.kind === "pay" ? (
        <Charge token={code.token} onDone={setDone} onAgain={again} />
      ) : (
        <PayCollect codeId={code.codeId} onDone={setDone} onAgain={again} />
      )}
    </RoomPage>
  );
}

function Reader({ onCode }: { onCode: (code: ScannedCode) => void }) {
  const t = useT();
  const [scanning, setScanning] = useState(false);
  const [typed, setTyped] = useState("");
  const [strange, setStrange] = useState(false);
  const take = (text: string) => {
    const code = scannedCode(text);
    if (code === null) setStrange(true);
    else onCode(code);
  };
  return (
    <Panel>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{t("scan.looking")}</p>
        {scanning ? (
          <Scanner
            label={t("scan.looking")}
            codeIn={(text) => (scannedCode(text) === null ? null : text)}
            onCode={take}
            onFailed={() => {
              setScanning(false);
              toast(t("scan.no_camera"), "bad");
            }}
          />
        ) : (
          <Button onClick={() => setScanning(true)}>{t("scan.start")}</Button>
        )}
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            take(typed);
          }}
        >
          <Field
            label={t("scan.typed")}
            maxLength={300}
            autoComplete="off"
            value={typed}
            error={strange ? t("scan.not_ours") : null}
            onChange={(event) => {
              setTyped(event.target.value);
              setStrange(false);
            }}
          />
          <Button type="submit" look="soft" disabled={typed.trim() === ""}>
            {t("scan.read")}
          </Button>
        </form>
      </div>
    </Panel>
  );
}

type CodeProps = { onDone: (payment: CodePayment) => void; onAgain: () => void };

function Charge({ token, onDone, onAgain }: CodeProps & { token: string }) {
  const t = useT();
  const written = useAmount();
  const currency = useCurrency();
  const none = nothing(usePlaces());
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const { pay, busy, below } = usePay({
    content: [token, amount, note],
    act: (id) => chargePayCode({ body: { id, token, amount, note } }),
    onDone,
  });
  return (
    <Panel title={t("scan.charge")}>
      <p className="mb-3 text-sm text-muted">{t("scan.charge_text")}</p>
      <AmountForm amount={amount} note={note} onAmount={setAmount} onNote={setNote} busy={busy} act={t("scan.charge_send", { amount: written(amount || none, currency) })} onSend={pay} onAgain={onAgain} />
      {below}
    </Panel>
  );
}

function PayCollect({ codeId, onDone, onAgain }: CodeProps & { codeId: string }) {
  const t = useT();
  const written = useAmount();
  const none = nothing(usePlaces());
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const path = { code_id: codeId };
  const read = useQuery({ queryKey: ["read-code", codeId], queryFn: ({ signal }) => readCollectCode({ path, signal }), retry: false, staleTime: 0 });
  const { pay, busy, below } = usePay({
    content: [codeId, amount, note],
    act: (id, shown) => payCollectCode({ path, body: { id, amount, note, ...shown } }),
    onDone,
  });
  if (read.isPending) return <Skeleton className="h-60 w-full rounded-card" />;
  if (read.isError) return <Failed error={read.error} onRetry={onAgain} />;
  const { person, left_today, currency } = read.data;
  return (
    <Panel title={t("scan.pay_named", { name: person.name })}>
      <div className="mb-3 flex flex-col gap-2">
        <PersonRow person={person} below={`@${person.handle}`} />
        <p className="text-sm text-muted">{t("scan.left", { left: written(left_today, currency) })}</p>
      </div>
      <AmountForm amount={amount} note={note} onAmount={setAmount} onNote={setNote} busy={busy} act={t("scan.pay_send", { amount: written(amount || none, currency) })} onSend={pay} onAgain={onAgain} />
      {below}
    </Panel>
  );
}

type AmountFormProps = { amount: string; note: string; onAmount: (amount: string) => void; onNote: (note: string) => void; busy: boolean; act: string; onSend: () => void; onAgain: () => void };

function AmountForm({ amount, note, onAmount, onNote, busy, act, onSend, onAgain }: AmountFormProps) {
  const t = useT();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <AmountField label={t("transfer.amount")} value={amount} onChange={onAmount} />
      <Field label={t("transfer.note")} maxLength={100} value={note} onChange={(event) => onNote(event.target.value)} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy} disabled={hundredthsOf(amount) === null}>
          {act}
        </Button>
        <Button look="ghost" onClick={onAgain}>
          {t("scan.another")}
        </Button>
      </div>
    </form>
  );
}

function Done({ payment, onAgain }: { payment: CodePayment; onAgain: () => void }) {
  const t = useT();
  const written = useAmount();
  const other = payment.mine ? payment.payee : payment.payer;
  return (
    <Panel title={t("scan.done")}>
      <div className="flex flex-col gap-4">
        <p role="status" className="text-lg font-semibold">
          {t(payment.mine ? "scan.gave" : "scan.got", { amount: written(payment.amount, payment.currency), name: other.name })}
        </p>
        <Button className="self-start" onClick={onAgain}>
          {t("scan.another")}
        </Button>
      </div>
    </Panel>
  );
}
