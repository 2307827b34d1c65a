import type { WalletMonth } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { useAmount } from "./money.tsx";
import { walletMonthsQuery } from "./queries.ts";

const WIDTH = 360;
const HEIGHT = 96;
const MONTHS = 12;

/** The last twelve months, those without a movement among them. */
export function yearOf(months: WalletMonth[], last: string): WalletMonth[] {
  const known = new Map(months.map((month) => [month.month, month]));
  const [year = 0, number = 1] = last.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, at) => {
    const then = new Date(Date.UTC(year, number - MONTHS + at, 1));
    const name = `${then.getUTCFullYear()}-${String(then.getUTCMonth() + 1).padStart(2, "0")}`;
    return known.get(name) ?? { month: name, came: "0", went: "0", movements: 0 };
  });
}

/** What came in and went out, month by month: bars, and the same as a table. */
export function Months({ currency }: { currency: string }) {
  const t = useT();
  const locale = useLocale();
  const written = useAmount();
  const found = useQuery(walletMonthsQuery);
  const months = found.data ?? [];
  const last = months.at(-1)?.month;
  if (last === undefined) return null;
  const name = (month: string, style: "narrow" | "long") =>
    new Intl.DateTimeFormat(locale, style === "narrow" ? { month: "numeric", timeZone: "UTC" } : { year: "numeric", month: "long", timeZone: "UTC" }).format(
      Date.parse(`${month}-01`),
    );
  return (
    <Panel title={t("wallet_months.title")}>
      <p className="mb-2 flex flex-wrap gap-x-4 text-sm text-muted">
        {t("wallet_months.text")}
        <span className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
            <rect width="10" height="10" fill="var(--brand)" />
          </svg>
          {t("wallet_months.in")}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
            <rect width="10" height="10" fill="var(--amber)" />
          </svg>
          {t("wallet_months.out")}
        </span>
      </p>
      <Bars year={yearOf(months, last)} name={(month) => name(month, "narrow")} />
      <details>
        <summary className="min-h-11 cursor-pointer py-2.5 text-sm">{t("wallet_months.table")}</summary>
        <table className="w-full text-right text-sm tabular-nums">
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-1 text-left font-normal">
                {t("wallet_months.month")}
              </th>
              <th scope="col" className="py-1 pl-2 font-normal">
                {t("wallet_months.in")}
              </th>
              <th scope="col" className="py-1 pl-2 font-normal">
                {t("wallet_months.out")}
              </th>
              <th scope="col" className="py-1 pl-2 font-normal">
                {t("wallet_months.count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map((month) => (
              <tr key={month.month} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {name(month.month, "long")}
                </th>
                <td className="py-1.5 pl-2">{written(month.came, currency)}</td>
                <td className="py-1.5 pl-2">{written(month.went, currency)}</td>
                <td className="py-1.5 pl-2">{month.movements}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

function Bars({ year, name }: { year: WalletMonth[]; name: (month: string) => string }) {
  const top = Math.max(1, ...year.flatMap((month) => [Number(month.came), Number(month.went)]));
  const step = WIDTH / year.length;
  const bar = step / 3;
  const height = (amount: string) => (Number(amount) / top) * HEIGHT;
  return (
    // The numbers stand in the table below.
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} className="w-full" aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" />
      {year.map((month, at) => (
        <g key={month.month}>
          <rect x={at * step + bar / 2} y={HEIGHT - height(month.came)} width={bar} height={height(month.came)} fill="var(--brand)" />
          <rect x={at * step + bar * 1.6} y={HEIGHT - height(month.went)} width={bar} height={height(month.went)} fill="var(--amber)" />
          <text x={(at + 0.5) * step} y={HEIGHT + 13} fontSize={9} textAnchor="middle" fill="var(--muted)">
            {name(month.month)}
          </text>
        </g>
      ))}
    </svg>
  );
}
