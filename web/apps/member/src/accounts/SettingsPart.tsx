import { buttonClasses } from "@tonghao/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ComponentType } from "react";
import { Nowhere } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { NotificationSettings } from "../notifications/NotificationSettings.tsx";
import { LanguageSettings } from "./LanguageSettings.tsx";
import { LeaveSettings } from "./LeaveSettings.tsx";
import { PrivacySettings } from "./PrivacySettings.tsx";
import { ProfileSettings } from "./ProfileSettings.tsx";
import { SecuritySettings } from "./SecuritySettings.tsx";
import { PanelSettings } from "../panels/PanelSettings.tsx";
import { TakeoutSettings } from "../takeout/TakeoutSettings.tsx";
import { PARTS } from "./SettingsPage.tsx";

const route = getRouteApi("/shell/inside/settings/$part");

const CONTENT: Record<string, ComponentType> = {
  profile: ProfileSettings,
  language: LanguageSettings,
  security: SecuritySettings,
  notifications: NotificationSettings,
  privacy: PrivacySettings,
  panels: PanelSettings,
  takeout: TakeoutSettings,
  leave: LeaveSettings,
};

export function SettingsPart() {
  const t = useT();
  const { part } = route.useParams();
  const Content = CONTENT[part];
  const known = PARTS.find((one) => one.part === part);
  if (Content === undefined || known === undefined) return <Nowhere />;
  return (
    <Page
      key={part}
      title={t(known.title)}
      action={
        <Link to="/settings" className={buttonClasses("ghost", "s", "min-h-11")}>
          <ChevronLeft size={18} aria-hidden="true" />
          {t("settings.all")}
        </Link>
      }
    >
      <div className="flex flex-col gap-4">
        <Content />
      </div>
    </Page>
  );
}
