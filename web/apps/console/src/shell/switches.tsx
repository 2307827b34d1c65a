import { editProfile, type Locale, type Theme } from "@tonghao/api";
import { ActionIcon, Button } from "@mantine/core";
import { setLocale, useLocale } from "@tonghao/i18n";
import { Moon, Sun } from "lucide-react";
import { beSignedIn, signedIn } from "../accounts/session.ts";
import { useT } from "../text.ts";
import { useScheme, wear } from "../theme.ts";

/** Kept with the account when there is one, so that other devices follow. */
function keep(edit: { locale?: Locale; theme?: Theme }): void {
  if (signedIn() === null) return;
  editProfile({ body: edit }).then(beSignedIn, () => undefined);
}

export function LocaleSwitch() {
  const other: Locale = useLocale() === "en" ? "zh-CN" : "en";
  return (
    <Button
      variant="subtle"
      color="gray"
      h={40}
      px={12}
      lang={other}
      onClick={() => {
        void setLocale(other);
        keep({ locale: other });
      }}
    >
      {other === "en" ? "English" : "中文"}
    </Button>
  );
}

export function ThemeSwitch() {
  const t = useT();
  const dark = useScheme() === "dark";
  return (
    <ActionIcon
      aria-label={dark ? t("shell.light") : t("shell.dark")}
      onClick={() => {
        const theme = dark ? "light" : "dark";
        wear(theme);
        keep({ theme });
      }}
    >
      {dark ? <Sun size={20} aria-hidden="true" /> : <Moon size={20} aria-hidden="true" />}
    </ActionIcon>
  );
}
