import type { PanelMonth } from "@tonghao/api";
import { EmptyState, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { Wide } from "../shell/Wide.tsx";
import { useT } from "../text.ts";
import { monthsQuery, panelsQuery } from "./queries.ts";
import { Standing } from "./Standing.tsx";

/** What was put to members, how it ended, and how often they and moderators say the same. */
export function PanelsPage() {
  const t = useT();
  const list = useInfiniteQuery({ ...panelsQuery, staleTime: 0 });
  const rows = entriesOf(list.data);
  const months = useQuery(monthsQuery).data ?? [];
  return (
    <Page title={t("panels.title")} lead={t("panels.lead")}>
      {months.length > 0 && <Months months={months} />}
      {list.isPending && <Waiting height={240} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("panels.empty")} />}
      <ul aria-label={t("panels.list")} className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.panel_id} className="panel flex flex-col gap-2 p-4 wide:p-5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link to="/cases/$caseId" params={{ caseId: row.case_id }} className="min-w-0 font-medium break-words text-brand underline underline-offset-4">
                {row.excerpt}
              </Link>
              <Time at={row.asked_at} className="text-sm text-muted" />
            </p>
            <Standing row={row} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function Months({ months }: { months: PanelMonth[] }) {
  const t = useT();
  const heads = ["ended", "removed", "released", "returned", "overtaken", "agreed", "overturned_count"] as const;
  return (
    <Panel title={t("panels.months")} text={t("panels.months_text")}>
      <Wide label={t("panels.months")}>
        <table className="figures w-full min-w-[40rem] text-right text-sm">
          <thead>
            <tr>
              <th scope="col" className="py-1 text-left font-medium">
                {t("panels.month")}
              </th>
              {heads.map((one) => (
                <th key={one} scope="col" className="py-1 font-medium">
                  {t(`panels.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((one) => (
              <tr key={one.month} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {one.month}
                </th>
                <td>{one.panels}</td>
                <td>{one.removed}</td>
                <td>{one.released}</td>
                <td>{one.returned}</td>
                <td>{one.overtaken}</td>
                <td>{t("panels.agreed_of", { agreed: one.agreed, compared: one.compared })}</td>
                <td>{one.overturned}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Panel>
  );
}
