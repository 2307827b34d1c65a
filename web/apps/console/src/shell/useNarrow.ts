import { useSyncExternalStore } from "react";

const narrow = matchMedia("(width < 50rem)");

function subscribe(tell: () => void): () => void {
  narrow.addEventListener("change", tell);
  return () => narrow.removeEventListener("change", tell);
}

/** Under 800 px tables become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
