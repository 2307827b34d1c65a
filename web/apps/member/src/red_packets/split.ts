/** The draw of a lucky packet, done again in the browser: the same as the server's `red_packets/split.py`. */

const WORDS = 1n << 64n;

export type Drawn = { packet_id: string; total_minor: number; share_count: number; most_minor: number; seed: string; algorithm: string };

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 over everything the draw depends on, in hex: what stood on the packet from the first moment. */
export async function commitmentOf({ algorithm, packet_id, total_minor, share_count, most_minor, seed }: Drawn): Promise<string> {
  const lines = [algorithm, packet_id, total_minor, share_count, most_minor, seed];
  return hexOf(await digestOf(new TextEncoder().encode(lines.join("\n"))));
}

/** Numbers of 64 bits: SHA-256 of the seed and a counter of four bytes, eight bytes at a time. */
function wordsOf(seed: Uint8Array): () => Promise<bigint> {
  let counter = 0;
  let block: DataView | null = null;
  let at = 0;
  return async () => {
    if (block === null || at >= block.byteLength) {
      const bytes = new Uint8Array(seed.length + 4);
      bytes.set(seed);
      new DataView(bytes.buffer).setUint32(seed.length, counter);
      block = new DataView((await digestOf(bytes)).buffer);
      counter += 1;
      at = 0;
    }
    at += 8;
    return block.getBigUint64(at - 8);
  };
}

/** The shares in the order in which they are taken: the double mean, then shuffled. */
export async function amountsOf({ total_minor, share_count, most_minor, seed }: Drawn): Promise<number[]> {
  const next = wordsOf(bytesOf(seed));
  const below = async (bound: number): Promise<number> => {
    const limit = WORDS - (WORDS % BigInt(bound));
    let word = await next();
    // What would favour the low numbers is thrown away.
    while (word >= limit) word = await next(); // oxlint-disable-line no-await-in-loop
    return Number(word % BigInt(bound));
  };
  const amounts: number[] = [];
  let left = total_minor;
  for (let shares = share_count; shares > 1; shares -= 1) {
    const least = Math.max(1, left - (shares - 1) * most_minor);
    const most = Math.max(least, Math.min(most_minor, Math.floor((2 * left) / shares) - 1));
    const amount = least + (await below(most - least + 1)); // oxlint-disable-line no-await-in-loop
    amounts.push(amount);
    left -= amount;
  }
  amounts.push(left);
  for (let last = share_count - 1; last > 0; last -= 1) {
    const other = await below(last + 1); // oxlint-disable-line no-await-in-loop
    [amounts[last], amounts[other]] = [amounts[other] ?? 0, amounts[last] ?? 0];
  }
  return amounts;
}
