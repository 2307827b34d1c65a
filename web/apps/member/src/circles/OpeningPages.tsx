import type { Circle, OpeningPage } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import { pagesQuery } from "./queries.ts";

const PageVersions = lazy(withWords(["opening"], () => import("./PageVersions.tsx")));
const SHOWN = ["must_read", "how_it_works", "penalties"] as const;

/** What a circle tells everybody before they begin. */
export function OpeningPages({ circle }: { circle: Circle }) {
  const t = useT();
  const pages = useQuery({ ...pagesQuery(circle.circle_id), enabled: circle.opening_pages.length > 0 });
  const found = SHOWN.flatMap((name) => pages.data?.find((page) => page.page === name && page.text !== "") ?? []);
  return found.map((page) => (
    <Panel key={page.page} title={t(`opening.${page.page}`)}>
      <PageWords page={page} />
      <Changed circle={circle} page={page} />
    </Panel>
  ));
}

/** Who changed it last; earlier versions open from here. */
export function Changed({ circle, page }: { circle: Circle; page: OpeningPage }) {
  const t = useT();
  const { date } = useDates();
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 text-xs text-muted">
      {page.changed_by === null
        ? t("opening.changed", { date: date(page.changed_at) })
        : t("opening.changed_by", { name: page.changed_by, date: date(page.changed_at) })}
      {page.version > 1 && (
        <button
          type="button"
          aria-label={t("opening.versions_of", { page: t(`opening.${page.page}`) })}
          className="min-h-11 cursor-pointer text-brand underline-offset-4 hover:underline"
          onClick={() => setOpen(true)}
        >
          {t("opening.versions")}
        </button>
      )}
      {open && (
        <Suspense fallback={null}>
          <PageVersions circle={circle} page={page.page} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The words of a page, which the server wrote from the small markup and cleaned. */
export function PageWords({ page }: { page: OpeningPage }) {
  const locale = useLocale();
  return <div className="prose break-words" dangerouslySetInnerHTML={{ __html: inLocale(locale, page.html, page.html_en) }} />;
}
