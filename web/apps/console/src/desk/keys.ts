/** Every key of the console, where it is heard, and what it does: the sheet and the page in docs say the same. */
import type { ConsoleKey } from "../text.ts";

export type KeyRow = { keys: string; label: ConsoleKey };

export const KEY_GROUPS: readonly { title: ConsoleKey; rows: readonly KeyRow[] }[] = [
  {
    title: "keys.in_queue",
    rows: [
      { keys: "j", label: "keys.next" },
      { keys: "k", label: "keys.previous" },
      { keys: "Enter", label: "keys.open" },
      { keys: "b", label: "keys.alike" },
    ],
  },
  {
    title: "keys.in_case",
    rows: [
      { keys: "c", label: "keys.claim" },
      { keys: "p", label: "keys.photo" },
      { keys: "r", label: "keys.release" },
      { keys: "x", label: "keys.remove" },
      { keys: "1", label: "keys.label" },
      { keys: "2", label: "keys.fold" },
      { keys: "3", label: "keys.blur" },
      { keys: "4", label: "keys.limit" },
      { keys: "Ctrl Enter", label: "keys.send" },
      { keys: "u", label: "keys.undo" },
      { keys: "m", label: "keys.note" },
      { keys: "g", label: "keys.give" },
      { keys: "e", label: "keys.recuse" },
      { keys: "v", label: "keys.viewpoint" },
      { keys: "b", label: "keys.alike" },
      { keys: "n", label: "keys.next_case" },
      { keys: "q", label: "keys.back" },
    ],
  },
  {
    title: "keys.in_batch",
    rows: [
      { keys: "j", label: "keys.next" },
      { keys: "k", label: "keys.previous" },
      { keys: "Space", label: "keys.turn" },
      { keys: "a", label: "keys.all" },
      { keys: "r", label: "keys.release" },
      { keys: "x", label: "keys.remove" },
      { keys: "1", label: "keys.label" },
      { keys: "2", label: "keys.fold" },
      { keys: "3", label: "keys.blur" },
      { keys: "4", label: "keys.limit" },
      { keys: "Ctrl Enter", label: "keys.send" },
      { keys: "u", label: "keys.undo" },
      { keys: "q", label: "keys.back" },
    ],
  },
  { title: "keys.anywhere", rows: [{ keys: "?", label: "keys.sheet" }] },
];
