import { giveTip, isRefusal, type Post, uuid7 } from "@tonghao/api";
import { Button, Choices, Dialog, Field, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { HandCoins } from "lucide-react";
import { useMemo, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useSums } from "../red_packets/sums.ts";
import { useT } from "../text.ts";
import { tippingQuery } from "./queries.ts";

const SUMS = ["1.00", "2.00", "5.00", "10.00"];

/** On the page of a post whose author takes tips: a thank-you in money. Nobody sees how much others gave. */
export function TipButton({ post }: { post: Post }) {
  const t = useT();
  const sum = useSums();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const found = useQuery({ ...tippingQuery(post.circle_id, post.post_id), enabled: me !== null && !post.mine });
  const tipping = found.data;
  if (tipping === undefined || (!tipping.may && tipping.mine === null)) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-1 md:px-0">
      {tipping.may && (
        <Button look="line" size="s" className="min-h-11" onClick={() => setOpen(true)}>
          <HandCoins size={18} aria-hidden="true" />
          {t("tips.give")}
        </Button>
      )}
      {tipping.mine !== null && <span className="text-sm text-muted">{t("tips.mine", { sum: sum(tipping.mine, tipping.currency) })}</span>}
      {open && <TipDialog post={post} left={tipping.left ?? "0"} currency={tipping.currency} onClose={() => setOpen(false)} />}
    </div>
  );
}

function TipDialog({ post, left, currency, onClose }: { post: Post; left: string; currency: string; onClose: () => void }) {
  const t = useT();
  const sum = useSums();
  const [chosen, setChosen] = useState<string>("2.00");
  const [own, setOwn] = useState("");
  const [password, setPassword] = useState("");
  const amount = chosen === "own" ? own.trim() : currency === "PTS" ? chosen.replace(/\.00$/, "") : chosen;
  const [tries, setTries] = useState(0);
  // One identifier for one tip: pressed twice, it is given once.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const tipId = useMemo(() => uuid7(), [amount, tries]);
  const give = useMutation({
    mutationFn: () =>
      giveTip({
        path: { circle_id: post.circle_id, post_id: post.post_id },
        body: { tip_id: tipId, amount, pay_password: password === "" ? null : password },
      }),
    meta: { quiet: true },
    onSuccess: (tip) => {
      toast(tip.half ? t(`tips.half_${tip.half}`) : t("tips.done"));
      void cache.invalidateQueries({ queryKey: ["tipping", post.circle_id, post.post_id] });
      onClose();
    },
    onError: (error) => {
      if (isRefusal(error, "insufficient_balance")) setTries(tries + 1);
    },
  });
  const asks = isRefusal(give.error, "pay_password_wanted") || isRefusal(give.error, "pay_password_wrong");
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
          <Button busy={give.isPending} disabled={amount === ""} onClick={() => give.mutate()}>
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
      {asks && <Field label={t("tips.password")} type="password" inputMode="numeric" autoComplete="off" maxLength={20} value={password} onChange={(event) => setPassword(event.target.value)} />}
      {give.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(give.error)}
        </p>
      )}
    </Dialog>
  );
}
