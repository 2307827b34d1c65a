/** Where the points of the two curves lie: hours across, views upwards, each step of the scale ten times the last. */
export const WIDTH = 320;
export const HEIGHT = 150;
const MOST = 8;

export type Point = { minute: number; views: number };

export function heightOf(views: number): number {
  return HEIGHT - (Math.log10(Math.max(1, views)) / MOST) * HEIGHT;
}

/** The `points` of a polyline over *hours* hours. */
export function lineOf(points: readonly Point[], hours: number): string {
  return points.map(({ minute, views }) => `${((minute / (hours * 60)) * WIDTH).toFixed(1)},${heightOf(views).toFixed(1)}`).join(" ");
}

/** What was published, hour by hour: even doubling between the two published points. */
export function publishedAt(minute: number, hours: number, views: number, first: number): number {
  return minute <= 0 ? 0 : Math.round(first * (views / first) ** Math.min(1, minute / (hours * 60)));
}
