import { askForMoney, type Payee } from "@tonghao/api";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { useMoneyKey } from "../wallet/moneyKey.ts";
import { RoomPage } from "../wallet/Room.tsx";
import { readMoneyAgain } from "./live.ts";
import { hundredthsOf } from "./money.ts";
import { AmountField, Chosen, PayeePicker } from "./parts.tsx";

/** Ask somebody for money. */
export function AskPage() {
  const t = useT();
  const [payee, setPayee] = useState<Payee | null>(null);
  return (
    <RoomPage inner title={t("request.title")}>
      <Panel title={payee === null ? t("request.from") : t("request.asked_of", { name: payee.person.name })}>
        {payee === null ? <PayeePicker label={t("request.from")} onPick={setPayee} /> : <Form payee={payee} onChange={() => setPayee(null)} />}
      </Panel>
    </RoomPage>
  );
}

function Form({ payee, onChange }: { payee: Payee; onChange: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const to_id = payee.person.account_id;
  const { id } = useMoneyKey(to_id, amount, note);
  const ask = useMutation({
    mutationFn: () => askForMoney({ body: { id, to_id, amount, note } }),
    onSuccess: (asked) => {
      toast(t("request.sent"));
      void readMoneyAgain();
      void navigate({ to: "/wallet/requests/$requestId", params: { requestId: asked.request_id } });
    },
    onError: (error) => toast(sentenceOf(error), "bad"),
    meta: { quiet: true },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <Chosen person={payee.person} onChange={onChange} />
      <AmountField label={t("transfer.amount")} value={amount} onChange={setAmount} />
      <Field label={t("request.note")} maxLength={100} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button type="submit" busy={ask.isPending} disabled={hundredthsOf(amount) === null}>
        {t("request.ask")}
      </Button>
    </form>
  );
}
