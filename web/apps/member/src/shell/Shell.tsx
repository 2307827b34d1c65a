import { returnToTonghao } from "@tonghao/api";
import { Button, Toasts } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { beSignedIn, useMe } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { COLUMNS } from "./columns.tsx";
import { Header } from "./Header.tsx";
import { SideNav, TabBar } from "./Nav.tsx";
import { Offline } from "./Offline.tsx";
import { useInnerLinks } from "./innerLinks.ts";

/** Around every page: links of shown texts stay inside the app, notices have a place. */
export function Root() {
  useInnerLinks();
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  );
}

/** Bars and columns: tabs below on a phone, a column of links on the left on a desktop. */
export function Shell() {
  const t = useT();
  const me = useMe();
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-full bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("shell.skip")}
      </a>
      <Header />
      <Offline />
      {me?.state === "leaving" && <LeavingBanner leavesAt={me.leaves_at} />}
      <div className={COLUMNS}>
        <SideNav />
        <Outlet />
      </div>
      <TabBar />
    </div>
  );
}

function LeavingBanner({ leavesAt }: { leavesAt: string | null }) {
  const t = useT();
  const { day } = useDates();
  const back = useMutation({ mutationFn: () => returnToTonghao({}), onSuccess: beSignedIn });
  return (
    <section aria-label={t("leave.leaving")} className="flex flex-wrap items-center justify-center gap-3 bg-amber-tint px-4 py-2 text-sm">
      <span>{t("leave.banner", { date: leavesAt === null ? "" : day(leavesAt) })}</span>
      <Button size="s" look="line" busy={back.isPending} onClick={() => back.mutate()}>
        {t("leave.return")}
      </Button>
    </section>
  );
}
