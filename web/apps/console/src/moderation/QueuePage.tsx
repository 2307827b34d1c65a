import { Button, Kbd, SegmentedControl } from "@mantine/core";
import { EmptyState } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type RefObject, useRef } from "react";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { CaseRows } from "./CaseRows.tsx";
import { closedQuery, type InQueue, queueQuery } from "./queries.ts";
import { QueueFilters } from "./QueueFilters.tsx";
import { QueueRows } from "./QueueRows.tsx";
import { UnattendedLine } from "./Unattended.tsx";
import { BreakSettings } from "../desk/BreakSettings.tsx";
import { useKeys, useKeysOn } from "./useKeys.ts";

const route = getRouteApi("/inside/queue");

/** What waits, from all inlets, by harm × reach × age; and what is decided. */
export function QueuePage() {
  const t = useT();
  const { state = "open", ...wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = useRef<HTMLDivElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(shown.current?.querySelectorAll<HTMLAnchorElement>("a.covers") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at === -1 ? links[by === 1 ? 0 : links.length - 1] : links[at + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const alike = () => {
    const caseId = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["case"] : undefined;
    if (caseId !== undefined && state === "open") void navigate({ to: "/batch", search: { case: caseId } });
  };
  useKeys({ j: () => step(1), k: () => step(-1), b: alike });
  return (
    <Page
      title={t("queue.title")}
      lead={state === "open" && t("queue.lead")}
      action={
        <SegmentedControl
          aria-label={t("queue.which")}
          value={state}
          onChange={(chosen) => void navigate({ search: chosen === "closed" ? { state: "closed" } : {} })}
          data={[
            { value: "open", label: t("queue.open") },
            { value: "closed", label: t("queue.closed") },
          ]}
        />
      }
    >
      {state === "open" ? <Open shown={shown} wanted={wanted} onWant={(search) => void navigate({ search })} /> : <Closed shown={shown} />}
    </Page>
  );
}

type Shown = { shown: RefObject<HTMLDivElement | null> };

function Open({ shown, wanted, onWant }: Shown & { wanted: InQueue; onWant: (wanted: InQueue) => void }) {
  const t = useT();
  const list = useInfiniteQuery(queueQuery(wanted));
  const rows = entriesOf(list.data);
  const whole = Object.keys(wanted).length === 0;
  return (
    <>
      <UnattendedLine />
      <QueueFilters wanted={wanted} rows={rows} onWant={onWant} />
      {list.isPending && <Waiting height={360} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t(whole ? "queue.empty" : "queue.empty_part")}>{whole && t("queue.empty_text")}</EmptyState>}
      {rows.length > 0 && (
        <>
          <QueueRows ref={shown} label={t("queue.open")} rows={rows} />
          <LoadMore list={list} />
          <KeysHint />
        </>
      )}
    </>
  );
}

function Closed({ shown }: Shown) {
  const t = useT();
  const list = useInfiniteQuery(closedQuery);
  const rows = entriesOf(list.data);
  return (
    <>
      {list.isPending && <Waiting height={360} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("queue.empty_closed")} />}
      {rows.length > 0 && (
        <>
          <CaseRows ref={shown} label={t("queue.closed")} rows={rows} />
          <LoadMore list={list} />
          <KeysHint />
        </>
      )}
    </>
  );
}

function KeysHint() {
  const t = useT();
  const [on, setOn] = useKeysOn();
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm text-muted">
      <span className="hidden items-center gap-3 wide:flex">
        <Kbd aria-hidden="true">j</Kbd>
        <Kbd aria-hidden="true">k</Kbd>
        <Kbd aria-hidden="true">Enter</Kbd>
        <Kbd aria-hidden="true">b</Kbd>
        <Kbd aria-hidden="true">?</Kbd>
        <span>{t("queue.keys_hint")}</span>
        <Button variant="subtle" color="gray" size="xs" h={32} aria-pressed={on} onClick={() => setOn(!on)}>
          {t("queue.keys")} {on ? t("queue.keys_on") : t("queue.keys_off")}
        </Button>
      </span>
      <BreakSettings />
    </div>
  );
}
