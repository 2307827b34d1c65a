import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { ruleQuery } from "./queries.ts";

/** The published measure, with the numbers that the server really uses. */
export function UsefulnessPage() {
  const t = useT();
  const rule = useQuery(ruleQuery);
  return (
    <Page
      title={t("useful.title")}
      action={
        <Link to="/solved" search={{}} className="flex min-h-11 items-center text-sm text-brand underline-offset-4 hover:underline">
          {t("shelf.solved")}
        </Link>
      }
    >
      {rule.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {rule.isError && <Failed error={rule.error} onRetry={() => void rule.refetch()} />}
      {rule.data !== undefined && (
        <div className="flex flex-col gap-3 md:gap-4">
          <Panel title={t("useful.measure")}>
            <p className="overflow-x-auto rounded-small bg-raised px-3 py-2 text-sm tabular-nums">
              {t("useful.formula", { solved: rule.data.solved, thanks: rule.data.thanks, savers: rule.data.savers })}
            </p>
            <ul className="mt-3 flex list-disc flex-col gap-1.5 pl-5">
              <li>{t("useful.solved", { points: rule.data.solved })}</li>
              <li>{t("useful.thanks")}</li>
              <li>{t("useful.savers")}</li>
              <li>{t("useful.log")}</li>
            </ul>
          </Panel>
          <Panel title={t("useful.damped")}>
            <ul className="flex list-disc flex-col gap-1.5 pl-5">
              <li>{t("useful.self")}</li>
              <li>{t("useful.again")}</li>
              <li>{t("useful.returned", { one: rule.data.returned[0] ?? 0, two: rule.data.returned[1] ?? 0, three: rule.data.returned[2] ?? 0 })}</li>
            </ul>
          </Panel>
          <Panel title={t("useful.not")}>
            <p>{t("useful.not_text")}</p>
            <p className="mt-2">{t("useful.circles", { count: rule.data.small_members })}</p>
          </Panel>
          <p className="px-4 text-sm text-muted md:px-0">{t("useful.version", { version: rule.data.version })}</p>
        </div>
      )}
    </Page>
  );
}
