import { isRefusal, type LedgerOrder, refundTopUp, uuid7 } from "@tonghao/api";
import { TextInput } from "@mantine/core";
import { grouped } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { cache } from "../cache.ts";
import { ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";

/** Give a top-up back, in part or whole, with a reason that its owner reads. */
export function Refund({ order, onClose }: { order: LedgerOrder; onClose: () => void }) {
  const t = useT();
  const [amount, setAmount] = useState(order.left);
  // One number for what is asked, however often it is sent; something else is another refund.
  const sent = useRef({ wish: "", id: "" });
  const send = useMutation({
    mutationFn: (reason: string) => {
      const wish = JSON.stringify([amount.trim(), reason]);
      if (sent.current.wish !== wish) sent.current = { wish, id: uuid7() };
      return refundTopUp({ path: { order_id: order.order_id }, body: { refund_id: sent.current.id, amount: amount.trim(), reason } });
    },
    onSuccess: () => {
      toast(t("treasury.refund_done"));
      onClose();
    },
    onSettled: () => {
      for (const key of ["treasury", "books", "audit"]) void cache.invalidateQueries({ queryKey: [key] });
    },
    meta: { quiet: true },
  });
  const left = isRefusal(send.error) ? send.error.details["left"] : undefined;
  return (
    <ReasonModal
      title={t("treasury.refund")}
      text={t("treasury.refund_text")}
      act={t("treasury.refund")}
      danger
      hint={t("treasury.refund_hint")}
      busy={send.isPending}
      error={send.error}
      onSend={(reason) => send.mutate(reason)}
      onClose={onClose}
    >
      <TextInput
        label={t("treasury.amount")}
        description={t("treasury.refund_left", { amount: grouped(order.left) })}
        error={typeof left === "string" && t("treasury.refund_left", { amount: grouped(left) })}
        required
        inputMode="decimal"
        maxLength={20}
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
      />
    </ReasonModal>
  );
}
