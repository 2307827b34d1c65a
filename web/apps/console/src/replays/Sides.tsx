import type { Replay, ReplayBasis, ReplayFrame } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Panel } from "../shell/Page.tsx";
import { Wide } from "../shell/Wide.tsx";
import { useT } from "../text.ts";
import { HEIGHT, heightOf, lineOf, type Point, WIDTH } from "./curve.ts";

const STEPS = [1, 100, 10_000, 1_000_000] as const;

/** The two sides: 2016 as it was published, and this server, with one scale for both. */
export function Sides({ basis, replay }: { basis: ReplayBasis; replay: Replay | undefined }) {
  const t = useT();
  const frames = replay?.frames ?? [];
  const last = frames.at(-1);
  const published = frames.map(({ minute, published_views }) => ({ minute, views: published_views }));
  return (
    <section aria-labelledby="replay-sides" className="flex flex-col gap-3">
      <h2 id="replay-sides" className="sr-only">
        {t("replay.sides")}
      </h2>
      <p className="figures text-muted" role="status">
        {last === undefined ? t("replay.nothing_yet") : t("replay.at", { day: dayOf(last.minute), hour: hourOf(last.minute) })}
      </p>
      <div className="grid gap-4 wide:grid-cols-2">
        <Side
          title={t("replay.then")}
          text={t("replay.then_text")}
          views={last === undefined ? basis.published_views : last.published_views}
          points={published}
          hours={basis.hours}
          colour="var(--accent)"
        />
        <Side
          title={t("replay.now")}
          text={t("replay.now_text")}
          views={last?.views ?? 0}
          points={frames}
          hours={basis.hours}
          colour="var(--brand)"
        />
      </div>
      {frames.length > 0 && <Table frames={frames} />}
    </section>
  );
}

// Days begin with the first hour, not with the first full day.
const dayOf = (minute: number) => Math.floor(Math.max(0, minute - 1) / 1440) + 1;
const hourOf = (minute: number) => Math.round(minute / 60);

type SideProps = { title: string; text: string; views: number; points: readonly Point[]; hours: number; colour: string };

function Side({ title, text, views, points, hours, colour }: SideProps) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={title} text={text}>
      <p className="figures text-4xl leading-none font-semibold">
        {views.toLocaleString(locale)} <span className="text-base font-normal text-muted">{t("replay.views")}</span>
      </p>
      <svg viewBox={`-2 -6 ${WIDTH + 4} ${HEIGHT + 12}`} className="w-full" aria-hidden="true">
        {STEPS.map((step) => (
          <g key={step}>
            <line x1={0} x2={WIDTH} y1={heightOf(step)} y2={heightOf(step)} stroke="var(--line)" />
            <text x={WIDTH} y={heightOf(step) - 3} fontSize={9} textAnchor="end" fill="var(--muted)">
              {step.toLocaleString(locale)}
            </text>
          </g>
        ))}
        <polyline points={lineOf(points, hours)} fill="none" stroke={colour} strokeWidth={2.5} strokeLinejoin="round" />
      </svg>
      <p className="text-sm text-muted">{t("replay.scale", { hours })}</p>
    </Panel>
  );
}

function Table({ frames }: { frames: ReplayFrame[] }) {
  const t = useT();
  const locale = useLocale();
  return (
    <details>
      <summary className="min-h-11 py-2">{t("replay.table")}</summary>
      <Wide label={t("replay.table")}>
        <table className="figures w-full min-w-[40rem] text-right text-sm">
          <thead>
            <tr>
              {(["hour", "then", "now", "attempted", "shown", "members", "reports", "decisions", "tips"] as const).map((one) => (
                <th key={one} scope="col" className="px-2 py-1 font-medium">
                  {t(`replay.column_${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {frames.map((frame) => (
              <tr key={frame.minute} className="border-t border-line">
                {[
                  hourOf(frame.minute),
                  frame.published_views,
                  frame.views,
                  frame.attempted,
                  frame.shown,
                  frame.members,
                  frame.reports,
                  frame.decisions,
                  frame.tips ?? 0,
                ].map((count, place) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={place} className="px-2 py-1">
                    {count.toLocaleString(locale)}
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
