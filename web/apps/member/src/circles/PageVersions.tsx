import type { Circle, OpeningPage } from "@tonghao/api";
import { Dialog, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { entriesOf, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { useT } from "../text.ts";
import { PageWords } from "./OpeningPages.tsx";
import { pageVersionsQuery } from "./queries.ts";

/** What a page of a circle said before; who joined then joined under those words. */
export default function PageVersions({ circle, page, onClose }: { circle: Circle; page: OpeningPage["page"]; onClose: () => void }) {
  const t = useT();
  const { full } = useDates();
  const versions = useInfiniteQuery(pageVersionsQuery(circle.circle_id, page));
  return (
    <Dialog title={t("opening.versions_of", { page: t(`opening.${page}`) })} onClose={onClose}>
      {versions.isPending && <Skeleton className="h-24 w-full" />}
      {versions.isError && <p role="alert">{sentenceOf(versions.error)}</p>}
      <ol className="flex flex-col gap-4">
        {entriesOf(versions.data).map((one) => (
          <li key={one.version} className="border-t border-line pt-3 first:border-t-0 first:pt-0">
            <p className="mb-1 text-sm text-muted">
              {one.changed_by === null
                ? t("opening.changed", { date: full(one.changed_at) })
                : t("opening.changed_by", { name: one.changed_by, date: full(one.changed_at) })}
            </p>
            {one.text === "" ? <p className="text-muted">{t("opening.taken_away")}</p> : <PageWords page={one} />}
          </li>
        ))}
      </ol>
      <LoadMore has={versions.hasNextPage} busy={versions.isFetchingNextPage} onMore={() => void versions.fetchNextPage()} />
    </Dialog>
  );
}
