import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";

/** Who answers now, and who runs the circle. */
export function DutyPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  return (
    <Panel title={t("duty.title")}>
      {circle.on_duty.length === 0 ? (
        <p className="text-sm text-muted">
          {circle.next_duty_at === null ? t("duty.nobody") : t("duty.nobody_until", { time: near(circle.next_duty_at) })}
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {circle.on_duty.map((person) => (
            <li key={person.account_id}>
              <PersonRow person={person} size={40} below={t("duty.until", { time: near(person.until) })} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function RunByPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={t("run.title")}>
      <p className="font-medium">{inLocale(locale, circle.partner.name, circle.partner.name_en)}</p>
      <p className="mb-3 text-sm text-muted">{t("run.text")}</p>
      <ul className="flex flex-col gap-3">
        {circle.staff.map((person) => (
          <li key={person.account_id}>
            <PersonRow person={person} size={36} below={t(`role.${person.role}`)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function RulesPanel({ circle }: { circle: Circle }) {
  const t = useT();
  return (
    <Panel title={t("rules.title")}>
      {circle.rules === "" ? (
        <p className="text-sm text-muted">{t("rules.none")}</p>
      ) : (
        <p className="text-sm leading-relaxed whitespace-pre-line">{circle.rules}</p>
      )}
    </Panel>
  );
}

/** The right column beside a circle and its posts. */
export function CircleAside({ circle }: { circle: Circle | undefined }) {
  if (circle === undefined) return null;
  return (
    <>
      <DutyPanel circle={circle} />
      <RunByPanel circle={circle} />
      <RulesPanel circle={circle} />
    </>
  );
}
