import type { FeatureStop, Wallet, WalletFreeze } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, Gauge, Gift, KeyRound } from "lucide-react";
import { useState } from "react";
import { AppealLink } from "../appeals/AppealLink.tsx";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { useT } from "../text.ts";
import { History } from "./History.tsx";
import { useAmount } from "./money.tsx";
import { Months } from "./Months.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { Orders } from "./Orders.tsx";
import { walletQuery } from "./queries.ts";
import { RoomPage } from "./Room.tsx";

/** What is there, what is on its way, what was. */
export function WalletPage() {
  const t = useT();
  const wallet = useQuery(walletQuery);
  return (
    <RoomPage title={t("wallet.title")}>
      {wallet.isError && <Failed error={wallet.error} onRetry={() => void wallet.refetch()} />}
      {wallet.isPending && <Skeleton className="mx-4 h-40 rounded-card md:mx-0" />}
      {wallet.data !== undefined && (
        <>
          <Frozen freeze={wallet.data.frozen} />
          <Stopped stops={wallet.data.stopped} />
          <Balance wallet={wallet.data} />
          <Orders />
          <Months currency={wallet.data.currency} />
          <History currency={wallet.data.currency} />
        </>
      )}
    </RoomPage>
  );
}

/** That nothing leaves the wallet, why, since when, and the way to another person who looks. */
function Frozen({ freeze }: { freeze: WalletFreeze | null }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  return (
    <div role="status">
      {freeze !== null && (
        <section className="bg-amber-tint p-5 md:rounded-card">
          <h2 className="font-semibold">{t("wallet.frozen")}</h2>
          <p>{t("wallet.frozen_text")}</p>
          <p className="mt-1 break-words whitespace-pre-line">{t("wallet.frozen_why", { reason: inLocale(locale, freeze.reason, freeze.reason_en) })}</p>
          <p className="mt-1 text-sm">
            {t("wallet.frozen_since", { date: full(freeze.since) })} · {freeze.until === null ? t("wallet.frozen_no_end") : t("wallet.frozen_until", { date: full(freeze.until) })}
          </p>
          <p className="mt-1">
            <AppealLink target={{ about: "sanction", id: freeze.sanction_id }} />
          </p>
        </section>
      )}
    </div>
  );
}

/** What the whole place does not do with money for now, told before one tries. */
function Stopped({ stops }: { stops: FeatureStop[] }) {
  const t = useT();
  const { full } = useDates();
  return (
    <div role="status" className="flex flex-col gap-3 empty:hidden">
      {stops.map(({ feature, reason, since, until }) => {
        if (!isMove(feature)) return null;
        return (
          <section key={feature} className="bg-amber-tint p-5 md:rounded-card">
            <h2 className="font-semibold">{t(`wallet.stop_${feature}`)}</h2>
            <p>{t(`wallet.stop_${feature}_text`)}</p>
            <p className="mt-1 break-words whitespace-pre-line">{t("wallet.frozen_why", { reason })}</p>
            <p className="mt-1 text-sm">
              {t("wallet.frozen_since", { date: full(since) })} · {until === null ? t("wallet.frozen_no_end") : t("wallet.frozen_until", { date: full(until) })}
            </p>
          </section>
        );
      })}
    </div>
  );
}

const MOVES = ["top_ups", "withdrawals", "transfers", "red_packets"] as const;

function isMove(feature: FeatureStop["feature"]): feature is (typeof MOVES)[number] {
  return MOVES.some((one) => one === feature);
}

function Balance({ wallet }: { wallet: Wallet }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  const [moving, setMoving] = useState<"top_up" | "withdrawal" | null>(null);
  const runs = (feature: FeatureStop["feature"]) => wallet.stopped.every((one) => one.feature !== feature);
  return (
    <section className="border-line bg-surface p-5 max-md:border-y md:rounded-card md:border">
      <h2 className="text-sm text-muted">{t("wallet.balance")}</h2>
      <p className="my-1 text-4xl font-bold tabular-nums" aria-live="polite">
        {written(wallet.balance, wallet.currency)}
      </p>
      {wallet.play && <p className="text-sm text-muted">{t(wallet.gateway === null ? "wallet.closed_loop" : "wallet.play")}</p>}
      {wallet.new_device_until !== null && (
        <p className="mt-3 rounded-small bg-amber-tint px-3 py-2 text-sm">{t("wallet.new_device", { until: near(wallet.new_device_until) })}</p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {wallet.gateway !== null && (
          <>
            {runs("top_ups") && <Button onClick={() => setMoving("top_up")}>{t("wallet.top_up")}</Button>}
            {wallet.frozen === null && runs("withdrawals") && (
              <Button look="soft" onClick={() => setMoving("withdrawal")}>
                {t("wallet.withdraw")}
              </Button>
            )}
          </>
        )}
      </div>
      <p className="mt-3 -ml-3 flex flex-wrap">
        <Link to="/wallet/transfers" className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
          <ArrowLeftRight size={18} aria-hidden="true" />
          {t("wallet.transfers")}
        </Link>
        <Link to="/packets" className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
          <Gift size={18} aria-hidden="true" />
          {t("wallet.packets")}
        </Link>
        <Link to="/wallet/limits" className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
          <Gauge size={18} aria-hidden="true" />
          {t("wallet.limits")}
        </Link>
        <Link to="/wallet/pay-password" className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
          <KeyRound size={18} aria-hidden="true" />
          {t("wallet.pay_password")}
        </Link>
      </p>
      {moving !== null && <MoveDialog kind={moving} wallet={wallet} onClose={() => setMoving(null)} />}
    </section>
  );
}
