import type { Case } from "@tonghao/api";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft, ArrowRight, Layers } from "lucide-react";
import { entriesOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { AuthorSanctions, CirclePast, History, Reports, Similar } from "./Around.tsx";
import { Severity } from "./chips.tsx";
import { Context } from "./Context.tsx";
import { DecisionPanel } from "./DecisionPanel.tsx";
import { Decisions } from "./Decisions.tsx";
import { DueClock } from "./DueClock.tsx";
import { Facts } from "./Facts.tsx";
import { Hands } from "./Hands.tsx";
import { Notes } from "./Notes.tsx";
import { caseQuery, queueQuery, useCategories } from "./queries.ts";
import { Seen } from "./Seen.tsx";
import { CasePanelPart } from "../panels/CasePanelPart.tsx";
import { ViewpointPanel } from "../viewpoints/ViewpointPanel.tsx";
import { useMarkedKeys } from "./useKeys.ts";
import { Why } from "./Why.tsx";

const route = getRouteApi("/inside/cases/$caseId");

/** Everything that helps to decide, and the decision beside it. */
export function CasePage() {
  const t = useT();
  const { caseId } = route.useParams();
  const one = useQuery(caseQuery(caseId));
  const { nameOf } = useCategories();
  useMarkedKeys("cnqmgpuvbe");
  if (one.isError && one.data === undefined) {
    return (
      <Page title={t("case.title")}>
        <Failed error={one.error} onRetry={() => void one.refetch()} />
      </Page>
    );
  }
  if (one.data === undefined) {
    return (
      <Page title={t("case.title")}>
        <Waiting height={480} />
      </Page>
    );
  }
  const kept = one.data;
  return (
    <Page
      key={caseId}
      title={`${nameOf(kept.category)} · ${t(`kind.${kept.subject_kind}`)}`}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Severity level={kept.severity} />
          <DueClock row={kept} />
          <span>{t(`inlet.${kept.inlet}`)}</span>
          {kept.state === "open" && <Why points={kept.points} className="flex flex-wrap items-baseline gap-x-2" />}
        </span>
      }
      action={<Ways kept={kept} />}
    >
      <div key={kept.case_id} className="grid items-start gap-5 desk:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Seen kept={kept} />
          <Context kept={kept} />
          {kept.barred !== "recused" && <ViewpointPanel kept={kept} />}
        </div>
        <div className="flex min-w-0 flex-col gap-5 desk:row-span-2">
          <DecisionPanel kept={kept} />
          {kept.barred !== "recused" && <CasePanelPart kept={kept} />}
          <Hands kept={kept} />
          <Facts kept={kept} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Notes kept={kept} />
          <Decisions kept={kept} />
          <Reports kept={kept} />
          <AuthorSanctions kept={kept} />
          <History kept={kept} />
          <CirclePast kept={kept} />
          <Similar kept={kept} />
        </div>
      </div>
    </Page>
  );
}

/** Back to the queue, and on to the next case in it. */
function Ways({ kept }: { kept: Case }) {
  const t = useT();
  const rows = entriesOf(useInfiniteQuery(queueQuery()).data).flatMap((row) => row.case ?? []);
  const at = rows.findIndex((row) => row.case_id === kept.case_id);
  const next = rows[at + 1] ?? rows.find((row) => row.case_id !== kept.case_id);
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="default" h={40} component={Link} to="/queue" data-key="q" leftSection={<ArrowLeft size={18} aria-hidden="true" />}>
        {t("case.back")}
      </Button>
      {kept.state === "open" && (
        <Button variant="default" h={40} renderRoot={(props) => <Link {...props} to="/batch" search={{ case: kept.case_id }} data-key="b" />} leftSection={<Layers size={18} aria-hidden="true" />}>
          {t("batch.from_case")}
        </Button>
      )}
      {next !== undefined && (
        <Button
          variant={kept.state === "open" ? "default" : "filled"}
          h={40}
          renderRoot={(props) => <Link {...props} to="/cases/$caseId" params={{ caseId: next.case_id }} data-key="n" />}
          rightSection={<ArrowRight size={18} aria-hidden="true" />}
        >
          {t("case.next")}
        </Button>
      )}
    </div>
  );
}
