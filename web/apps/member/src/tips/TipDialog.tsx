import { giveTip, type Post } from "@tonghao/api";
import { Button, Choices, Dialog, Field, toast } from "@tonghao/ui";
import { useState } from "react";
import { cache } from "../cache.ts";
import { useSums } from "../red_packets/sums.ts";
import { useT } from "../text.ts";
import { isSpent, useMoneyKey } from "../wallet/moneyKey.ts";
import { Explained, PayStep, type Shown, usePayment } from "../wallet/payment.tsx";

const SUMS = ["1.00", "2.00", "5.00", "10.00"];

/** How much, then what the server wants to see above a limit. */
export default function TipDialog({ post, left, currency, onClose }: { post: Post; left: string; currency: string; onClose: () => void }) {
  const t = useT();
  const sum = useSums();
  const [chosen, setChosen] = useState<string>("2.00");
  const [own, setOwn] = useState("");
  const amount = chosen === "own" ? own.trim() : currency === "PTS" ? chosen.replace(/\.00$/, "") : chosen;
  // One identifier for one tip: pressed twice, it is given once.
  const { id: tipId, renew } = useMoneyKey(post.post_id, amount);
  const act = async (shown: Shown) => {
    try {
      return await giveTip({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: { tip_id: tipId, amount, ...shown } });
    } catch (error) {
      if (isSpent(error)) renew();
      throw error;
    }
  };
  const payment = usePayment(act, (tip) => {
    toast(tip.half ? t(`tips.half_${tip.half}`) : t("tips.done"));
    void cache.invalidateQueries({ queryKey: ["tipping", post.circle_id, post.post_id] });
    onClose();
  });
  if (payment.asks !== null) {
    return (
      <Dialog title={t("pay.title")} onClose={onClose}>
        <PayStep payment={payment} currency={currency} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("tips.title", { name: post.author.name })}
      description={t("tips.text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={payment.busy} disabled={amount === ""} onClick={() => payment.go()}>
            {t("tips.give")}
          </Button>
        </>
      }
    >
      <Choices
        legend={t("tips.how_much")}
        name="tip"
        dense
        value={chosen}
        onChoose={setChosen}
        choices={[...SUMS.map((value) => ({ value, label: sum(currency === "PTS" ? value.replace(/\.00$/, "") : value, currency) })), { value: "own", label: t("tips.other") }]}
      />
      {chosen === "own" && <Field label={t("tips.other")} inputMode="decimal" maxLength={10} value={own} onChange={(event) => setOwn(event.target.value)} />}
      <p className="text-sm text-muted">{t("tips.left", { sum: sum(left, currency) })}</p>
      <Explained fault={payment.fault} currency={currency} />
    </Dialog>
  );
}
