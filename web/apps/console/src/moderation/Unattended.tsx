import type { UnattendedCircle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { fullTimeOf } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { unattendedQuery } from "./queries.ts";

const FEW = 3;

/** The circles in which nobody is on duty now, and when somebody will be. */
export function Unattended() {
  const t = useT();
  const list = useInfiniteQuery(unattendedQuery);
  const circles = entriesOf(list.data);
  return (
    <Panel title={t("unattended.title")} text={t("unattended.text")}>
      {list.isPending && <Waiting height={80} />}
      {list.isError && list.data === undefined && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && circles.length === 0 && <p className="text-muted">{t("unattended.none")}</p>}
      <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {circles.map((circle) => (
          <Row key={circle.circle_id} circle={circle} />
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}

function Row({ circle }: { circle: UnattendedCircle }) {
  const t = useT();
  const locale = useLocale();
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 py-1">
      <a href={`/c/${circle.slug}`} className="inline-link min-w-0 py-1">
        {inLocale(locale, circle.name, circle.name_en)}
      </a>
      <span className="text-sm text-muted">
        {circle.next_duty_at === null ? t("unattended.never") : t("unattended.next", { time: fullTimeOf(Date.parse(circle.next_duty_at), locale) })}
      </span>
    </li>
  );
}

/** Above the queue, in one line: where a case waits for the platform alone. */
export function UnattendedLine() {
  const t = useT();
  const locale = useLocale();
  const circles = entriesOf(useInfiniteQuery(unattendedQuery).data);
  if (circles.length === 0) return null;
  const names = circles.slice(0, FEW).map((circle) => inLocale(locale, circle.name, circle.name_en));
  const list = new Intl.ListFormat(locale, { style: "short", type: "unit" }).format(names);
  return (
    <p role="note" className="text-sm text-muted">
      {t(circles.length > FEW ? "unattended.line_more" : "unattended.line", { names: list })}
    </p>
  );
}
