import { editProfile, type Theme } from "@tonghao/api";
import { type Locale, setLocale, useLocale } from "@tonghao/i18n";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { Button, buttonClasses, Logo } from "@tonghao/ui";
import { Link, useCanGoBack, useLocation, useRouter } from "@tanstack/react-router";
import { ArrowLeft, Moon, Search, Sun } from "lucide-react";
import { useState } from "react";
import { beSignedIn, signedIn, useMe, useSite } from "../accounts/session.ts";
import { useT } from "../text.ts";

const TABS = new Set(["/", "/discover", "/notifications"]);

export function Header() {
  const t = useT();
  const { name } = useSite();
  const me = useMe();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const { pathname } = useLocation();
  const inner = canGoBack && !TABS.has(pathname);
  // From a circle's pages one looks inside the circle first.
  const circle = /^\/c\/([^/]+)/.exec(pathname)?.[1];
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-bg">
      <div className="mx-auto flex h-14 max-w-[1160px] items-center justify-between gap-2 px-4 md:px-5">
        <div className="flex min-w-0 items-center gap-1">
          {inner && (
            <Button look="ghost" size="icon" className="-ml-3 md:hidden" aria-label={t("ui.back")} onClick={() => router.history.back()}>
              <ArrowLeft size={22} aria-hidden="true" />
            </Button>
          )}
          <Link to={me === null ? "/discover" : "/"} className="rounded-md py-1 pr-1">
            <Logo name={name} />
          </Link>
        </div>
        <div className="flex items-center gap-1">
          {me !== null && (
            <Link to="/search" search={circle === undefined ? {} : { circle }} aria-label={t("nav.search")} className={buttonClasses("ghost", "icon")}>
              <Search size={20} aria-hidden="true" />
            </Link>
          )}
          <LocaleSwitch />
          <ThemeSwitch />
          {me === null && (
            <Link to="/sign-in" search={{ next: pathname }} className={buttonClasses("primary", "s")}>
              {t("sign_in.enter")}
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}

/** Kept with the account when there is one, so that other devices and mails follow. */
async function keep(edit: { locale?: Locale; theme?: Theme }): Promise<void> {
  if (signedIn() === null) return;
  beSignedIn(await editProfile({ body: edit }));
}

export function LocaleSwitch() {
  const other: Locale = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <Button
      look="ghost"
      size="s"
      className="min-h-11"
      lang={other}
      onClick={() => {
        void setLocale(other);
        keep({ locale: other }).catch(() => undefined);
      }}
    >
      {other === "en" ? "English" : "中文"}
    </Button>
  );
}

function isDark(): boolean {
  const kept = keptTheme();
  return kept === "dark" || (kept === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

export function ThemeSwitch() {
  const t = useT();
  const [dark, setDark] = useState(isDark);
  return (
    <Button
      look="ghost"
      size="icon"
      aria-label={dark ? t("shell.light") : t("shell.dark")}
      onClick={() => {
        const theme = dark ? "light" : "dark";
        showTheme(theme);
        setDark(!dark);
        keep({ theme }).catch(() => undefined);
      }}
    >
      {dark ? <Sun size={20} aria-hidden="true" /> : <Moon size={20} aria-hidden="true" />}
    </Button>
  );
}
