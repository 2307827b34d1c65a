import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { connection } from "../live.ts";
import { useT } from "../text.ts";

const network = {
  subscribe: (one: () => void) => {
    for (const name of ["online", "offline"]) addEventListener(name, one);
    return () => {
      for (const name of ["online", "offline"]) removeEventListener(name, one);
    };
  },
  isThere: () => navigator.onLine,
};

/** Says that nothing new arrives, and what still works. A break of the socket waits a little: a short one is nobody's business. */
export function Offline() {
  const t = useT();
  const lost = useSyncExternalStore(connection.subscribe, connection.isLost);
  const offline = !useSyncExternalStore(network.subscribe, network.isThere);
  return (
    <div role="status" aria-live="polite" className="sticky top-14 z-10">
      {(lost || offline) && (
        <p className="flex items-center justify-center gap-2 bg-amber-tint px-4 py-2 text-sm">
          <WifiOff size={16} aria-hidden="true" />
          {offline ? t("shell.no_network") : t("shell.offline")}
        </p>
      )}
    </div>
  );
}
