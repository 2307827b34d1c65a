import type { PublishedStandard, StandardChange } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Link } from "@tanstack/react-router";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

/** What this version changed word for word, and all versions there were. */
export function Changes({ shown }: { shown: PublishedStandard }) {
  const t = useT();
  const locale = useLocale();
  const { date } = useDates();
  return (
    <>
      <Panel title={shown.before === null ? t("standard.versions") : t("standard.changes", { version: shown.before.version })}>
        {shown.before === null && <p>{t("standard.first")}</p>}
        <ChangeList changes={shown.changes} />
      </Panel>
      <Panel title={t("standard.versions")}>
        <ul className="flex flex-col gap-1">
          {shown.versions.map((one) => (
            <li key={one.version}>
              <Link to="/standard" search={{ version: one.version }} className="inline-flex min-h-8 items-center font-medium text-brand underline-offset-4 hover:underline">
                {t("standard.version", { version: one.version, date: date(one.date) })}
              </Link>
              <span className="block text-sm text-muted">{inLocale(locale, one.told_zh, one.told_en)}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

/** Word for word what was and what is. */
export function ChangeList({ changes }: { changes: StandardChange[] }) {
  const t = useT();
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map((change) => (
        <li key={`${change.part}.${change.code}.${change.field ?? ""}`} className="min-w-0 break-words">
          <strong className="font-semibold">{t(`standard.${change.kind}`)}</strong> {t(`standard.part.${change.part}`)} {change.code}
          {change.field !== null && (
            <>
              {" · "}
              {change.field}: <del className="text-muted">{change.before}</del> → <ins className="no-underline">{change.after}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
