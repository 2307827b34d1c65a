/** Hears keys for the shortcuts, whose table comes with the first one. */
import { useEffect, useSyncExternalStore } from "react";

const OFF = "tonghao.keys-off";
const heard = new Set<() => void>();
let shown = false;

function tell(): void {
  for (const one of heard) one();
}

function subscribe(one: () => void): () => void {
  heard.add(one);
  return () => heard.delete(one);
}

/** Whether keys alone do something; one can switch that off (WCAG 2.1.4). Kept on this device. */
export function areOn(): boolean {
  try {
    return localStorage.getItem(OFF) !== "1";
  } catch {
    return true;
  }
}

export function turnKeys(on: boolean): void {
  try {
    localStorage.setItem(OFF, on ? "0" : "1");
  } catch {
    // Nothing is kept in this browser.
  }
  tell();
}

export const useKeysOn = () => useSyncExternalStore(subscribe, areOn);
export const useTableShown = () => useSyncExternalStore(subscribe, () => shown);

export function showTable(): void {
  shown = true;
  tell();
}

export function hideTable(): void {
  shown = false;
  tell();
}

/** Whether `event` belongs to something that is typed in, or to a dialog or menu. */
function isTaken(event: KeyboardEvent): boolean {
  const place = event.target instanceof Element ? event.target : null;
  const typing = place?.closest("input, textarea, select, [contenteditable=true], [role=menu], [role=dialog], [role=alertdialog], [role=tablist]");
  return typing !== null && typing !== undefined;
}

export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === "Escape" && document.activeElement instanceof HTMLElement) {
        // A dialog closes by itself, and has said so.
        if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") === null) document.activeElement.blur();
        return;
      }
      if (event.key.length !== 1 || isTaken(event)) return;
      void import("./shortcuts.ts").then((shortcuts) => shortcuts.hearKey(event));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
