/** What all addresses hang on, and the door that only members pass. */
import { createRootRoute, createRoute, lazyRouteComponent as lazy, redirect } from "@tanstack/react-router";
import { isStopped, signedIn } from "./accounts/session.ts";
import { Crash, NowhereAtAll } from "./shell/Nowhere.tsx";
import { PagePending } from "./shell/Page.tsx";
import { Root } from "./shell/Shell.tsx";
import { withWords } from "./text.ts";

export const root = createRootRoute({ component: Root, notFoundComponent: NowhereAtAll, errorComponent: Crash });

// What somebody may still do whose account is stopped.
const LEFT_TO_THE_STOPPED = /^\/(decided|notifications|settings|appeals)/;

export function onlyMembers({ location }: { location: { pathname: string; href: string } }): void {
  const me = signedIn();
  if (me === null) throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
  if (isStopped(me) && !LEFT_TO_THE_STOPPED.test(location.pathname)) throw redirect({ to: "/decided" });
  if (!me.first_run_done && !isStopped(me)) throw redirect({ to: "/welcome" });
}

// Money has a room of its own, without feed, tabs and counts.
export const room = createRoute({
  getParentRoute: () => root,
  id: "room",
  beforeLoad: onlyMembers,
  pendingComponent: PagePending,
  component: lazy(withWords(["wallet"], () => import("./wallet/Room.tsx")), "Room"),
});
