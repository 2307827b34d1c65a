const WIDTH = 300;
const HEIGHT = 90;

type BarsProps = { values: readonly number[]; alarms: readonly boolean[]; weeks: readonly string[]; top: (most: number) => string };

/** A bar a week; where the growth alarm rang a triangle stands below. The numbers stand in the table. */
export function Bars({ values, alarms, weeks, top }: BarsProps) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg viewBox={`0 -14 ${WIDTH} ${HEIGHT + 30}`} className="w-full" aria-hidden="true">
      <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} stroke="var(--line)" />
      <line x1={0} x2={WIDTH} y1={0} y2={0} stroke="var(--line)" strokeDasharray="3 4" />
      <text x={0} y={-3} fontSize={10} fill="var(--muted)">
        {top(most)}
      </text>
      {values.map((value, at) => {
        const tall = (value / most) * HEIGHT;
        const middle = (at + 0.5) * step;
        return (
          <g key={weeks[at]}>
            {value > 0 && <rect x={at * step + step * 0.2} y={HEIGHT - Math.max(2, tall)} width={step * 0.6} height={Math.max(2, tall)} rx={2} fill="var(--brand)" />}
            {alarms[at] === true && <path d={`M${middle} ${HEIGHT + 3} l4 8 h-8 z`} fill="var(--accent)" />}
          </g>
        );
      })}
    </svg>
  );
}
