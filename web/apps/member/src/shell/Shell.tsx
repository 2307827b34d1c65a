import { returnToTonghao } from "@tonghao/api";
import { Button, Toasts } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { beSignedIn, useMe } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { useT, withWords } from "../text.ts";
import { COLUMNS } from "./columns.tsx";
import { Header } from "./Header.tsx";
import { SideNav, TabBar } from "./Nav.tsx";
import { Offline } from "./Offline.tsx";
import { useInnerLinks } from "./innerLinks.ts";
import { useKeys, useTableShown } from "./keys.ts";
import { onceIdle } from "./onceIdle.ts";

const bringNewer = withWords(["shell"], () => import("./Newer.tsx"));
const bringKeyTable = withWords(["shell"], () => import("./KeyTable.tsx"));
const SanctionBanner = lazy(withWords(["decided"], () => import("../accounts/SanctionBanner.tsx")));
const CallBanner = lazy(withWords(["calls"], () => import("../calls/CallBanner.tsx")));
const Newer = lazy(() => bringNewer().then((piece) => ({ default: piece.Newer })));
const KeyTable = lazy(() => bringKeyTable().then((piece) => ({ default: piece.KeyTable })));

/** Around every page: links of shown texts stay inside the app, keys are heard, notices have a place. */
export function Root() {
  useInnerLinks();
  useKeys();
  // Who only reads a public page is not given the whole app to keep.
  const newerCame = useCame(useMe() !== null, bringNewer, onceIdle);
  const tableShown = useTableShown();
  const tableCame = useCame(tableShown, bringKeyTable, atOnce);
  return (
    <>
      <Outlet />
      <Toasts />
      <Suspense fallback={null}>
        {newerCame && <Newer />}
        {tableShown && tableCame && <KeyTable />}
      </Suspense>
    </>
  );
}

function atOnce(it: () => void): undefined {
  it();
}

/** Whether a piece is here; it is fetched when it is wanted, and one that cannot be fetched is left out. */
function useCame(wanted: boolean, bring: () => Promise<unknown>, when: (it: () => void) => (() => void) | undefined): boolean {
  const [came, setCame] = useState(false);
  useEffect(() => {
    if (!wanted || came) return undefined;
    return when(() => void bring().then(() => setCame(true), () => undefined));
  }, [wanted, came, bring, when]);
  return came;
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
      {(me?.calls ?? 0) > 0 && (
        <Suspense fallback={null}>
          <CallBanner />
        </Suspense>
      )}
      {(me?.sanctions ?? []).length > 0 && (
        <Suspense fallback={null}>
          <SanctionBanner />
        </Suspense>
      )}
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
