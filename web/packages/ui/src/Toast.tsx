import { type SharedKey, useTexts } from "@tonghao/i18n";
import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { classes } from "./classes.ts";

export type ToastTone = "plain" | "bad";
type Shown = { id: number; text: string; tone: ToastTone };

const STAYS_MS = 6000;
const heard = new Set<() => void>();
let shown: Shown[] = [];
let next = 1;

function change(now: Shown[]): void {
  shown = now;
  for (const one of heard) one();
}

/** Say a short thing at the edge of the screen. Screen readers hear it. */
export function toast(text: string, tone: ToastTone = "plain"): void {
  const id = next;
  next += 1;
  change([...shown.filter((one) => one.text !== text).slice(-2), { id, text, tone }]);
  setTimeout(() => change(shown.filter((one) => one.id !== id)), STAYS_MS);
}

export function Toasts() {
  const t = useTexts<SharedKey>();
  const list = useSyncExternalStore(
    (tick) => {
      heard.add(tick);
      return () => heard.delete(tick);
    },
    () => shown,
  );
  return (
    <section
      aria-label={t("ui.notices")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-50 flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      {list.map((one) => (
        <div
          key={one.id}
          className={classes(
            "pointer-events-auto flex max-w-md items-center gap-2 rounded-2xl py-1.5 pr-1.5 pl-4 text-sm",
            one.tone === "bad" ? "border border-accent bg-accent-tint text-ink" : "bg-ink text-bg",
          )}
        >
          <span className="py-1.5 whitespace-pre-line">{one.text}</span>
          <button
            type="button"
            className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-full"
            aria-label={t("ui.close")}
            onClick={() => change(shown.filter((other) => other.id !== one.id))}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
    </section>
  );
}
