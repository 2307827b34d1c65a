/** Keeps the app on this device, and tells when a newer one waits. It never takes the newer one by itself. */
import { Workbox } from "workbox-window";

const LOOK_AGAIN_MS = 60 * 60_000;
/** `waits`: it is fetched and can be taken; `taken`: another window took it, this one still shows the older. */
export type Newer = "none" | "waits" | "taken";

let newer: Newer = "none";
let asked = false;
const heard = new Set<() => void>();

function tell(now: Newer): void {
  newer = now;
  for (const one of heard) one();
}

export const update = {
  subscribe: (one: () => void) => {
    heard.add(one);
    return () => heard.delete(one);
  },
  state: () => newer,
};

let workbox: Workbox | null = null;

export function keepOnDevice(): void {
  if (workbox !== null || !("serviceWorker" in navigator)) return;
  workbox = new Workbox("/sw.js");
  workbox.addEventListener("waiting", () => tell("waits"));
  workbox.addEventListener("controlling", (event) => {
    if (asked) location.reload();
    else if (event.isUpdate === true || event.isExternal === true) tell("taken");
  });
  // Where nothing may be kept, the app works as a page.
  workbox.register().catch(() => undefined);
  setInterval(() => void workbox?.update().catch(() => undefined), LOOK_AGAIN_MS);
}

/** The reader wants the newer app now. */
export function takeNewer(): void {
  if (newer === "taken") {
    location.reload();
    return;
  }
  asked = true;
  workbox?.messageSkipWaiting();
}

/** Not now: it comes when the app is next opened, or with the next version. */
export function leaveNewer(): void {
  tell("none");
}
