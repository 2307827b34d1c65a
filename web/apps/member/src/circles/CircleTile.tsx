import type { CircleCard } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../text.ts";
import { Cover } from "./Cover.tsx";

/** A circle in a list: picture, name, what it is, who runs it. */
export function CircleTile({ circle, end }: { circle: CircleCard; end?: ReactNode }) {
  const t = useT();
  const locale = useLocale();
  return (
    <div className="flex items-start gap-3">
      <Cover circle={circle} size="small" className="size-16 shrink-0 rounded-small" />
      <div className="min-w-0 flex-1">
        <div className="flex items-center justify-between gap-2">
          <p className="flex min-w-0 items-center gap-1.5">
            <Link to="/c/$slug" params={{ slug: circle.slug }} className="truncate py-1 font-semibold hover:underline">
              {inLocale(locale, circle.name, circle.name_en)}
            </Link>
            {circle.kind !== "open" && (
              <Lock size={14} className="shrink-0 text-muted" role="img" aria-label={t(circle.kind === "invite" ? "circle.invite_only" : "circle.by_request")} />
            )}
          </p>
          {end}
        </div>
        <p className="line-clamp-2 text-sm">{inLocale(locale, circle.description, circle.description_en)}</p>
        <p className="text-sm text-muted">
          {t("circle.members", { count: circle.member_count })} · {t("circle.run_by", { name: circle.partner_name })}
        </p>
      </div>
    </div>
  );
}
