import { Button, buttonClasses, classes } from "@tonghao/ui";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useSite } from "../accounts/session.ts";
import { LocaleSwitch, ThemeSwitch } from "../shell/Header.tsx";
import { Offline } from "../shell/Offline.tsx";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import "./live.ts";

/** The wallet is a room of its own: no feed, no tabs, nothing that counts what is new. */
export function Room() {
  const t = useT();
  const { name } = useSite();
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only rounded-full bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("shell.skip")}
      </a>
      <header className="border-b border-line bg-bg">
        <div className="mx-auto flex h-14 max-w-[40rem] items-center justify-between gap-2 px-4">
          <Link to="/" className={buttonClasses("ghost", "s", "-ml-3 min-h-11 min-w-0")}>
            <ArrowLeft size={20} aria-hidden="true" className="shrink-0" />
            <span className="truncate">{t("wallet.back", { name })}</span>
          </Link>
          <span className="flex items-center">
            <LocaleSwitch />
            <ThemeSwitch />
          </span>
        </div>
      </header>
      <Offline />
      <Outlet />
    </div>
  );
}

type RoomPageProps = { title: string; inner?: boolean; children: ReactNode };

/** One page of the room; an inner one leads back to where one came from. */
export function RoomPage({ title, inner = false, children }: RoomPageProps) {
  const t = useT();
  const router = useRouter();
  return (
    <main id="content" className="mx-auto max-w-[40rem] pb-16 md:px-4">
      <div className="flex min-h-16 items-center gap-1 px-4 md:px-0">
        {inner && (
          <Button look="ghost" size="icon" className="-ml-3" aria-label={t("wallet.to_wallet")} onClick={() => void router.navigate({ to: "/wallet" })}>
            <ArrowLeft size={22} aria-hidden="true" />
          </Button>
        )}
        <PageTitle className={classes("font-bold", inner ? "text-xl" : "text-2xl")}>{title}</PageTitle>
      </div>
      <div className="flex flex-col gap-3 md:gap-4">{children}</div>
    </main>
  );
}
