import { signOut } from "@tonghao/api";
import { ActionIcon, Button, Drawer } from "@mantine/core";
import { EmptyState, Rings, Toasts } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { Menu, WifiOff } from "lucide-react";
import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { beSignedIn, mayModerate, mayOperate, useSignedIn, useSite } from "../accounts/session.ts";
import { CallBanner } from "../calls/CallBanner.tsx";
import { BreakBar } from "../desk/BreakBar.tsx";
import { connection } from "../live.ts";
import { overviewQuery } from "../moderation/queries.ts";
import { useKeys } from "../moderation/useKeys.ts";
import { type ConsoleKey, useT } from "../text.ts";
import { Nav } from "./Nav.tsx";
import { PageTitle } from "./Page.tsx";
import { Person } from "./Person.tsx";
import { LocaleSwitch, ThemeSwitch } from "./switches.tsx";

const KeySheet = lazy(() => import("../desk/KeySheet.tsx").then((piece) => ({ default: piece.KeySheet })));

/** The navigation at the left of a desk, behind a button on a phone. */
export function Shell() {
  const t = useT();
  const me = useSignedIn();
  if (!mayModerate(me)) return <NoRole />;
  return (
    <div className="min-h-dvh desk:grid desk:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-full bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("shell.skip")}
      </a>
      <TopBar />
      <aside className="sticky top-0 hidden h-dvh border-r border-line desk:block">
        <Side />
      </aside>
      <div className="min-w-0">
        <Offline />
        <CallBanner />
        <BreakBar />
        <Outlet />
      </div>
      <Toasts />
      <Keys />
    </div>
  );
}

/** `?` opens the sheet of keys on every page. */
function Keys() {
  const [open, setOpen] = useState(false);
  useKeys({ "?": () => setOpen(true) }, { besideBoxes: true });
  return <Suspense fallback={null}>{open && <KeySheet onClose={() => setOpen(false)} />}</Suspense>;
}

function Side({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const me = useSignedIn();
  return (
    <div className="flex h-full flex-col gap-4 overflow-y-auto p-4">
      <Brand onGo={onGo} />
      <Nav onGo={onGo} />
      <div className="mt-auto flex flex-col gap-2 border-t border-line pt-4">
        <p className="px-2">
          <Person person={{ ...me, is_gone: false }} size={40} below={t(`role.${me.role}`)} />
        </p>
        <div className="-ml-1 flex items-center">
          <LocaleSwitch />
          <ThemeSwitch />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 px-2 text-sm">
          <a href="/" className="inline-link py-2">
            {t("shell.leave")}
          </a>
          <SignOut />
        </div>
      </div>
    </div>
  );
}

function Brand({ onGo }: { onGo?: () => void }) {
  const t = useT();
  const { name } = useSite();
  return (
    <Link to="/" onClick={onGo} className="inline-flex items-center gap-2 rounded-md px-2 py-1">
      <Rings />
      <span className="text-lg font-bold tracking-wide">{name}</span>
      <span className="text-muted">{t("console.title")}</span>
    </Link>
  );
}

function useSignOut() {
  const router = useRouter();
  return useMutation({
    mutationFn: () => signOut({}),
    onSuccess: () => {
      beSignedIn(null);
      void router.navigate({ to: "/sign-in" });
    },
  });
}

function SignOut() {
  const t = useT();
  const out = useSignOut();
  return (
    <button type="button" className="inline-link cursor-pointer py-2" disabled={out.isPending} onClick={() => out.mutate()}>
      {t("shell.sign_out")}
    </button>
  );
}

function TopBar() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(overviewQuery);
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b border-line bg-bg px-2 desk:hidden">
      <Brand />
      <span className="relative">
        <ActionIcon size={44} aria-label={t("shell.menu")} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
          <Menu size={22} aria-hidden="true" />
        </ActionIcon>
        {(data?.overdue_cases ?? 0) > 0 && <span aria-hidden="true" className="absolute top-2 right-2 size-2.5 rounded-full bg-accent" />}
      </span>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        size={288}
        title={t("shell.menu")}
        closeButtonProps={{ "aria-label": t("ui.close"), size: 44 }}
        padding={0}
        classNames={{ header: "bg-bg pl-6", content: "flex flex-col bg-bg", body: "min-h-0 grow" }}
      >
        <Side onGo={() => setOpen(false)} />
      </Drawer>
    </header>
  );
}

/** Says that nothing new arrives. */
function Offline() {
  const t = useT();
  const lost = useSyncExternalStore(connection.subscribe, connection.isLost);
  return (
    <div role="status" aria-live="polite">
      {lost && (
        <p className="flex items-center justify-center gap-2 bg-amber-tint px-4 py-2 text-sm text-ink">
          <WifiOff size={16} aria-hidden="true" />
          {t("shell.offline")}
        </p>
      )}
    </div>
  );
}

/** A member without duty came here. */
function NoRole() {
  const t = useT();
  const me = useSignedIn();
  const out = useSignOut();
  return (
    <main id="content" className="mx-auto max-w-xl px-4 py-10">
      <PageTitle className="sr-only">{t("no_role.title")}</PageTitle>
      <EmptyState
        title={t("no_role.title")}
        action={
          <>
            <Button component="a" href="/" h={44}>
              {t("shell.leave")}
            </Button>
            <Button component="a" href="/reports" variant="default" h={44}>
              {t("no_role.reports")}
            </Button>
            <Button variant="subtle" h={44} loading={out.isPending} onClick={() => out.mutate()}>
              {t("no_role.other")}
            </Button>
          </>
        }
      >
        {t("no_role.text", { name: me.name })}
      </EmptyState>
      <Toasts />
    </main>
  );
}

/** Around a page that is the operator's alone. */
export function OperatorOnly({ title, children }: { title: ConsoleKey; children: React.ReactNode }) {
  const t = useT();
  const me = useSignedIn();
  if (mayOperate(me)) return children;
  return (
    <main id="content" className="mx-auto max-w-xl px-4 py-10">
      <PageTitle className="sr-only">{t(title)}</PageTitle>
      <EmptyState
        title={t("operator_only.title")}
        action={
          <Button component={Link} to="/" h={44}>
            {t("nowhere.home")}
          </Button>
        }
      >
        {t("operator_only.text")}
      </EmptyState>
    </main>
  );
}
