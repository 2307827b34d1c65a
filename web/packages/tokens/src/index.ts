export type ThemeChoice = "system" | "light" | "dark";

const KEPT = "tonghao.theme";

/** Show the page in `choice`; `system` follows the machine. Kept on this device for the next visit. */
export function showTheme(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // A browser that keeps nothing still shows the theme until it closes.
  }
}

export function keptTheme(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}
