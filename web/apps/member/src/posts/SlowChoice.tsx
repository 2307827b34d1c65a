import { useT } from "../text.ts";

const MINUTES = [1, 2, 5, 10, 30, 60];

type SlowChoiceProps = { label: string; seconds: number; busy: boolean; onChoose: (seconds: number) => void };

/** How often each person may reply. */
export function SlowChoice({ label, seconds, busy, onChoose }: SlowChoiceProps) {
  const t = useT();
  const minutes = MINUTES.includes(seconds / 60) || seconds === 0 ? MINUTES : [...MINUTES, Math.ceil(seconds / 60)];
  return (
    <select
      aria-label={label}
      value={Math.ceil(seconds / 60)}
      disabled={busy}
      onChange={(event) => onChoose(Number(event.target.value) * 60)}
      className="min-h-11 rounded-small border border-line bg-surface px-3"
    >
      <option value={0}>{t("slow.off")}</option>
      {minutes.map((count) => (
        <option key={count} value={count}>
          {t("slow.minutes", { count })}
        </option>
      ))}
    </select>
  );
}
