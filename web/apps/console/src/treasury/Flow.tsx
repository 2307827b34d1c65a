import type { MoneyFlow } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Figures } from "./Figures.tsx";
import { barsOf, sharesOf, sumOf } from "./flow.ts";
import { flowQuery } from "./queries.ts";
import { Amount, wordOf } from "./words.tsx";

const WIDTH = 620;
const HEIGHT = 120;
const DRAWN = 8;

type On = { flow: MoneyFlow };

/** Thirty days of money: drawn for the eye, and the same as tables. */
export function Flow() {
  const t = useT();
  const flow = useQuery(flowQuery);
  return (
    <Panel title={t("treasury.flow")} text={t("treasury.flow_text")}>
      {flow.isPending && <Waiting height={240} />}
      {flow.isError && <Failed error={flow.error} onRetry={() => void flow.refetch()} />}
      {flow.isSuccess && (
        <>
          <Sums flow={flow.data} />
          <Days flow={flow.data} />
          <Kinds flow={flow.data} />
        </>
      )}
    </Panel>
  );
}

function Sums({ flow: { days, currency } }: On) {
  const t = useT();
  return (
    <dl className="figures flex flex-wrap gap-x-8 gap-y-1">
      {(["came", "went"] as const).map((which) => (
        <div key={which}>
          <dt className="flex items-center gap-2 text-sm text-muted">
            <span className={which === "came" ? "size-3 bg-brand" : "size-3 bg-amber"} aria-hidden="true" />
            {t(which === "came" ? "treasury.came_in" : "treasury.went_out")}
          </dt>
          <dd className="font-semibold">
            <Amount amount={sumOf(days, which)} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Days({ flow: { days, currency } }: On) {
  const t = useT();
  const bars = barsOf(days);
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <>
      {/* The numbers stand in the table below. */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`} className="w-full" aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" />
        {bars.map((bar, at) => (
          <g key={bar.key}>
            <rect x={at * step + 2} width={step / 2 - 2} y={HEIGHT * (1 - bar.came)} height={HEIGHT * bar.came} fill="var(--brand)" />
            <rect x={at * step + step / 2} width={step / 2 - 2} y={HEIGHT * (1 - bar.went)} height={HEIGHT * bar.went} fill="var(--amber)" />
          </g>
        ))}
      </svg>
      {/* Beside the drawing, so that they are as large on a phone; the last week has no room for one at its end. */}
      <div aria-hidden="true" className="figures relative -mt-2 h-5 text-xs text-muted">
        {bars.map(
          (bar, at) =>
            at % 7 === 1 &&
            at + 4 < bars.length && (
              <span key={bar.key} className="absolute" style={{ left: `${(at / bars.length) * 100}%` }}>
                {bar.key.slice(5)}
              </span>
            ),
        )}
      </div>
      <details>
        <summary className="min-h-11 py-2">{t("treasury.flow_table")}</summary>
        <Figures
          label={t("treasury.flow_days")}
          heads={[t("treasury.day"), t("treasury.came_in"), t("treasury.went_out")]}
          rows={days.toReversed().map((one) => ({
            key: one.day,
            cells: [one.day, <Amount key="came" amount={one.came} currency={currency} />, <Amount key="went" amount={one.went} currency={currency} />],
          }))}
        />
      </details>
    </>
  );
}

function Kinds({ flow: { kinds, currency } }: On) {
  const t = useT();
  return (
    <>
      <h3 className="mt-1 font-medium">{t("treasury.flow_kinds")}</h3>
      {kinds.length === 0 ? (
        <p className="text-muted">{t("treasury.none")}</p>
      ) : (
        <>
          {/* For the eye; the table says the same. */}
          <div aria-hidden="true" className="flex flex-col gap-1">
            {sharesOf(kinds, DRAWN).map((one) => (
              <div key={one.code} className="grid grid-cols-[7rem_1fr] items-center gap-3 text-sm">
                <span className="truncate text-muted">{wordOf("code", one.code, t)}</span>
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" className="h-3 w-full">
                  <rect width={Math.max(0.5, one.share * 100)} height={4} fill="var(--brand)" />
                </svg>
              </div>
            ))}
          </div>
          <Figures
            label={t("treasury.flow_kinds")}
            heads={[t("treasury.what"), t("treasury.count"), t("treasury.total")]}
            rows={kinds.map((one) => ({ key: one.code, cells: [wordOf("code", one.code, t), one.count, <Amount key="total" amount={one.total} currency={currency} />] }))}
          />
        </>
      )}
    </>
  );
}
