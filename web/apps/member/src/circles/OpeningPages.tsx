import type { Circle, OpeningPage } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useQuery } from "@tanstack/react-query";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { pagesQuery } from "./queries.ts";

const SHOWN = ["must_read", "how_it_works", "penalties"] as const;

/** What a circle tells everybody before they begin. */
export function OpeningPages({ circle }: { circle: Circle }) {
  const t = useT();
  const { date } = useDates();
  const pages = useQuery({ ...pagesQuery(circle.circle_id), enabled: circle.opening_pages.length > 0 });
  const found = SHOWN.flatMap((name) => pages.data?.find((page) => page.page === name && page.text !== "") ?? []);
  return found.map((page) => (
    <Panel key={page.page} title={t(`opening.${page.page}`)}>
      <PageWords page={page} />
      <p className="mt-3 text-xs text-muted">
        {page.changed_by === null
          ? t("opening.changed", { date: date(page.changed_at) })
          : t("opening.changed_by", { name: page.changed_by, date: date(page.changed_at) })}
      </p>
    </Panel>
  ));
}

/** The words of a page, which the server wrote from the small markup and cleaned. */
export function PageWords({ page }: { page: OpeningPage }) {
  const locale = useLocale();
  return <div className="prose break-words" dangerouslySetInnerHTML={{ __html: inLocale(locale, page.html, page.html_en) }} />;
}
