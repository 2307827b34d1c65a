import type { Circle } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";

type Restriction = Circle["restrictions"][number];

/** What the circle may not do for now, who says so, why and until when. */
export default function Restrictions({ circle }: { circle: Circle }) {
  const t = useT();
  return (
    <section aria-label={t("limits.title")} className="mx-4 mt-3 rounded-small bg-amber-tint px-3 py-2.5 text-sm md:mx-0">
      <h2 className="font-semibold">{t("limits.title")}</h2>
      <ul className="mt-1 flex flex-col gap-2">
        {circle.restrictions.map((one) => (
          <li key={one.restriction_id} className="border-t border-line pt-1.5 first:border-t-0 first:pt-0">
            <Line restriction={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ restriction }: { restriction: Restriction }) {
  const t = useT();
  const english = useLocale() === "en";
  const { full } = useDates();
  const { kind, source, until, reason, reason_en } = restriction;
  return (
    <>
      <p className="font-medium">{t(`limits.${kind}`)}</p>
      <p>
        {t(`limits.by_${source}`)} · {until === null ? t("limits.no_end") : t("limits.until", { date: full(until) })}
      </p>
      <p className="break-words whitespace-pre-line">{t("limits.reason", { reason: english && reason_en !== "" ? reason_en : reason })}</p>
    </>
  );
}
