/** The table of keys, and what each does. It is loaded with the first key that is pressed outside a field. */
import { router } from "../router.tsx";
import type { MemberKey } from "../text.ts";
import { areOn, showTable } from "./keys.ts";

export type Shortcut = {
  /** One key, or two that are pressed one after the other: `g h`. */
  keys: string;
  label: MemberKey;
  group: "keys.entries" | "keys.places";
  act: () => void;
};

const ENTRIES = "main article, main li[id^='floor-']";
// Below the bar at the top.
const EDGE_PX = 64;
const TOGETHER_MS = 1200;

function entries(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ENTRIES)];
}

/** The entry with the focus in it; else the first that one sees. */
function current(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>(ENTRIES);
  return focused ?? entries().find((entry) => entry.getBoundingClientRect().bottom > EDGE_PX + 40) ?? null;
}

function step(by: 1 | -1): void {
  const all = entries();
  const focused = document.activeElement?.closest<HTMLElement>(ENTRIES);
  const from = focused === null || focused === undefined ? -1 : all.indexOf(focused);
  const first = current();
  const next = from === -1 ? first : all[from + by];
  if (next === null || next === undefined) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}

/** Press what the current entry marks with `data-key`; true when there was such a thing. */
function press(key: string): boolean {
  const marked = current()?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  marked?.click();
  return marked !== null && marked !== undefined;
}

function answer(): void {
  const box = document.querySelector<HTMLElement>("[data-key-box=reply]");
  const onFloor = document.activeElement?.closest("li[id^='floor-']") !== null;
  // Beside the box of a thread the first post's number of replies leads nowhere.
  if (box !== null && !onFloor) box.focus();
  else if (!press("c")) box?.focus();
}

function search(): void {
  const field = document.querySelector<HTMLElement>("main input[type=search], header input[type=search]");
  if (field !== null) {
    field.focus();
    return;
  }
  // From a circle's pages one looks inside the circle first. The page takes the focus to its field.
  const circle = /^\/c\/([^/]+)/.exec(router.state.location.pathname)?.[1];
  void router.navigate({ to: "/search", search: circle === undefined ? {} : { circle } });
}

const to = (place: "/" | "/discover" | "/notifications" | "/compose") => () => void router.navigate({ to: place });

export const SHORTCUTS: Shortcut[] = [
  { keys: "j", label: "keys.next", group: "keys.entries", act: () => step(1) },
  { keys: "k", label: "keys.previous", group: "keys.entries", act: () => step(-1) },
  { keys: "o", label: "keys.open", group: "keys.entries", act: () => void press("o") },
  { keys: "l", label: "keys.like", group: "keys.entries", act: () => void press("l") },
  { keys: "c", label: "keys.comment", group: "keys.entries", act: answer },
  { keys: "n", label: "keys.compose", group: "keys.places", act: to("/compose") },
  { keys: "g h", label: "keys.home", group: "keys.places", act: to("/") },
  { keys: "g d", label: "keys.discover", group: "keys.places", act: to("/discover") },
  { keys: "g n", label: "keys.notices", group: "keys.places", act: to("/notifications") },
  { keys: "/", label: "keys.search", group: "keys.places", act: search },
  { keys: "?", label: "keys.help", group: "keys.places", act: showTable },
];

let before = { key: "", at: 0 };

/** Do what `event` asks for; the same key may be the second of two. */
export function hearKey(event: KeyboardEvent): void {
  const pair = event.timeStamp - before.at < TOGETHER_MS ? `${before.key} ${event.key}` : "";
  before = { key: event.key, at: event.timeStamp };
  if (!areOn()) return;
  const wanted = SHORTCUTS.find((one) => one.keys === pair) ?? SHORTCUTS.find((one) => one.keys === event.key);
  if (wanted === undefined) return;
  event.preventDefault();
  wanted.act();
}
