import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { connection } from "../live.ts";
import { useT } from "../text.ts";

/** Says that nothing new arrives. It waits a little: a short break is nobody's business. */
export function Offline() {
  const t = useT();
  const lost = useSyncExternalStore(connection.subscribe, connection.isLost);
  return (
    <div role="status" aria-live="polite" className="sticky top-14 z-10">
      {lost && (
        <p className="flex items-center justify-center gap-2 bg-amber-tint px-4 py-2 text-sm">
          <WifiOff size={16} aria-hidden="true" />
          {t("shell.offline")}
        </p>
      )}
    </div>
  );
}
