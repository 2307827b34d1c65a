import type { Case } from "@tonghao/api";
import { useFullTime } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { SUBJECT_STATES } from "./subjectStates.ts";

/** Who, where, since when. */
export function Facts({ kept }: { kept: Case }) {
  const t = useT();
  const full = useFullTime();
  const state = SUBJECT_STATES[kept.subject_state];
  return (
    <Panel title={t("case.facts")}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
        <dt className="text-sm text-muted">{t("case.author")}</dt>
        <dd>
          <a href={`/u/${kept.author.handle}`} className="inline-flex max-w-full hover:underline">
            <Person person={kept.author} size={32} handle />
          </a>
        </dd>
        {kept.circle !== null && (
          <>
            <dt className="text-sm text-muted">{t("case.in_circle")}</dt>
            <dd>
              <a href={`/c/${kept.circle.slug}`} className="inline-link">
                {kept.circle.name}
              </a>
              <Link to="/queue" search={{ circle: kept.circle.circle_id }} className="inline-link ml-3 text-sm">
                {t("case.circle_queue")}
              </Link>
            </dd>
          </>
        )}
        <dt className="text-sm text-muted">{t("case.now")}</dt>
        <dd>{state === undefined ? kept.subject_state : t(state)}</dd>
        <dt className="text-sm text-muted">{t("queue.opened")}</dt>
        <dd>{full(kept.opened_at)}</dd>
        <dt className="text-sm text-muted">{t("queue.due")}</dt>
        <dd>{full(kept.due_at)}</dd>
        <dt className="text-sm text-muted">{t("nav.audit")}</dt>
        <dd>
          <Link to="/audit" search={{ subject: kept.subject_id }} className="inline-link">
            {t("audit.filter")}
          </Link>
        </dd>
      </dl>
    </Panel>
  );
}
