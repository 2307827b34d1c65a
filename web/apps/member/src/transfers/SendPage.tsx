import { type Payee, sendTransfer } from "@tonghao/api";
import { Button, Choices, Field, toast } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { RoomPage } from "../wallet/Room.tsx";
import { hundredthsOf } from "./money.ts";
import { AmountField, Chosen, PayeePicker } from "./parts.tsx";
import { usePay } from "./pay.tsx";
import { payeesQuery, wishesQuery } from "./queries.ts";
import "./live.ts";

const route = getRouteApi("/room/wallet/send");

/** Send money to somebody; `to` in the address is the handle of who is chosen already. */
export function SendPage() {
  const t = useT();
  const { to } = route.useSearch();
  const named = useQuery({ ...payeesQuery(to ?? ""), enabled: to !== undefined });
  const [picked, setPicked] = useState<Payee | null | undefined>(undefined);
  const payee = picked === undefined ? named.data?.find((one) => one.person.handle === to) ?? null : picked;
  return (
    <RoomPage inner title={t("transfer.title")}>
      <Panel title={payee === null ? t("transfer.to") : t("transfer.to_named", { name: payee.person.name })}>
        {payee === null ? <PayeePicker label={t("transfer.to")} onPick={setPicked} /> : <Form key={payee.person.account_id} payee={payee} onChange={() => setPicked(null)} />}
      </Panel>
    </RoomPage>
  );
}

function Form({ payee, onChange }: { payee: Payee; onChange: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const wishes = useQuery(wishesQuery);
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const [delay, setDelay] = useState<string | null>(null);
  const wished = wishes.data?.delay_hours ?? 0;
  const hours = Number(delay ?? (payee.is_new ? wished : 0)) as 0 | 2 | 24;
  const to_id = payee.person.account_id;
  const { pay, busy, below } = usePay({
    content: [to_id, amount, note, hours],
    act: (id, shown) => sendTransfer({ body: { id, to_id, amount, note, delay_hours: hours, ...shown } }),
    onDone: (sent) => {
      toast(t("transfer.sent"));
      void navigate({ to: "/wallet/transfers/$sentId", params: { sentId: sent.transfer_id } });
    },
  });
  const choices = ([0, 2, 24] as const).filter((one) => one >= wished).map((one) => ({ value: String(one), label: t(`transfers.wish_${one}`) }));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        pay();
      }}
    >
      <Chosen person={payee.person} onChange={onChange} />
      <AmountField label={t("transfer.amount")} value={amount} onChange={setAmount} />
      <Field label={t("transfer.note")} hint={t("transfer.note_hint")} maxLength={100} value={note} onChange={(event) => setNote(event.target.value)} />
      {payee.is_new && (
        <>
          <p className="rounded-small bg-amber-tint px-3 py-2 text-sm">{t("transfer.new_payee")}</p>
          <Choices legend={t("transfer.delay")} name="delay" value={String(hours)} choices={choices} onChoose={setDelay} />
        </>
      )}
      <Button type="submit" busy={busy} disabled={hundredthsOf(amount) === null}>
        {t("transfer.send")}
      </Button>
      {below}
    </form>
  );
}
