import { Button } from "@tonghao/ui";
import { useEffect, useEffectEvent, useRef } from "react";
import { useT } from "../text.ts";

type LoadMoreProps = { has: boolean; busy: boolean; failed?: boolean; onMore: () => void; end?: string };

/** The end of a list: it fetches the next page before one reaches it, and can be pressed as well. */
export function LoadMore({ has, busy, failed = false, onMore, end }: LoadMoreProps) {
  const t = useT();
  const mark = useRef<HTMLDivElement>(null);
  const more = useEffectEvent(onMore);
  useEffect(() => {
    const element = mark.current;
    if (element === null || !has || busy || failed) return undefined;
    const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), {
      rootMargin: "900px",
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [has, busy, failed]);
  return (
    <div ref={mark} className="flex justify-center px-4 py-6 text-sm text-muted">
      {has ? (
        <Button look="line" size="s" className="min-h-11" busy={busy} onClick={onMore}>
          {failed ? t("ui.retry") : t("list.more")}
        </Button>
      ) : (
        end !== undefined && <p>{end}</p>
      )}
    </div>
  );
}
