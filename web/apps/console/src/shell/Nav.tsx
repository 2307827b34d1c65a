import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpenCheck, CalendarClock, ChartColumn, CircleDot, Dices, FileChartColumn, Flag, Handshake, History, Images, Inbox, LayoutDashboard, OctagonX, Scale, ScrollText, Timer, TrendingUp, UserCheck, Users, Vault, Vote } from "lucide-react";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { overviewQuery } from "../moderation/queries.ts";
import { useT } from "../text.ts";

const PLACES = [
  { to: "/", key: "nav.overview", icon: LayoutDashboard },
  { to: "/queue", key: "nav.queue", icon: Inbox },
  { to: "/reports", key: "nav.reports", icon: Flag },
  { to: "/appeals", key: "nav.appeals", icon: Scale },
  { to: "/oversight", key: "nav.oversight", icon: ChartColumn },
  { to: "/samples", key: "nav.samples", icon: Dices },
  { to: "/panels", key: "nav.panels", icon: Vote },
  { to: "/duty", key: "nav.duty", icon: CalendarClock },
  { to: "/circles", key: "nav.circles", icon: CircleDot },
  { to: "/brakes", key: "nav.brakes", icon: OctagonX },
  { to: "/proposals", key: "nav.proposals", icon: UserCheck },
  { to: "/audit", key: "nav.audit", icon: ScrollText },
  { to: "/bank", key: "nav.bank", icon: Images },
  { to: "/replay", key: "nav.replay", icon: History },
  { to: "/partners", key: "nav.partners", icon: Handshake },
  { to: "/standings", key: "nav.standings", icon: TrendingUp },
] as const;
/** What everybody may read of the same. */
const PUBLIC = [
  { href: "/first-moment", key: "nav.moments", icon: Timer },
  { href: "/transparency", key: "nav.transparency", icon: FileChartColumn },
] as const;
const OPERATORS = [
  { to: "/people", key: "nav.people", icon: Users },
  { to: "/policy", key: "nav.policy", icon: Scale },
  { to: "/treasury", key: "nav.treasury", icon: Vault },
] as const;

/** The console's places, with how many wait in each. */
export function Nav({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const me = useSignedIn();
  const { data } = useQuery(overviewQuery);
  const waiting: Record<string, number | undefined> = {
    "/queue": data?.open_cases,
    "/reports": data?.open_reports,
    "/appeals": data?.open_appeals,
    "/samples": data?.waiting_samples,
    "/partners": data?.partners_to_approve,
  };
  return (
    <nav aria-label={t("nav.label")}>
      <ul className="flex flex-col gap-1">
        {[...PLACES, ...(mayOperate(me) ? OPERATORS : [])].map(({ to, key, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              onClick={onGo}
              activeOptions={{ exact: to === "/", includeSearch: false }}
              className="flex min-h-11 items-center gap-3 rounded-small px-3 hover:bg-tint data-[status=active]:bg-tint data-[status=active]:font-semibold data-[status=active]:text-brand"
            >
              <Icon size={19} aria-hidden="true" />
              <span>{t(key)}</span>
              {(waiting[to] ?? 0) > 0 && (
                <span
                  className={`figures ml-auto min-w-6 rounded-full px-2 text-center text-sm ${to === "/queue" && (data?.overdue_cases ?? 0) > 0 ? "bg-accent text-surface" : "bg-line text-ink"}`}
                >
                  {waiting[to]}
                </span>
              )}
            </Link>
          </li>
        ))}
        <li>
          <a href="/standard" target="_blank" rel="noopener" className="flex min-h-11 items-center gap-3 rounded-small px-3 hover:bg-tint">
            <BookOpenCheck size={19} aria-hidden="true" />
            <span>{t("nav.standard")}</span>
          </a>
        </li>
        {PUBLIC.map(({ href, key, icon: Icon }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noopener" className="flex min-h-11 items-center gap-3 rounded-small px-3 hover:bg-tint">
              <Icon size={19} aria-hidden="true" />
              <span>{t(key)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
