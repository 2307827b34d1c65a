import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button } from "@tonghao/ui";
import { lazy, Suspense, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useMe } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT, withWords } from "../text.ts";

const HandOver = lazy(withWords(["circles", "opening"], () => import("./HandOver.tsx")));

/** Who answers now, and who runs the circle. */
export function DutyPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  const me = useMe();
  const [handingOver, setHandingOver] = useState(false);
  const mine = circle.on_duty.find((person) => person.account_id === me?.account_id);
  return (
    <Panel title={t("duty.title")}>
      {circle.on_duty.length === 0 ? (
        <p className="text-sm text-muted">
          {circle.next_duty_at === null ? t("duty.nobody") : t("duty.nobody_next", { time: near(circle.next_duty_at) })}
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {circle.on_duty.map((person) => (
            <li key={person.account_id}>
              <PersonRow
                person={person}
                size={40}
                below={t("duty.until", { time: near(person.until) })}
                end={
                  person.account_id === me?.account_id &&
                  circle.staff.length > 1 && (
                    <Button look="line" size="s" className="min-h-11" onClick={() => setHandingOver(true)}>
                      {t("duty.hand_over")}
                    </Button>
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      {handingOver && mine !== undefined && me !== null && (
        <Suspense>
          <HandOver circle={circle} meId={me.account_id} until={mine.until} onClose={() => setHandingOver(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

/** One line where somebody is about to write: who answers, or until when photos wait. */
export function DutyLine({ circle }: { circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  const names = circle.on_duty.map((person) => person.name).join("、");
  if (names !== "") return <p className="text-sm text-muted">{t("duty.answers", { names })}</p>;
  return (
    <p role="note" className="rounded-small bg-amber-tint px-3 py-2 text-sm">
      {circle.next_duty_at === null ? t("duty.photos_wait") : t("duty.photos_wait_until", { time: near(circle.next_duty_at) })}
    </p>
  );
}

export function RunByPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={t("run.title")}>
      <p>
        <Link to="/partners/$partnerId" params={{ partnerId: circle.partner.partner_id }} className="inline-flex min-h-6 items-center font-medium hover:underline">
          {inLocale(locale, circle.partner.name, circle.partner.name_en)}
        </Link>
      </p>
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
