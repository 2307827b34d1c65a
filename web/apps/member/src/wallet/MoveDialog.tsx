import { isRefusal, topUp, type Wallet, type WalletOrder, withdraw } from "@tonghao/api";
import { Button, Dialog, Field } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useT } from "../text.ts";
import { readWalletAgain } from "./live.ts";
import { isAmount, useAmount } from "./money.tsx";
import { isSpent, useMoneyKey } from "./moneyKey.ts";
import { Explained, PayStep, type Shown, usePayment } from "./payment.tsx";
import { walletLimitsQuery } from "./queries.ts";

type MoveProps = { kind: "top_up" | "withdrawal"; wallet: Wallet; onClose: () => void };

/** Bring money in or take it out: how much, then what the server wants to see, then it is on its way. */
export function MoveDialog({ kind, wallet, onClose }: MoveProps) {
  const t = useT();
  const written = useAmount();
  const [amount, setAmount] = useState("");
  const [payee, setPayee] = useState("");
  const [touched, setTouched] = useState(false);
  const limits = useQuery(walletLimitsQuery);
  // The same order when it is sent again, another one when it says something else or was refused.
  const { id: order_id, renew } = useMoneyKey(kind, amount.trim(), payee);
  const act = async (shown: Shown): Promise<WalletOrder> => {
    try {
      const asked = { order_id, amount: amount.trim() };
      return await (kind === "top_up" ? topUp({ body: asked }) : withdraw({ body: { ...asked, payee, ...shown } }));
    } catch (error) {
      if (isSpent(error)) renew();
      // Stopped while this was open: the page behind it says so from now on.
      if (isRefusal(error, "feature_stopped")) void readWalletAgain();
      throw error;
    }
  };
  const payment = usePayment(act, (order) => {
    void readWalletAgain();
    if (order.pay_url !== "" && order.state === "open") globalThis.location.assign(order.pay_url);
    else onClose();
  });
  const left = limits.data?.allowances.find((one) => one.kind === kind)?.left;
  const fits = isAmount(amount, wallet.exponent);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (fits) payment.go();
  };
  const asking = payment.asks !== null;
  const text = kind === "withdrawal" ? "move.withdraw_text" : wallet.play ? "move.top_up_text" : "move.top_up_text_real";
  return (
    <Dialog title={asking ? t("pay.title") : t(kind === "top_up" ? "wallet.top_up" : "wallet.withdraw")} description={asking ? undefined : t(text)} onClose={onClose}>
      {asking ? (
        <PayStep payment={payment} currency={wallet.currency} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
          <Field
            label={t("move.amount")}
            inputMode="decimal"
            autoComplete="off"
            required
            autoFocus
            className="text-2xl font-semibold tabular-nums"
            value={amount}
            hint={left === undefined ? undefined : t("move.amount_hint", { left: written(left, wallet.currency) })}
            error={touched && !fits ? t("move.amount_wrong") : null}
            onChange={(event) => {
              setAmount(event.target.value);
              payment.forget();
            }}
          />
          {kind === "withdrawal" && wallet.gateway === "alipay" && (
            <Field label={t("move.payee")} hint={t("move.payee_hint")} maxLength={100} required value={payee} onChange={(event) => {
              setPayee(event.target.value);
              payment.forget();
            }} />
          )}
          <Explained fault={payment.fault} currency={wallet.currency} />
          <Button type="submit" busy={payment.busy}>
            {t(kind === "top_up" ? "wallet.top_up" : "wallet.withdraw")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
