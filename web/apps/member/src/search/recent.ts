/** What was searched lately; kept on this device alone, and forgotten when one wishes. */
const KEPT = "tonghao.searched";
const MOST = 8;

export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function keep(all: string[]): string[] {
  try {
    if (all.length === 0) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // Nothing is kept in this browser.
  }
  return all;
}

export function remember(words: string): string[] {
  return keep([words, ...recent().filter((one) => one !== words)].slice(0, MOST));
}

export function forget(words: string): string[] {
  return keep(recent().filter((one) => one !== words));
}

export function forgetAll(): string[] {
  return keep([]);
}
