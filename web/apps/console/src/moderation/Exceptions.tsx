import { type Case, listExceptions } from "@tonghao/api";
import { Button } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useT } from "../text.ts";
import { useCategories } from "./queries.ts";

const exceptionsQuery = (circleId: string) =>
  queryOptions({
    queryKey: ["exceptions", circleId],
    queryFn: ({ signal }) => listExceptions({ path: { circle_id: circleId }, signal }),
    staleTime: 5 * 60_000,
  });

type Props = { kept: Case; category: string; chosen: string | null; onName: (code: string | null, reason: string | null) => void };

/** Which approved exceptions of the circle's topic apply to the category; one press names one in the reason. */
export function Exceptions({ kept, category, chosen, onName }: Props) {
  const t = useT();
  const locale = useLocale();
  const { nameOf } = useCategories();
  const found = useQuery({ ...exceptionsQuery(kept.circle?.circle_id ?? ""), enabled: kept.circle !== null });
  if (kept.circle === null || found.data === undefined) return null;
  const fitting = found.data.filter((one) => one.categories.includes(category));
  return (
    <section className="rounded-small border border-line p-3 text-sm">
      <h3 className="font-semibold">{t("decide.exceptions")}</h3>
      <p className="text-muted">{t(fitting.length === 0 ? "decide.no_exception" : "decide.exceptions_text", { category: nameOf(category) })}</p>
      <ul className="flex flex-col gap-2">
        {fitting.map((one) => {
          const name = inLocale(locale, one.zh, one.en);
          return (
            <li key={one.code} className="mt-2">
              <p>
                <strong className="font-semibold">{name}</strong> {inLocale(locale, one.covers_zh, one.covers_en)}
              </p>
              <p className="text-muted">{inLocale(locale, `不包括：${one.not_zh}`, `Not: ${one.not_en}`)}</p>
              <Button
                variant={chosen === one.code ? "filled" : "default"}
                size="compact-sm"
                mt={4}
                mih={32}
                aria-pressed={chosen === one.code}
                onClick={() => (chosen === one.code ? onName(null, null) : onName(one.code, t("decide.excepted", { name, covers: inLocale(locale, one.covers_zh, one.covers_en) })))}
              >
                {t(chosen === one.code ? "second.rests" : "decide.except")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
