import { releaseNotifications } from "@tonghao/api";
import { Button } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Moon } from "lucide-react";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { notificationsQuery, unreadQuery } from "./queries.ts";

/** In quiet hours: how many wait, until when, and a way to look now. */
export function HeldBar({ held, until }: { held: number; until: string }) {
  const t = useT();
  const { clock } = useDates();
  const look = useMutation({
    mutationFn: () => releaseNotifications({}),
    onSuccess: (now) => {
      cache.setQueryData(unreadQuery.queryKey, now.unread);
      void cache.invalidateQueries({ queryKey: notificationsQuery.queryKey });
    },
  });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3 border-line bg-surface px-4 py-3 max-md:border-y md:rounded-card md:border">
      <Moon size={20} aria-hidden="true" className="shrink-0 text-brand" />
      <p className="min-w-0 flex-1">{t("quiet.waiting", { count: held, at: clock(until) })}</p>
      <Button look="line" size="s" className="min-h-11" busy={look.isPending} onClick={() => look.mutate()}>
        {t("quiet.look")}
      </Button>
    </div>
  );
}
