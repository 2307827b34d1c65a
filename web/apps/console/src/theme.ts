/** Mantine in the house's colours. The colours themselves stand in mantine.css. */
import { createTheme, type MantineColorScheme, type MantineColorSchemeManager } from "@mantine/core";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { useSyncExternalStore } from "react";

const NONE = "1px solid transparent";

/** Three tones are enough: the brand's, `red` for what cannot be missed, `gray` for the rest. */
function toneOf(color: string | undefined) {
  if (color === "red") return { full: "var(--accent)", press: "var(--accent)", on: "var(--surface)", tint: "var(--accent-tint)", line: "var(--accent)", text: "var(--accent)" };
  if (color === "gray") return { full: "var(--ink)", press: "var(--ink)", on: "var(--bg)", tint: "var(--raised)", line: "var(--line)", text: "var(--ink)" };
  return { full: "var(--brand)", press: "var(--brand-press)", on: "var(--on-brand)", tint: "var(--tint)", line: "var(--brand)", text: "var(--brand)" };
}

export const look = createTheme({
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "never",
  components: {
    Button: { defaultProps: { radius: "xl" } },
    // A dialog's heading is no second banner of the page; the library's own scroll lock writes a style element.
    Modal: { defaultProps: { radius: 16, padding: 20, classNames: { title: "text-lg font-semibold", header: "pb-2" }, attributes: { header: { role: "presentation" } }, lockScroll: false } },
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } }, lockScroll: false } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 40, radius: "xl" } },
  },
  variantColorResolver: ({ color, variant }) => {
    const tone = toneOf(color);
    switch (variant) {
      case "light":
        return { background: tone.tint, hover: tone.tint, color: tone.text, border: NONE };
      case "outline":
        return { background: "transparent", hover: tone.tint, color: tone.text, border: `1px solid ${tone.line}` };
      case "default":
        return { background: "var(--surface)", hover: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)" };
      case "subtle":
      case "transparent":
        return { background: "transparent", hover: "var(--tint)", color: tone.text, border: NONE };
      default:
        return { background: tone.full, hover: tone.press, color: tone.on, border: NONE };
    }
  },
});

/** Light and dark are kept by the tokens, for both apps alike. */
export const noOwnScheme: MantineColorSchemeManager = {
  get: (): MantineColorScheme => scheme(),
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

const heard = new Set<() => void>();
const machine = matchMedia("(prefers-color-scheme: dark)");

function scheme(): "light" | "dark" {
  const kept = keptTheme();
  return kept === "system" ? (machine.matches ? "dark" : "light") : kept;
}

function subscribe(tell: () => void): () => void {
  heard.add(tell);
  machine.addEventListener("change", tell);
  return () => {
    heard.delete(tell);
    machine.removeEventListener("change", tell);
  };
}

export function useScheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, scheme);
}

export function wear(choice: "system" | "light" | "dark"): void {
  showTheme(choice);
  for (const tell of heard) tell();
}
