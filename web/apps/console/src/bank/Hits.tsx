import { useInfiniteQuery } from "@tanstack/react-query";
import { entriesOf } from "../cache.ts";
import { Severity } from "../moderation/chips.tsx";
import { CoveredPhotos } from "../moderation/CoveredPhotos.tsx";
import { useCategories } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { hitsQuery } from "./queries.ts";

/** The difference that a hunt would make: the photos that are shown now and would be held. */
export function Hits({ huntId }: { huntId: string }) {
  const t = useT();
  const { nameOf } = useCategories();
  const list = useInfiniteQuery(hitsQuery(huntId));
  return (
    <>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      <ul className="grid gap-4 sm:grid-cols-2 desk:grid-cols-3">
        {entriesOf(list.data).map((hit) => (
          <li key={hit.media_id} className="flex flex-col gap-2 rounded-small border border-line p-3">
            <CoveredPhotos photos={[{ owner_id: hit.owner.account_id, media_id: hit.media_id, alt: "" }]} />
            <Person person={hit.owner} />
            <p className="flex flex-wrap items-center gap-2">
              <Severity level={hit.severity} /> {nameOf(hit.category)}
            </p>
            <p className="text-sm text-muted">
              {hit.distance === null ? t("hunt.by_score") : t("hunt.like", { count: hit.distance })} · {t(`hunt.hit_${hit.state}`)}
            </p>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}
