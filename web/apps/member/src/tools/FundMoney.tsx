import { type Circle, confirmFundPayout, type Fund, type FundPayout, giveToFund, listFundPayouts, type Member, proposeFundPayout, refuseFundPayout, listMembers } from "@tonghao/api";
import { Button, Dialog, Field, toast } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { PersonName, PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { hundredthsOf } from "../transfers/money.ts";
import { AmountField } from "../transfers/parts.tsx";
import { usePay } from "../transfers/pay.tsx";
import { useAmount } from "../wallet/money.tsx";
import { readToolAgain } from "./live.ts";
import { useAct } from "./parts.tsx";

type Shown = { circle: Circle; fund: Fund };

/** Money of my wallet for the fund; the book gets a line about it. */
export function Give({ circle, fund, onClose }: Shown & { onClose: () => void }) {
  const t = useT();
  const [amount, setAmount] = useState("");
  const [purpose, setPurpose] = useState("");
  const { pay, busy, below } = usePay({
    content: [fund.fund_id, amount, purpose],
    act: (id, shown) => giveToFund({ path: { circle_id: circle.circle_id, fund_id: fund.fund_id }, body: { id, amount, purpose, ...shown } }),
    onDone: () => {
      toast(t("fund.given"));
      void readToolAgain(circle.circle_id, "fund");
      onClose();
    },
  });
  return (
    <Dialog
      title={t("fund.give")}
      description={t("fund.give_text")}
      onClose={onClose}
      footer={
        <Button busy={busy} disabled={hundredthsOf(amount) === null} onClick={pay}>
          {t("fund.give_send")}
        </Button>
      }
    >
      <AmountField label={t("fund.amount")} value={amount} onChange={setAmount} />
      <Field label={t("fund.give_words")} maxLength={200} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
      {below}
    </Dialog>
  );
}

/** What the staff wants to pay out of the fund: one proposes, another one lets the money go. */
export function Payouts({ circle, fund }: Shown) {
  const t = useT();
  const [proposing, setProposing] = useState(false);
  const path = { circle_id: circle.circle_id, fund_id: fund.fund_id };
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "fund", "payouts", fund.fund_id],
    queryFn: ({ signal }) => listFundPayouts({ path, signal }),
  });
  const waiting = found.data ?? [];
  if (Number(fund.held) === 0 && waiting.length === 0) return null;
  return (
    <section aria-label={t("fund.payouts")} className="my-3 flex flex-col gap-2 rounded-small bg-tint p-3">
      {waiting.map((payout) => (
        <Payout key={payout.payout_id} circle={circle} fund={fund} payout={payout} />
      ))}
      <Button look="line" size="s" className="min-h-11 self-start" onClick={() => setProposing(true)}>
        {t("fund.pay_out")}
      </Button>
      {proposing && <Propose circle={circle} fund={fund} onClose={() => setProposing(false)} />}
    </section>
  );
}

function Payout({ circle, fund, payout }: Shown & { payout: FundPayout }) {
  const t = useT();
  const me = useMe();
  const written = useAmount();
  const path = { circle_id: circle.circle_id, fund_id: fund.fund_id, payout_id: payout.payout_id };
  const confirm = useAct(circle, "fund", () => confirmFundPayout({ path }));
  const refuse = useAct(circle, "fund", () => refuseFundPayout({ path }));
  const mine = me?.account_id === payout.proposed_by.account_id || me?.account_id === payout.payee.account_id;
  return (
    <div className="flex flex-col gap-1">
      <p>
        <PersonName person={payout.proposed_by} /> {t("fund.proposes", { amount: written(payout.amount, fund.currency) })} <PersonName person={payout.payee} />
      </p>
      <p className="text-sm text-muted wrap-anywhere">{payout.purpose}</p>
      <p className="flex flex-wrap gap-2">
        {!mine && (
          <Button size="s" className="min-h-11" busy={confirm.isPending} onClick={() => confirm.mutate()}>
            {t("fund.let_go")}
          </Button>
        )}
        <Button look="ghost" size="s" className="min-h-11" busy={refuse.isPending} onClick={() => refuse.mutate()}>
          {t("fund.not_paid")}
        </Button>
      </p>
      {mine && <p className="text-sm text-muted">{t("fund.second_needed")}</p>}
    </div>
  );
}

function Propose({ circle, fund, onClose }: Shown & { onClose: () => void }) {
  const t = useT();
  const written = useAmount();
  const [payee, setPayee] = useState<Member | null>(null);
  const [amount, setAmount] = useState("");
  const [purpose, setPurpose] = useState("");
  const path = { circle_id: circle.circle_id, fund_id: fund.fund_id };
  const send = useAct(circle, "fund", () => proposeFundPayout({ path, body: { to_id: payee?.account_id ?? "", amount, purpose } }), onClose);
  return (
    <Dialog
      title={t("fund.pay_out")}
      description={t("fund.pay_out_text", { held: written(fund.held, fund.currency) })}
      onClose={onClose}
      footer={
        <Button busy={send.isPending} disabled={payee === null || hundredthsOf(amount) === null || purpose.trim() === ""} onClick={() => send.mutate()}>
          {t("fund.propose")}
        </Button>
      }
    >
      {payee === null ? (
        <MemberPicker circle={circle} onPick={setPayee} />
      ) : (
        <PersonRow
          person={payee}
          end={
            <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setPayee(null)}>
              {t("payee.change")}
            </Button>
          }
        />
      )}
      <AmountField label={t("fund.amount")} value={amount} onChange={setAmount} />
      <Field label={t("fund.purpose")} maxLength={200} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
    </Dialog>
  );
}

function MemberPicker({ circle, onPick }: { circle: Circle; onPick: (member: Member) => void }) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ["members", circle.circle_id, words],
    queryFn: ({ signal }) => listMembers({ path: { circle_id: circle.circle_id }, query: words === "" ? {} : { q: words }, signal }),
  });
  return (
    <>
      <Field label={t("payee.search")} type="search" maxLength={60} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <ul className="flex max-h-60 flex-col overflow-y-auto">
        {(found.data?.entries ?? []).slice(0, 8).map((member) => (
          <li key={member.account_id}>
            <button type="button" onClick={() => onPick(member)} className="min-h-11 w-full cursor-pointer rounded-small px-2 text-left hover:bg-tint">
              <span className="sr-only">{t("payee.choose", { name: member.name })}</span>
              <span aria-hidden="true">{member.name}</span> <span className="text-sm text-muted">@{member.handle}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
