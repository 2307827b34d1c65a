import type { CountedRow } from "@tonghao/api";
import { Modal } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCategories } from "../moderation/queries.ts";
import { written } from "../treasury/words.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Waiting } from "../shell/Page.tsx";
import { type ConsoleKey, useT } from "../text.ts";
import { type Figure, spanOf } from "./figures.ts";
import { countedQuery } from "./queries.ts";

type CountedProps = { figure: Figure; week: string; circleId: string | undefined; onClose: () => void };

/** What a number counts: its definition, and the rows themselves, looked up now. */
export function CountedModal({ figure, week, circleId, onClose }: CountedProps) {
  const t = useT();
  const list = useInfiniteQuery(countedQuery(figure, week, circleId));
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows.entries) ?? [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t(`figure.${figure}`)} closeButtonProps={{ "aria-label": t("ui.close") }}>
      <div className="flex flex-col gap-4">
        <p>{t(`defined.${figure}`)}</p>
        <p className="figures text-sm text-muted">
          {t("oversight.week", { date: week })}
          {first !== undefined && ` · ${t("oversight.now", { count: first.count, of: first.of })}`}
        </p>
        {list.isPending && <Waiting height={160} />}
        {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && <p>{t("oversight.no_rows")}</p>}
        {rows.length > 0 && (
          <ul aria-label={t("oversight.rows")} className="flex flex-col">
            {rows.map((row) => (
              <li key={`${row.row_id}${row.at}`} className="flex flex-col gap-0.5 border-t border-line py-2 first:border-t-0">
                <Row row={row} figure={figure} week={week} />
              </li>
            ))}
          </ul>
        )}
        <LoadMore list={list} />
      </div>
    </Modal>
  );
}

function Row({ row, figure, week }: { row: CountedRow; figure: Figure; week: string }) {
  const t = useT();
  const { nameOf } = useCategories();
  const number = row.number === null ? "" : writtenNumber(row.number, figure, t);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Time at={row.at} />
        <span>{t(`oversight.kind_${row.kind}` as ConsoleKey)}</span>
        {row.category !== null && row.kind !== "trip" && <span>{nameOf(row.category)}</span>}
        {number !== "" && <span className="figures font-medium">{number}</span>}
        {row.amount !== null && <span className="figures font-medium">{written(row.amount, row.currency ?? "", t)}</span>}
        {row.counts && <span className="rounded-full bg-tint px-2 text-sm text-brand">{t("oversight.counts")}</span>}
      </p>
      {row.said !== "" && <p className="truncate text-muted">{saidOf(row, t)}</p>}
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {row.circle !== null && <span>{row.circle.name}</span>}
        {row.kind === "trip" && row.circle !== null && (
          <Link to="/oversight" search={{ week, circle: row.circle.circle_id, figure: "tips" }} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
            {row.tippers === null ? t("oversight.tips_of_week") : `${t("oversight.tippers", { count: row.tippers })} · ${t("oversight.tips_of_week")}`}
          </Link>
        )}
        {row.case_id !== null && (
          <Link to="/cases/$caseId" params={{ caseId: row.case_id }} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
            {t("oversight.case")}
          </Link>
        )}
        {row.post_id !== null && row.circle !== null && (
          <a href={`/c/${row.circle.slug}/p/${row.post_id}`} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
            {t("oversight.post")}
          </a>
        )}
      </p>
    </>
  );
}

/** What a trip restricts and how a tip stands are words of ours; the rest was said by people. */
function saidOf(row: CountedRow, t: ReturnType<typeof useT>): string {
  if (row.kind === "trip") return t(`oversight.restriction_${row.said}` as ConsoleKey);
  if (row.kind === "tip") return t(`oversight.tip_${row.said}` as ConsoleKey);
  return row.said;
}

function writtenNumber(number: number, figure: Figure, t: ReturnType<typeof useT>): string {
  if (figure === "verdict") return spanOf(number / 1000, t);
  if (figure === "covered") return spanOf(number * 60, t);
  if (figure === "views_before" || figure === "alarms" || figure === "views") return t("oversight.views", { count: number });
  return spanOf(number, t);
}
