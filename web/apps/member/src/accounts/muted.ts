/** Which texts on the screen contain a word that one mutes: asked in batches, since only the server reads as the screening does. */
import { matchMuteWords } from "@tonghao/api";
import { useSyncExternalStore } from "react";

const BATCH = 40;
const known = new Map<string, boolean>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

function tell(): void {
  for (const listener of listeners) listener();
}

async function ask(): Promise<void> {
  timer = null;
  const texts = [...asked].filter((text) => !known.has(text)).slice(0, BATCH);
  if (texts.length === 0) return;
  try {
    const { muted } = await matchMuteWords({ body: { texts } });
    for (const [at, text] of texts.entries()) known.set(text, muted[at] ?? false);
  } catch {
    // Without an answer it is shown: a lost connection must not hide everything.
    for (const text of texts) known.set(text, false);
  }
  for (const text of texts) asked.delete(text);
  tell();
  if (asked.size > 0) timer = setTimeout(() => void ask());
}

/** The words have changed: everything is asked anew. */
export function forgetMuted(): void {
  known.clear();
  tell();
}

/** Whether `text` contains a muted word; undefined until it is known. */
export function useMuted(text: string): boolean | undefined {
  return useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      if (!known.has(text)) {
        asked.add(text);
        timer ??= setTimeout(() => void ask(), 20);
      }
      return () => listeners.delete(heard);
    },
    () => known.get(text),
  );
}
