import { setPayPassword } from "@tonghao/api";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ProofDialog, withProof } from "../accounts/proof.tsx";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { readWalletAgain } from "./live.ts";
import { walletQuery } from "./queries.ts";
import { RoomPage } from "./Room.tsx";

/** Set the pay password, or a new one in its place; the server wants to see first who it is. */
export function PayPasswordPage() {
  const t = useT();
  const { near } = useDates();
  const router = useRouter();
  const wallet = useQuery(walletQuery);
  const [digits, setDigits] = useState("");
  const [again, setAgain] = useState("");
  const [touched, setTouched] = useState(false);
  const differs = touched && digits !== again;
  const set = useMutation({
    mutationFn: () => withProof(() => setPayPassword({ body: { pay_password: digits } })),
    meta: { quiet: true },
    onSuccess: () => {
      toast(t("paypw.saved"));
      void readWalletAgain();
      void router.navigate({ to: "/wallet" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (digits === again) set.mutate();
  };
  const refused = set.isError && !(set.error instanceof DOMException) ? sentenceOf(set.error) : null;
  const locked = wallet.data?.pay_password_locked_until ?? null;
  return (
    <RoomPage title={t("paypw.title")} inner>
      <Panel>
        <p className="mb-2">{t("paypw.text")}</p>
        {wallet.data?.has_pay_password === true && <p className="mb-2">{t("paypw.has")}</p>}
        {locked !== null && <p className="mb-2 rounded-small bg-amber-tint px-3 py-2">{t("paypw.locked", { until: near(locked) })}</p>}
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={t("paypw.new")}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            required
            value={digits}
            hint={t("paypw.rule")}
            error={refused}
            onChange={(event) => setDigits(event.target.value)}
          />
          <Field
            label={t("paypw.again")}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            required
            value={again}
            error={differs ? t("paypw.differs") : null}
            onChange={(event) => setAgain(event.target.value)}
          />
          <Button type="submit" busy={set.isPending} className="self-start">
            {t("paypw.save")}
          </Button>
        </form>
        <p className="mt-4 text-sm text-muted">{t("paypw.passkey")}</p>
      </Panel>
      <ProofDialog />
    </RoomPage>
  );
}
