import { Button, Kbd, SegmentedControl } from "@mantine/core";
import { EmptyState } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { CaseRows } from "./CaseRows.tsx";
import { casesQuery } from "./queries.ts";
import { UnattendedLine } from "./Unattended.tsx";
import { useKeys, useKeysOn } from "./useKeys.ts";

const route = getRouteApi("/inside/queue");

/** What waits, gravest and most urgent first; and what is decided. */
export function QueuePage() {
  const t = useT();
  const { state = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(casesQuery(state));
  const rows = entriesOf(list.data);
  const shown = useRef<HTMLDivElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(shown.current?.querySelectorAll<HTMLAnchorElement>("a.covers") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at === -1 ? links[by === 1 ? 0 : links.length - 1] : links[at + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <Page
      title={t("queue.title")}
      action={
        <SegmentedControl
          aria-label={t("queue.which")}
          value={state}
          onChange={(wanted) => void navigate({ search: wanted === "closed" ? { state: "closed" } : {} })}
          data={[
            { value: "open", label: t("queue.open") },
            { value: "closed", label: t("queue.closed") },
          ]}
        />
      }
    >
      {state === "open" && <UnattendedLine />}
      {list.isPending && <Waiting height={360} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={t(state === "open" ? "queue.empty" : "queue.empty_closed")}>{state === "open" && t("queue.empty_text")}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <CaseRows ref={shown} label={t(state === "open" ? "queue.open" : "queue.closed")} rows={rows} closed={state === "closed"} />
          <LoadMore list={list} />
          <KeysHint />
        </>
      )}
    </Page>
  );
}

function KeysHint() {
  const t = useT();
  const [on, setOn] = useKeysOn();
  return (
    <div className="hidden items-center gap-3 text-sm text-muted wide:flex">
      <Kbd aria-hidden="true">j</Kbd>
      <Kbd aria-hidden="true">k</Kbd>
      <Kbd aria-hidden="true">Enter</Kbd>
      <span>{t("queue.keys_hint")}</span>
      <Button variant="subtle" color="gray" size="xs" h={32} aria-pressed={on} onClick={() => setOn(!on)}>
        {t("queue.keys")} {on ? t("queue.keys_on") : t("queue.keys_off")}
      </Button>
    </div>
  );
}
