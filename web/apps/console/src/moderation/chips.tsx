/** The small marks that cases carry in every list. */
import type { CaseState, DecisionAct, ReportState } from "@tonghao/api";
import { classes } from "@tonghao/ui";
import type { ReactNode } from "react";
import { useT } from "../text.ts";

const TONES: Record<number, string> = {
  4: "bg-accent text-surface border-accent",
  3: "bg-accent-tint text-ink border-accent",
  2: "bg-amber-tint text-amber-ink border-amber",
  1: "bg-tint text-ink border-tint",
  0: "bg-raised text-ink border-line",
};

const CHIP = "inline-flex items-center gap-1 rounded-full border px-2 text-xs leading-5 font-medium whitespace-nowrap";

/** How grave: the level and its word, so that colour is never the only sign. */
export function Severity({ level }: { level: number }) {
  const t = useT();
  const known = level === 4 || level === 3 || level === 2 || level === 1 ? level : 0;
  return (
    <span className={classes(CHIP, TONES[known])}>
      <span className="figures font-bold" aria-hidden="true">
        {known}
      </span>
      <span className="sr-only">{t("severity.label", { level: known })}</span>
      {t(`severity.${known}`)}
    </span>
  );
}

const CHIP_TONES = {
  waiting: "bg-amber-tint text-amber-ink border-amber",
  plain: "bg-raised text-ink border-line",
  good: "bg-tint text-ink border-tint",
  bad: "bg-accent-tint text-ink border-accent",
};

/** A word in a frame. */
export function Chip({ tone, children }: { tone: keyof typeof CHIP_TONES; children: ReactNode }) {
  return <span className={classes(CHIP, CHIP_TONES[tone])}>{children}</span>;
}

const STATE_TONES = { open: "bg-amber-tint text-amber-ink border-amber", released: "bg-tint text-ink border-tint", curbed: "bg-raised text-ink border-amber", removed: "bg-accent-tint text-ink border-accent-tint" };

export function CaseStateChip({ state }: { state: CaseState }) {
  const t = useT();
  return <span className={classes(CHIP, STATE_TONES[state])}>{t(`state.${state}`)}</span>;
}

/** What was decided; of a curb, which one. */
export function ActChip({ act }: { act: DecisionAct }) {
  const t = useT();
  if (act === "remove" || act === "release") return <CaseStateChip state={act === "remove" ? "removed" : "released"} />;
  return <span className={classes(CHIP, STATE_TONES.curbed)}>{t(`decide.${act}`)}</span>;
}

const REPORT_TONES = { open: STATE_TONES.open, upheld: STATE_TONES.removed, dismissed: STATE_TONES.released };

export function ReportStateChip({ state }: { state: ReportState }) {
  const t = useT();
  return <span className={classes(CHIP, REPORT_TONES[state])}>{t(`reports.${state}`)}</span>;
}
