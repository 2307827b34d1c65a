import { useTexts } from "@tonghao/i18n";
import type { ConsoleKey } from "@tonghao/i18n/console/keys.ts";

export function Console() {
  const t = useTexts<ConsoleKey>();
  return <h1>{t("console.title")}</h1>;
}
