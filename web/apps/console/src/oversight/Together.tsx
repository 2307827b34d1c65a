import type { TipWeek } from "@tonghao/api";
import { Panel } from "../shell/Page.tsx";
import { Wide } from "../shell/Wide.tsx";
import { useT } from "../text.ts";
import { written } from "../treasury/words.tsx";
import { Bars } from "./Bars.tsx";
import type { Figure } from "./figures.ts";

type TogetherProps = { weeks: TipWeek[]; onOpen: (figure: Figure, week: string) => void };

/** Views, tips and the growth alarm one above the other, week by week, and the same as a table. */
export function Together({ weeks, onOpen }: TogetherProps) {
  const t = useT();
  const money = (amount: string, currency: string) => written(amount, currency, t);
  if (weeks.length === 0) return null;
  const inOrder = weeks.toReversed();
  const rows = [
    { name: t("figure.views"), values: inOrder.map((one) => one.views), top: String },
    { name: t("together.given"), values: inOrder.map((one) => one.given), top: String },
    { name: t("together.amount"), values: inOrder.map((one) => Number(one.amount)), top: (most: number) => money(most.toFixed(2), inOrder[0]?.currency ?? "") },
  ];
  const alarms = inOrder.map((one) => one.alarms > 0);
  return (
    <Panel title={t("together.title")} text={t("together.text")}>
      <div className="grid gap-5 desk:grid-cols-3">
        {rows.map((row) => (
          <figure key={row.name} className="min-w-0">
            <figcaption className="text-sm text-muted">{row.name}</figcaption>
            <Bars values={row.values} alarms={alarms} weeks={inOrder.map((one) => one.week)} top={row.top} />
          </figure>
        ))}
      </div>
      <details>
        <summary className="min-h-11 py-2">
          {t("oversight.table")} <span className="sr-only">{t("together.title")}</span>
        </summary>
        <Wide label={t("together.title")}>
          <table className="figures w-full min-w-[46rem] text-right text-sm">
            <thead>
              <tr>
                <th scope="col" className="px-2 py-1 text-left font-medium">
                  {t("oversight.column_week")}
                </th>
                {[t("figure.views"), t("together.given"), t("together.tippers"), t("together.amount"), t("together.returned"), t("together.held"), t("figure.alarms")].map((name) => (
                  <th key={name} scope="col" className="px-2 py-1 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((one) => (
                <tr key={one.week} className="border-t border-line">
                  <th scope="row" className="px-2 py-1 text-left font-normal">
                    {one.week}
                  </th>
                  <td className="px-2 py-1">
                    <Opens count={one.views} name={t("together.open_views", { week: one.week })} onOpen={() => onOpen("views", one.week)} />
                  </td>
                  <td className="px-2 py-1">
                    <Opens count={one.given} name={t("together.open_tips", { week: one.week })} onOpen={() => onOpen("tips", one.week)} />
                  </td>
                  <td className="px-2 py-1">{one.tippers}</td>
                  <td className="px-2 py-1">{money(one.amount, one.currency)}</td>
                  <td className="px-2 py-1">{money(one.returned, one.currency)}</td>
                  <td className="px-2 py-1">{money(one.held, one.currency)}</td>
                  <td className="px-2 py-1">
                    <Opens count={one.alarms} name={t("together.open_alarms", { week: one.week })} onOpen={() => onOpen("alarms", one.week)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </details>
    </Panel>
  );
}

function Opens({ count, name, onOpen }: { count: number; name: string; onOpen: () => void }) {
  if (count === 0) return "0";
  return (
    <button type="button" aria-haspopup="dialog" aria-label={`${name}: ${count}`} onClick={onOpen} className="min-h-6 min-w-6 cursor-pointer font-medium text-brand underline underline-offset-4">
      {count}
    </button>
  );
}
