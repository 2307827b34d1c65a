/** Amounts as they are typed, and what stands in a code. Pure. */

/** The hundredths that a typed amount names, or null where it is none; only to show a share beforehand. */
export function hundredthsOf(typed: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (found === null) return null;
  const minor = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return minor > 0 ? minor : null;
}

/** Minor units as people write them, in `places` places: hundredths, or whole points. */
export function decimalOf(minor: number, places = 2): string {
  if (places === 0) return String(minor);
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

/** What is written in a code: whom it lets charge, or whom it pays. */
export type ScannedCode = { kind: "pay"; token: string } | { kind: "collect"; codeId: string };

const COLLECT = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The code in a scanned address or in what somebody typed. */
export function scannedCode(text: string): ScannedCode | null {
  const plain = text.trim();
  const found = /#(pay|collect)=([\w-]+)$/.exec(plain);
  const said = found?.[2] ?? plain;
  if (found?.[1] !== "pay" && COLLECT.test(said)) return { kind: "collect", codeId: said };
  if (found?.[1] !== "collect" && /^[\w-]{24}$/.test(said)) return { kind: "pay", token: said };
  return null;
}
