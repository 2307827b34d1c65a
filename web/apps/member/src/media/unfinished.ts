/** Transfers that a reload or a lost connection has cut: their names, so that the same photo is chosen again. */
export const NAME_BEGINS = "tonghao";

const DAY_MS = 24 * 3600 * 1000;
const KEY_BEGINS = `tus::${NAME_BEGINS}`;
type Kept = { creationTime: string; metadata: Record<string, string> };

/** File names of what can still go on, the newest first; what is older than a day is forgotten. */
export function unfinished(purpose: string, now: number = Date.now(), storage: Storage = localStorage): string[] {
  const found: { name: string; at: number }[] = [];
  for (const key of Object.keys(storage).filter((one) => one.startsWith(KEY_BEGINS))) {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? "") as Kept;
      const at = Date.parse(kept.creationTime);
      if (!(now - at < DAY_MS)) storage.removeItem(key);
      else if (kept.metadata.purpose === purpose) found.push({ name: kept.metadata.filename ?? "", at });
    } catch {
      storage.removeItem(key);
    }
  }
  return found.toSorted((one, other) => other.at - one.at).map((one) => one.name);
}
