/** A text cut where the machine found something. Pure. */
import type { Finding } from "@tonghao/api";

export type Piece = { text: string; findings: Finding[] };

/** The whole of `text` in pieces, each with the findings that cover it. The server counts characters, not UTF-16 units. */
export function piecesOf(text: string, findings: Finding[]): Piece[] {
  const letters = Array.from(text);
  const placed = findings.flatMap((finding) => {
    if (finding.span === null) return [];
    const start = Math.max(0, finding.span[0]);
    const end = Math.min(letters.length, finding.span[1]);
    return start < end ? [{ finding, start, end }] : [];
  });
  const cuts = [...new Set([0, letters.length, ...placed.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const from = cuts[at] ?? 0;
    const to = cuts[at + 1] ?? 0;
    pieces.push({
      text: letters.slice(from, to).join(""),
      findings: placed.filter(({ start, end }) => start <= from && to <= end).map(({ finding }) => finding),
    });
  }
  return pieces;
}
