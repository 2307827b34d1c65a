import { classes, Logo } from "@tonghao/ui";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { LocaleSwitch, ThemeSwitch } from "../shell/Header.tsx";
import { useT } from "../text.ts";
import { useSite } from "./session.ts";

/** Before one is in: the mark, the way in, nothing else. */
export function Entry() {
  const t = useT();
  const { name, doors } = useSite();
  // The doors and the form stand side by side where there is room; what one fills step by step stays narrow.
  const wide = useLocation({ select: ({ pathname }) => pathname === "/sign-in" }) && doors.length > 0;
  return (
    <div className={classes("mx-auto flex min-h-dvh max-w-[30rem] flex-col px-5 pb-10", wide && "lg:max-w-[60rem]")}>
      <a
        href="#content"
        className="sr-only rounded-full bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("shell.skip")}
      </a>
      <header className="flex h-14 items-center justify-between">
        <Link to="/discover" className="rounded-md">
          <Logo name={name} />
        </Link>
        <span className="flex items-center">
          <LocaleSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main id="content" className="flex flex-col gap-6 pt-4">
        <Outlet />
      </main>
    </div>
  );
}
