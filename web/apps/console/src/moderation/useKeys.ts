import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useEffectEvent, useSyncExternalStore } from "react";

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

const FIELDS = "input, textarea, select, [contenteditable], [role=dialog]";
// A letter pressed on a box does nothing there, so it may mean the page.
const WRITTEN_IN = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog]";

/** Do what `keys` says for a letter, unless somebody writes or a dialog is open. */
export function useKeys(keys: Record<string, () => void>, { besideBoxes = false } = {}): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!areOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("[role=dialog]") !== null) return;
    if (event.target instanceof Element && event.target.closest(besideBoxes ? WRITTEN_IN : FIELDS) !== null) return;
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

/** Press the first thing on the page that is marked with `data-key`; a field takes the focus. */
function pressMarked(key: string): void {
  const marked = [...document.querySelectorAll<HTMLElement>(`main [data-key="${key}"]`)].find((one) => !one.matches(":disabled"));
  marked?.scrollIntoView({ block: "nearest" });
  if (marked?.matches("input, textarea, select") === true) marked.focus();
  else marked?.click();
}

/** Letters that press what the page marks with them. */
export function useMarkedKeys(letters: string): void {
  useKeys(Object.fromEntries([...letters].map((letter) => [letter, () => pressMarked(letter)])), { besideBoxes: true });
}

/** In the field for the reason Ctrl+Enter or ⌘+Enter sends its form. */
export function sendOnCtrlEnter(event: ReactKeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
