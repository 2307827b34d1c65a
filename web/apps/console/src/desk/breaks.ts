/** How long somebody has worked in the queue without a pause, and how many pictures they decided on. */
import { useSyncExternalStore } from "react";

const KEPT = "tonghao.console.breaks";
const MINUTE_MS = 60_000;
/** So long without a hand on anything is a pause. */
const PAUSE_MS = 10 * MINUTE_MS;
const LATER_MS = 10 * MINUTE_MS;

export type Wishes = { on: boolean; minutes: number; pictures: number };
export type Work = { worked: number; pictures: number; last: number; later: number };
type Kept = { wishes: Wishes; work: Work };

export const USUAL: Wishes = { on: true, minutes: 45, pictures: 60 };
export const RESTED: Work = { worked: 0, pictures: 0, last: 0, later: 0 };

/** The work after somebody did something at `now`: time goes on from the last thing, and starts anew after a pause. */
export function workedOn(work: Work, now: number): Work {
  if (work.last === 0 || now - work.last >= PAUSE_MS || now < work.last) return { ...RESTED, last: now };
  return { ...work, worked: work.worked + now - work.last, last: now };
}

/** Whether it is time to say so. */
export function isDue(work: Work, wishes: Wishes, now: number): boolean {
  if (!wishes.on || now < work.later) return false;
  return work.worked >= wishes.minutes * MINUTE_MS || work.pictures >= wishes.pictures;
}

const number = (value: unknown, from: number, to: number, usual: number): number =>
  typeof value === "number" && value >= from && value <= to ? value : usual;

/** What was kept, whoever wrote it. */
export function keptFrom(raw: string | null): Kept {
  try {
    const said: unknown = JSON.parse(raw ?? "{}");
    const { wishes = {}, work = {} } = (said ?? {}) as { wishes?: Partial<Wishes>; work?: Partial<Work> };
    const far = Number.MAX_SAFE_INTEGER;
    return {
      wishes: { on: wishes.on !== false, minutes: number(wishes.minutes, 10, 120, USUAL.minutes), pictures: number(wishes.pictures, 10, 500, USUAL.pictures) },
      work: { worked: number(work.worked, 0, far, 0), pictures: number(work.pictures, 0, far, 0), last: number(work.last, 0, far, 0), later: number(work.later, 0, far, 0) },
    };
  } catch {
    return { wishes: USUAL, work: RESTED };
  }
}

const heard = new Set<() => void>();
let kept: Kept | null = null;

function read(): Kept {
  try {
    kept ??= keptFrom(localStorage.getItem(KEPT));
  } catch {
    kept ??= { wishes: USUAL, work: RESTED };
  }
  return kept;
}

function keep(next: Kept): void {
  kept = next;
  try {
    localStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // Kept until the page closes.
  }
  for (const tell of heard) tell();
}

/** Somebody did something in the queue. */
export function work(now = Date.now()): void {
  const before = read();
  // A hand on the mouse moves all the time; a step of some seconds is exact enough.
  if (now - before.work.last < 5_000 && now >= before.work.last) return;
  keep({ ...before, work: workedOn(before.work, now) });
}

/** Pictures that somebody decided on. */
export function countPictures(count: number): void {
  const before = read();
  if (count > 0) keep({ ...before, work: { ...before.work, pictures: before.work.pictures + count } });
}

export function rest(): void {
  keep({ ...read(), work: RESTED });
}

export function later(now = Date.now()): void {
  const before = read();
  keep({ ...before, work: { ...before.work, later: now + LATER_MS } });
}

export function wish(wishes: Wishes): void {
  keep({ ...read(), wishes });
}

export function useBreaks(): Kept {
  return useSyncExternalStore(
    (tell) => {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    read,
  );
}
