import { classes } from "@tonghao/ui";
import { Link, useLocation } from "@tanstack/react-router";
import { Bell, CircleDot, House, Plus, UserRound } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { useMe } from "../accounts/session.ts";
import { useUnread } from "../notifications/queries.ts";
import { type MemberKey, useT } from "../text.ts";

type Place = { to: string; label: MemberKey; Icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }> };

function usePlaces(): Place[] {
  const me = useMe();
  return [
    { to: "/", label: "nav.home", Icon: House },
    { to: "/discover", label: "nav.circles", Icon: CircleDot },
    { to: "/compose", label: "nav.compose", Icon: Plus },
    { to: "/notifications", label: "nav.notices", Icon: Bell },
    { to: me === null ? "/sign-in" : `/u/${me.handle}`, label: "nav.me", Icon: UserRound },
  ];
}

function Count() {
  const t = useT();
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span className="absolute -top-1.5 left-3 min-w-4.5 rounded-full bg-amber px-1 text-center text-[11px] leading-4.5 whitespace-nowrap font-semibold text-[#1b2022] tabular-nums">
      <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
      <span className="sr-only">{t("nav.unread", { count: unread })}</span>
    </span>
  );
}

function PlaceLink({ place, className, children }: { place: Place; className: string; children: ReactNode }) {
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: true, includeSearch: false }}
      className={className}
      activeProps={{ className: "text-brand font-semibold", "aria-current": "page" }}
      inactiveProps={{ className: "text-muted" }}
    >
      {children}
    </Link>
  );
}

/** The bar at the bottom of a phone. */
export function TabBar() {
  const t = useT();
  const me = useMe();
  const places = usePlaces();
  const { pathname } = useLocation();
  // Where one writes, the bottom of a phone belongs to the text.
  if (me === null || /^\/c\/[^/]+\/p\//.test(pathname)) return null;
  return (
    <nav
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map((place) => (
        <PlaceLink key={place.to} place={place} className="flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs">
          {place.label === "nav.compose" ? (
            <>
              <span className="grid size-9 place-items-center rounded-full bg-brand text-on-brand">
                <place.Icon size={20} aria-hidden="true" />
              </span>
              <span className="sr-only">{t(place.label)}</span>
            </>
          ) : (
            <>
              <span className="relative">
                <place.Icon size={22} aria-hidden="true" />
                {place.label === "nav.notices" && <Count />}
              </span>
              {t(place.label)}
            </>
          )}
        </PlaceLink>
      ))}
    </nav>
  );
}

/** The left column of a desktop; icons only where there is little room. */
export function SideNav() {
  const t = useT();
  const me = useMe();
  const places = usePlaces();
  return (
    <nav aria-label={t("nav.label")} className="hidden md:block">
      <ul className="sticky top-14 flex flex-col gap-1 py-4">
        {(me === null ? places.slice(1, 2) : places).map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="flex min-h-12 items-center gap-3 rounded-full px-3 hover:bg-tint max-lg:justify-center">
              <span
                className={classes(
                  "relative grid size-8 place-items-center",
                  place.label === "nav.compose" && "rounded-full bg-brand text-on-brand",
                )}
              >
                <place.Icon size={21} aria-hidden="true" />
                {place.label === "nav.notices" && <Count />}
              </span>
              <span className="max-lg:sr-only">{t(place.label)}</span>
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
