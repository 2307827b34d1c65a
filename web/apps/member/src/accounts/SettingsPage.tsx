import { Link } from "@tanstack/react-router";
import { Bell, ChevronRight, FolderDown, Globe, HandHelping, KeyRound, LogOut, ShieldCheck, UserRound, Vote } from "lucide-react";
import type { ComponentType } from "react";
import { Page } from "../shell/Page.tsx";
import { type MemberKey, useT } from "../text.ts";
import { useSignOut } from "./signOut.ts";

type Part = { part: string; title: MemberKey; text: MemberKey; Icon: ComponentType<{ size?: number; className?: string; "aria-hidden"?: "true" }> };

export const PARTS: Part[] = [
  { part: "profile", title: "settings.profile", text: "settings.profile_text", Icon: UserRound },
  { part: "language", title: "settings.language", text: "settings.language_text", Icon: Globe },
  { part: "security", title: "settings.security", text: "settings.security_text", Icon: KeyRound },
  { part: "notifications", title: "settings.notifications", text: "settings.notifications_text", Icon: Bell },
  { part: "privacy", title: "settings.privacy", text: "settings.privacy_text", Icon: ShieldCheck },
  { part: "panels", title: "settings.panels", text: "settings.panels_text", Icon: Vote },
  { part: "takeout", title: "settings.takeout", text: "settings.takeout_text", Icon: FolderDown },
  { part: "leave", title: "settings.leave", text: "settings.leave_text", Icon: HandHelping },
];

export function SettingsPage() {
  const t = useT();
  const signOut = useSignOut();
  const row = "flex min-h-16 w-full cursor-pointer items-center gap-4 border-line px-5 py-2 text-left hover:bg-tint";
  return (
    <Page title={t("settings.title")}>
      <div className="overflow-hidden border-y border-line bg-surface md:rounded-card md:border">
        {PARTS.map(({ part, title, text, Icon }) => (
          <Link key={part} to="/settings/$part" params={{ part }} className={`${row} border-b`}>
            <Icon size={22} aria-hidden="true" className="shrink-0 text-brand" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(title)}</span>
              <span className="block text-sm text-muted">{t(text)}</span>
            </span>
            <ChevronRight size={18} aria-hidden="true" className="text-muted" />
          </Link>
        ))}
        <button type="button" className={row} onClick={() => signOut.mutate()}>
          <LogOut size={22} aria-hidden="true" className="shrink-0 text-brand" />
          <span className="font-medium">{t("settings.sign_out")}</span>
        </button>
      </div>
    </Page>
  );
}
