/** Between a moment and what a date field shows, in the zone in which the viewer reads times. Pure. */

function offsetMinutes(at: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
  return Math.round((shown - Math.floor(at / 60_000) * 60_000) / 60_000);
}

/** "2026-11-29T07:00" for the field. */
export function fieldOf(iso: string, zone: string | undefined): string {
  const at = Date.parse(iso);
  return new Date(at + offsetMinutes(at, zone) * 60_000).toISOString().slice(0, 16);
}

/** The moment that a field's value names in the zone; null when it is empty. */
export function momentOf(field: string, zone: string | undefined): string | null {
  const shown = Date.parse(`${field}Z`);
  if (Number.isNaN(shown)) return null;
  const near = shown - offsetMinutes(shown, zone) * 60_000;
  // Where the clocks change between the two, the second look is right.
  return new Date(shown - offsetMinutes(near, zone) * 60_000).toISOString();
}
