import type { AppealRow } from "@tonghao/api";
import { SegmentedControl } from "@mantine/core";
import { EmptyState, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { DueClock } from "../moderation/DueClock.tsx";
import { useCategories } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { actKey, appealsQuery, figuresQuery } from "./queries.ts";

const route = getRouteApi("/inside/appeals");

/** Who does not agree, and with what; the one whose answer is due first stands on top. */
export function AppealsPage() {
  const t = useT();
  const { state = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery({ ...appealsQuery(state), staleTime: 0 });
  const rows = entriesOf(list.data);
  return (
    <Page
      title={t("appeals.title")}
      lead={t("appeals.lead")}
      action={
        <SegmentedControl
          aria-label={t("appeals.which")}
          value={state}
          onChange={(wanted) => void navigate({ search: wanted === "ended" ? { state: "ended" } : {} })}
          data={[
            { value: "open", label: t("appeals.open") },
            { value: "ended", label: t("appeals.ended") },
          ]}
        />
      }
    >
      <Figures />
      {list.isPending && <Waiting height={240} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("appeals.empty")} />}
      <ul className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.appeal_id} className="panel relative p-4 wide:p-5">
            <Row row={row} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function Figures() {
  const t = useT();
  const { data } = useQuery(figuresQuery);
  if (data === undefined) return null;
  const sum = (of: "decided" | "overturned" | "open") => data.counts.reduce((all, one) => all + one[of], 0);
  return <p className="figures mb-3 text-sm text-muted">{t("appeals.figures", { days: data.days, decided: sum("decided"), overturned: sum("overturned"), open: sum("open") })}</p>;
}

function Row({ row }: { row: AppealRow }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="font-semibold">{t(`appeal.state_${row.state}`)}</span>
        <span>
          {t(actKey(row))} · {t(`kind.${row.subject_kind}`)}
          {row.category !== "" && ` · ${nameOf(row.category)}`}
        </span>
        <span className="text-muted">{t(`appeal.party_${row.party}`)}</span>
        {row.state === "open" && <DueClock row={{ opened_at: row.filed_at, due_at: row.due_at, closed_at: null }} />}
        <span className="mono ml-auto text-muted">{row.number}</span>
      </p>
      <Link
        to="/appeals/$appealId"
        params={{ appealId: row.appeal_id }}
        className="line-clamp-3 font-medium break-words after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-[15px] focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-brand"
      >
        {row.text === "" ? row.number : row.text}
      </Link>
      {!row.can_be_decided && <p className="text-sm font-medium text-accent">{t("appeal.nobody_can")}</p>}
      {row.excerpt !== "" && <p className="line-clamp-2 text-sm text-muted">{row.excerpt}</p>}
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        {row.appellant !== null ? <Person person={row.appellant} size={24} className="text-ink" /> : <span>{t("appeal.reporter")}</span>}
        {row.circle !== null && <span>{row.circle.name}</span>}
        <Time at={row.filed_at} />
      </p>
    </div>
  );
}
