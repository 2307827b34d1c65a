import { X } from "lucide-react";
import { useState } from "react";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { forget, forgetAll, recent } from "./recent.ts";

const WAYS = ["two", "phrase", "without", "tag", "from"] as const;

/** Before anything is asked: what was asked before, and what one can ask. */
export function Start({ onAsk }: { onAsk: (words: string) => void }) {
  const t = useT();
  const [kept, setKept] = useState(recent);
  return (
    <div className="flex flex-col gap-4">
      {kept.length > 0 && (
        <Panel
          title={t("search.recent")}
          action={
            <button type="button" className="min-h-11 cursor-pointer px-1 text-sm text-muted hover:underline" onClick={() => setKept(forgetAll())}>
              {t("search.forget_all")}
            </button>
          }
        >
          <ul>
            {kept.map((words) => (
              <li key={words} className="flex items-center gap-2">
                <button type="button" className="min-h-11 min-w-0 flex-1 cursor-pointer truncate text-left hover:underline" onClick={() => onAsk(words)}>
                  {words}
                </button>
                <button
                  type="button"
                  aria-label={t("search.forget", { words })}
                  className="grid size-11 cursor-pointer place-items-center rounded-full text-muted hover:bg-tint"
                  onClick={() => setKept(forget(words))}
                >
                  <X size={18} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
          <p className="pt-1 text-sm text-muted">{t("search.recent_text")}</p>
        </Panel>
      )}
      <Panel title={t("search.how")}>
        <ul className="flex flex-col gap-1">
          {WAYS.map((way) => (
            <li key={way} className="flex flex-wrap items-center gap-x-3">
              <button
                type="button"
                className="min-h-11 cursor-pointer rounded-full bg-tint px-4 text-sm font-medium"
                onClick={() => onAsk(t(`search.example_${way}`))}
              >
                {t(`search.example_${way}`)}
              </button>
              <span className="text-sm text-muted">{t(`search.how_${way}`)}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
