import type { Circle, Restriction } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { AppealLink } from "../appeals/AppealLink.tsx";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";

/** What the circle may not do for now, who says so, why and until when. */
export default function Restrictions({ circle }: { circle: Circle }) {
  const t = useT();
  return (
    <section aria-label={t("limits.title")} className="mx-4 mt-3 rounded-small bg-amber-tint px-3 py-2.5 text-sm md:mx-0">
      <h2 className="font-semibold">{t("limits.title")}</h2>
      <ul className="mt-1 flex flex-col gap-2">
        {together(circle.restrictions).map((group) => (
          <li key={group[0].restriction_id} className="border-t border-line pt-1.5 first:border-t-0 first:pt-0">
            <Lines group={group} />
            {circle.my_rights.includes("undo_acts") &&
              group
                .filter(({ source }) => source === "sanction" || source === "brake" || source === "breaker")
                .map((one) => <AppealLink key={one.restriction_id} target={{ about: "restriction", id: one.restriction_id, circle: circle.circle_id }} />)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was set at once, for one reason, is said at once. */
function together(restrictions: Restriction[]): [Restriction, ...Restriction[]][] {
  const groups = new Map<string, [Restriction, ...Restriction[]]>();
  for (const one of restrictions) {
    const key = JSON.stringify([one.source, one.reason, one.until]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function Lines({ group }: { group: [Restriction, ...Restriction[]] }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const { source, until, reason, reason_en } = group[0];
  return (
    <>
      {group.map(({ kind }) => (
        <p key={kind} className="font-medium">
          {t(`limits.${kind}`)}
        </p>
      ))}
      <p>
        {t(`limits.by_${source}`)} · {until === null ? t("limits.no_end") : t("limits.until", { date: full(until) })}
      </p>
      <p className="break-words whitespace-pre-line">{t("limits.reason", { reason: inLocale(locale, reason, reason_en) })}</p>
    </>
  );
}
