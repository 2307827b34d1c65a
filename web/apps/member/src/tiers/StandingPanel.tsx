import type { Circle } from "@tonghao/api";
import { Link } from "@tanstack/react-router";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

/** How the circle stands: its tier, how many it may have, and what the next tier takes. */
export default function StandingPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { tier, score, caps, next, next_caps } = circle.standing;
  const most = (members: number | null) => (members === null ? t("tier.no_cap") : String(members));
  return (
    <Panel title={t("tier.title")}>
      <p className="flex flex-wrap items-center gap-2">
        <span className={`rounded-full px-3 py-1 text-sm ${tier === "probation" || tier === "frozen" ? "bg-accent-tint" : "bg-tint"}`}>{t(`tier.${tier}`)}</span>
        <span className="text-sm text-muted">{t("tier.score", { score })}</span>
      </p>
      <p className="mt-2 text-sm">
        {caps.members === 0 ? (
          t("tier.nobody_new", { count: circle.member_count })
        ) : (
          <>
            {t("tier.members", { count: circle.member_count, most: most(caps.members) })}
            {" · "}
            {t("tier.invitations", { most: most(caps.invitations_week) })}
          </>
        )}
        {" · "}
        {t(`tier.reach_${caps.reach}`)}
      </p>
      {next !== null && next_caps !== null && (
        <p className="mt-2 text-sm text-muted">{t("tier.next", { tier: t(`tier.${next}`), most: most(next_caps.members) })}</p>
      )}
      <Link to="/c/$slug/standing" params={{ slug: circle.slug }} className="mt-1 inline-flex min-h-6 items-center text-sm font-medium text-brand underline-offset-4 hover:underline">
        {t("tier.see_weeks")}
      </Link>
    </Panel>
  );
}
