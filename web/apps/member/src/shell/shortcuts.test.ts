/** The keys that are documented are those that work. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");

test("the document names every key of the table, and no other", () => {
  const keys = [...read("shortcuts.ts").matchAll(/\{ keys: "([^"]+)"/g)].map((found) => found[1]);
  const rows = read("../../../../../docs/keyboard.md").split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => {
    const pressed = [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? "");
    // Two letters after g are one shortcut; j and k are two in one row.
    return pressed[0] === "g" ? [pressed.join(" ")] : pressed;
  });
  expect(named.filter((key) => key !== "Esc").toSorted()).toEqual(keys.toSorted());
});
