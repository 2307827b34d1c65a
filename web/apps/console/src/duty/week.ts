/** The next seven days as a bar. Pure. */
import type { DutyGap } from "@tonghao/api";

const WEEK = 7 * 86_400_000;

export type Piece = { from: number; width: number };

/** Where nobody is on duty, in per cent of the seven days from `now` on. */
export function piecesOf(gaps: DutyGap[], now: number): Piece[] {
  return gaps.flatMap(({ starts_at, ends_at }) => {
    const from = Math.max(0, (Date.parse(starts_at) - now) / WEEK);
    const to = Math.min(1, (Date.parse(ends_at) - now) / WEEK);
    return to > from ? [{ from: from * 100, width: (to - from) * 100 }] : [];
  });
}

/** 08:30 as minutes since midnight; 00:00 as an end is the end of the day. */
export function minutesOf(clock: string, isEnd: boolean): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  const total = Number(hours) * 60 + Number(minutes);
  return isEnd && total === 0 ? 1440 : total;
}

export function clockOfMinute(minute: number): string {
  const shown = minute % 1440;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}
