/** The small markup, for the preview while one writes. The server decides in the end; this only shows it early. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "break" }
  | { kind: "strong" | "em" | "strike"; inside: Inline[] }
  | { kind: "link"; href: string; inside: Inline[] };

export type Block =
  | { kind: "paragraph"; inside: Inline[] }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "list"; ordered: boolean; entries: Inline[][] }
  | { kind: "code"; text: string };

const FENCE = /^\s{0,3}```/;
const QUOTE = /^\s{0,3}> ?/;
const BULLET = /^\s{0,3}[-+*]\s+/;
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+/;
const DEEPEST = 6;

/** The blocks of `text`. */
export function blocksOf(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
    } else if (FENCE.test(line)) {
      const end = lines.findIndex((other, index) => index > at && FENCE.test(other));
      const stop = end === -1 ? lines.length : end;
      blocks.push({ kind: "code", text: lines.slice(at + 1, stop).join("\n") });
      at = stop + 1;
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      const quoted = takeWhile(lines, at, (other) => QUOTE.test(other));
      blocks.push({ kind: "quote", blocks: blocksOf(quoted.map((one) => one.replace(QUOTE, "")).join("\n"), depth + 1) });
      at += quoted.length;
    } else if (BULLET.test(line) || NUMBER.test(line)) {
      const mark = BULLET.test(line) ? BULLET : NUMBER;
      const entries = takeWhile(lines, at, (other) => mark.test(other));
      blocks.push({ kind: "list", ordered: mark === NUMBER, entries: entries.map((one) => inlineOf(one.replace(mark, ""))) });
      at += entries.length;
    } else {
      const words = takeWhile(lines, at, (other, index) => other.trim() !== "" && (index === at || !startsBlock(other)));
      blocks.push({ kind: "paragraph", inside: inlineOf(words.map((one) => one.trim()).join("\n")) });
      at += words.length;
    }
  }
  return blocks;
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || QUOTE.test(line) || BULLET.test(line) || NUMBER.test(line);
}

function takeWhile(lines: string[], from: number, fits: (line: string, index: number) => boolean): string[] {
  let end = from;
  while (end < lines.length && fits(lines[end] ?? "", end)) end += 1;
  return lines.slice(from, Math.max(end, from + 1));
}

const INLINE =
  /(?<code>`+)(?<inCode>.+?)\k<code>|\[(?<label>[^\]\n]+)\]\((?<href>https?:\/\/[^\s)]+)\)|(?<bare>https?:\/\/[^\s<>"，。、；！？）】」]+)|(?<strong>\*\*|__)(?=\S)(?<inStrong>.+?)(?<=\S)\k<strong>|~~(?=\S)(?<inStrike>.+?)(?<=\S)~~|(?<em>\*|(?<![\p{L}\p{N}_])_)(?=\S)(?<inEm>[^*_\n]+?)(?<=\S)\k<em>|\\(?<escaped>[\\*_~`[\]>#()-])|(?<newline>\n)/su;

/** The runs inside a block. */
export function inlineOf(text: string): Inline[] {
  const runs: Inline[] = [];
  let rest = text;
  while (rest !== "") {
    const match = INLINE.exec(rest);
    if (match === null) break;
    if (match.index > 0) runs.push({ kind: "text", text: rest.slice(0, match.index) });
    runs.push(...runsOf(match.groups ?? {}));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== "") runs.push({ kind: "text", text: rest });
  return runs;
}

function runsOf(found: Record<string, string | undefined>): Inline[] {
  if (found["inCode"] !== undefined) return [{ kind: "code", text: found["inCode"].trim() }];
  if (found["href"] !== undefined) return [{ kind: "link", href: found["href"], inside: inlineOf(found["label"] ?? "") }];
  if (found["bare"] !== undefined) return bareLink(found["bare"]);
  if (found["inStrong"] !== undefined) return [{ kind: "strong", inside: inlineOf(found["inStrong"]) }];
  if (found["inStrike"] !== undefined) return [{ kind: "strike", inside: inlineOf(found["inStrike"]) }];
  if (found["inEm"] !== undefined) return [{ kind: "em", inside: inlineOf(found["inEm"]) }];
  if (found["escaped"] !== undefined) return [{ kind: "text", text: found["escaped"] }];
  return [{ kind: "break" }];
}

function bareLink(address: string): Inline[] {
  const href = address.replace(/[.,;:!?'"*_~)\]]+$/, "");
  const link: Inline = { kind: "link", href, inside: [{ kind: "text", text: href }] };
  return href === address ? [link] : [link, { kind: "text", text: address.slice(href.length) }];
}

/** `text` with `mark` around what is selected, or taken away again. Gives the new selection too. */
export function wrapped(text: string, from: number, to: number, mark: string): { text: string; from: number; to: number } {
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (before.endsWith(mark) && after.startsWith(mark)) {
    return {
      text: before.slice(0, -mark.length) + text.slice(from, to) + after.slice(mark.length),
      from: from - mark.length,
      to: to - mark.length,
    };
  }
  return { text: before + mark + text.slice(from, to) + mark + after, from: from + mark.length, to: to + mark.length };
}

/** `text` with `mark` before each selected line, or taken away where all of them have it. */
export function prefixed(text: string, from: number, to: number, mark: string): { text: string; from: number; to: number } {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const found = text.indexOf("\n", to);
  const end = found === -1 ? text.length : found;
  const lines = text.slice(start, end).split("\n");
  const all = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length };
}
