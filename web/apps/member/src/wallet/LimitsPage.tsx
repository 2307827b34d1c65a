import type { WalletLimits } from "@tonghao/api";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { useAmount } from "./money.tsx";
import { walletLimitsQuery } from "./queries.ts";
import { RoomPage } from "./Room.tsx";

const CELL = "py-2 pl-3 text-right whitespace-nowrap tabular-nums";

/** How much may move, what is left of it, and what the other levels may. */
export function LimitsPage() {
  const t = useT();
  const limits = useQuery(walletLimitsQuery);
  return (
    <RoomPage title={t("wallet_limits.title")} inner>
      {limits.isError && <Failed error={limits.error} onRetry={() => void limits.refetch()} />}
      {limits.isPending && <Skeleton className="mx-4 h-60 rounded-card md:mx-0" />}
      {limits.data !== undefined && (
        <>
          <Mine limits={limits.data} />
          <Levels limits={limits.data} />
        </>
      )}
    </RoomPage>
  );
}

function Mine({ limits }: { limits: WalletLimits }) {
  const t = useT();
  const written = useAmount();
  const amount = (one: string) => written(one, limits.currency);
  return (
    <Panel title={t("wallet_limits.mine", { tier: t(`wallet_tier.${limits.tier}`) })}>
      <p className="mb-3">{t("wallet_limits.text")}</p>
      <ul className="mb-3 flex flex-col divide-y divide-line">
        {limits.allowances.map((one) => (
          <li key={one.kind} className="flex flex-wrap items-baseline justify-between gap-x-3 py-2">
            <span>{t(`wallet_kind.${one.kind}`)}</span>
            <span className="font-medium tabular-nums">
              <span className="text-sm font-normal text-muted">{t("wallet_limits.left_now")} </span>
              {amount(one.left)}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{t("wallet_limits.free", { each: amount(limits.free_each), day: amount(limits.free_day) })}</p>
      {limits.raised_by === "phone" && (
        <p className="mt-2">
          {t("wallet_limit.raised_by_phone")}{" "}
          <Link to="/settings/$part" params={{ part: "security" }} className="inline-flex min-h-6 items-center text-brand underline underline-offset-4">
            {t("wallet_limit.verify")}
          </Link>
        </p>
      )}
    </Panel>
  );
}

function Levels({ limits }: { limits: WalletLimits }) {
  const t = useT();
  const written = useAmount();
  const amount = (one: string) => (/[1-9]/.test(one) ? written(one, limits.currency) : t("wallet_limits.none"));
  return (
    <Panel title={t("wallet_limits.all")}>
      <div className="flex flex-col gap-5">
        {limits.tiers.map(({ tier, kinds }) => (
          <div key={tier}>
            <h3 className="font-medium">{t(`wallet_tier.${tier}`)}</h3>
            {/* Wider than a small phone: it scrolls by itself, also with the keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t(`wallet_tier.${tier}`)}>
              <table className="w-full text-sm">
                <thead className="text-muted">
                  <tr>
                    <th scope="col" className="py-1 text-left font-normal">
                      {t("wallet_limits.kind")}
                    </th>
                    {(["each", "day", "month"] as const).map((which) => (
                      <th key={which} scope="col" className="py-1 pl-3 text-right font-normal whitespace-nowrap">
                        {t(`wallet_limits.${which}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {kinds.map((one) => (
                    <tr key={one.kind} className="border-t border-line">
                      <th scope="row" className="py-2 text-left font-normal whitespace-nowrap">
                        {t(`wallet_kind.${one.kind}`)}
                      </th>
                      <td className={CELL}>{amount(one.each)}</td>
                      <td className={CELL}>{amount(one.day)}</td>
                      <td className={CELL}>{amount(one.month)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}
