import { Button } from "@tonghao/ui";
import { useEffect, useSyncExternalStore } from "react";
import { useT } from "../text.ts";
import { keepOnDevice, leaveNewer, takeNewer, update } from "./worker.ts";

/** Offers the newer version that waits. What one writes is kept, so nothing is lost by taking it. */
export function Newer() {
  const t = useT();
  const newer = useSyncExternalStore(update.subscribe, update.state);
  useEffect(keepOnDevice, []);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-30 flex justify-center px-4 md:bottom-6">
      {newer !== "none" && (
        <div className="pointer-events-auto flex max-w-md flex-wrap items-center justify-end gap-x-3 gap-y-1 rounded-card border border-line bg-surface py-2 pr-2 pl-5">
          <span className="min-w-40 flex-1 py-1 text-sm">{t("newer.text")}</span>
          <span className="flex gap-1">
            <Button look="ghost" size="s" className="min-h-11" onClick={leaveNewer}>
              {t("newer.later")}
            </Button>
            <Button size="s" className="min-h-11" onClick={takeNewer}>
              {t("newer.take")}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
