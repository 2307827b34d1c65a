import { editProfile, type ProfileEdit, type Theme } from "@tonghao/api";
import { type Locale, setLocale, useLocale } from "@tonghao/i18n";
import { showTheme } from "@tonghao/tokens";
import { Choices, showZone, zoneOf } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { beSignedIn, useSignedIn } from "./session.ts";

export function LanguageSettings() {
  const t = useT();
  const me = useSignedIn();
  const locale = useLocale();
  const keep = useMutation({ mutationFn: (edit: ProfileEdit) => editProfile({ body: edit }), onSuccess: beSignedIn });
  const machine = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([me.zone, machine, "Asia/Shanghai", "UTC"])].filter((zone) => zoneOf(zone) !== undefined);
  return (
    <>
      <Panel>
        <Choices<Locale>
          legend={t("settings.language")}
          name="locale"
          value={locale}
          choices={[
            { value: "zh-CN", label: "简体中文" },
            { value: "en", label: "English" },
          ]}
          onChoose={(wanted) => {
            void setLocale(wanted);
            keep.mutate({ locale: wanted });
          }}
        />
      </Panel>
      <Panel>
        <Choices<Theme>
          legend={t("settings.theme")}
          name="theme"
          value={me.theme}
          choices={[
            { value: "system", label: t("settings.theme_system") },
            { value: "light", label: t("settings.theme_light") },
            { value: "dark", label: t("settings.theme_dark") },
          ]}
          onChoose={(theme) => {
            showTheme(theme);
            keep.mutate({ theme });
          }}
        />
      </Panel>
      <Panel>
        <Choices
          legend={t("settings.zone")}
          name="zone"
          value={me.zone}
          choices={zones.map((zone) => ({ value: zone, label: zone, hint: zone === machine ? t("settings.zone_machine") : undefined }))}
          onChoose={(zone) => {
            showZone(zone);
            keep.mutate({ zone });
          }}
        />
      </Panel>
    </>
  );
}
