import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

const KEPT = "tonghao.console.keys";
const heard = new Set<() => void>();
let off: boolean | null = null;

function areOn(): boolean {
  try {
    off ??= localStorage.getItem(KEPT) === "off";
  } catch {
    off ??= false;
  }
  return !off;
}

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  return () => heard.delete(tell);
}

/** Single letters can be switched off: speech input and slips of the hand press them too. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areOn);
  return [
    on,
    (wanted) => {
      off = !wanted;
      try {
        localStorage.setItem(KEPT, wanted ? "on" : "off");
      } catch {
        // Kept until the page closes.
      }
      for (const tell of heard) tell();
    },
  ];
}

/** Do what `keys` says for a letter, unless somebody writes or a dialog is open. */
export function useKeys(keys: Record<string, () => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!areOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null) return;
    // Enter belongs to what has the focus.
    if (event.key === "Enter" && event.target instanceof Element && event.target.closest("a, button, summary") !== null) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
