import { Panel } from "../shell/Page.tsx";
import { Wide } from "../shell/Wide.tsx";
import { useT } from "../text.ts";
import { type Charted, CHARTED, type Mark, marksOf } from "./figures.ts";

const WIDTH = 300;
const HEIGHT = 90;

type ChartsProps = { weeks: Parameters<typeof marksOf>[1] };

/** Small charts, one a figure, and all of them as one table. */
export function Charts({ weeks }: ChartsProps) {
  const t = useT();
  return (
    <Panel title={t("oversight.charts")} text={t("oversight.charts_text")}>
      <div className="grid gap-5 sm:grid-cols-2 desk:grid-cols-3">
        {CHARTED.map((figure) => (
          <figure key={figure} className="min-w-0">
            <figcaption className="text-sm text-muted">{t(`figure.${figure}`)}</figcaption>
            <Chart marks={marksOf(figure, weeks)} percent={figure !== "posts" && figure !== "views_before"} />
          </figure>
        ))}
      </div>
      <Table weeks={weeks} />
    </Panel>
  );
}

function Chart({ marks, percent }: { marks: Mark[]; percent: boolean }) {
  const known = marks.filter((mark) => mark.value !== null);
  const top = Math.max(percent ? 5 : 4, ...known.map((mark) => mark.high));
  const x = (at: number) => ((at + 0.5) / Math.max(1, marks.length)) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  return (
    // The numbers stand in the table below.
    <svg viewBox={`0 -12 ${WIDTH} ${HEIGHT + 16}`} className="w-full" aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" />
      <line x1={0} x2={WIDTH} y1={0} y2={0} stroke="var(--line)" strokeDasharray="3 4" />
      <text x={0} y={-3} fontSize={10} fill="var(--muted)">
        {percent ? `${Math.round(top)}%` : Math.round(top)}
      </text>
      {marks.map(
        (mark, at) =>
          mark.value !== null && (
            <g key={mark.week}>
              {mark.high > mark.low && <line x1={x(at)} x2={x(at)} y1={y(mark.low)} y2={y(mark.high)} stroke="var(--muted)" strokeWidth={1.5} />}
              <circle cx={x(at)} cy={y(mark.value)} r={4} fill="var(--brand)" />
            </g>
          ),
      )}
    </svg>
  );
}

function Table({ weeks }: ChartsProps) {
  const t = useT();
  const written = (figure: Charted, week: ChartsProps["weeks"][number]) => {
    const counted = week[figure];
    if (counted === null) return t("oversight.not_yet");
    if (typeof counted === "number") return String(counted);
    if (figure === "covered") return t("oversight.hours", { count: Math.round(counted.count / 60), of: Math.round(counted.of / 60) });
    return t("oversight.of", { count: counted.count, of: counted.of });
  };
  return (
    <details>
      <summary className="min-h-11 py-2">
        {t("oversight.table")} <span className="sr-only">{t("oversight.charts")}</span>
      </summary>
      <Wide label={t("oversight.charts")}>
        <table className="figures w-full min-w-[52rem] text-right text-sm">
          <thead>
            <tr>
              <th scope="col" className="px-2 py-1 text-left font-medium">
                {t("oversight.column_week")}
              </th>
              {CHARTED.map((figure) => (
                <th key={figure} scope="col" className="px-2 py-1 font-medium">
                  {t(`figure.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.week} className="border-t border-line">
                <th scope="row" className="px-2 py-1 text-left font-normal">
                  {week.week}
                </th>
                {CHARTED.map((figure) => (
                  <td key={figure} className="px-2 py-1">
                    {written(figure, week)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  );
}
