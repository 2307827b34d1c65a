/** How long until a clock runs out, or since. Pure. */
export type Left = { over: boolean; hours: number; minutes: number };

const MINUTE = 60_000;

export function leftOf(dueAt: number, now: number): Left {
  const over = now >= dueAt;
  // Begun minutes count while there is time left, full ones when there is none: nobody is told more than there is.
  const minutes = over ? Math.floor((now - dueAt) / MINUTE) : Math.floor((dueAt - now) / MINUTE);
  return { over, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
