import type { AuditEntry } from "@tonghao/api";
import { Button, TextInput } from "@mantine/core";
import { EmptyState, shownZone } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { entriesOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { SUBJECT_STATES } from "../moderation/subjectStates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { type Say, useT } from "../text.ts";
import { nameOfAct, nameOfField, nameOfKind } from "./acts.ts";
import { ChainHead } from "./ChainHead.tsx";
import { auditQuery } from "./queries.ts";
import { WitnessPanel } from "./WitnessPanel.tsx";

const route = getRouteApi("/inside/audit");
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The log of acts, newest first. */
export function AuditPage() {
  const t = useT();
  const { subject } = route.useSearch();
  const list = useInfiniteQuery(auditQuery(subject));
  const rows = entriesOf(list.data);
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <Page title={t("audit.title")} lead={t("audit.lead")}>
      <div className="grid items-start gap-5 desk:grid-cols-2">
        <ChainHead />
        <Filter key={subject} subject={subject} />
        <div className="desk:col-span-2">
          <WitnessPanel />
        </div>
      </div>
      {list.isPending && <Waiting height={360} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("audit.empty")} />}
      {rows.length > 0 && (
        <Rows
          label={t("audit.title")}
          rows={rows}
          columns={columns}
          widths={{ number: "3.75rem", at: "6.25rem", act: "clamp(6.25rem, 9vw, 9rem)", actor: "clamp(6.25rem, 8vw, 8.5rem)", subject: "clamp(6.25rem, 8vw, 9rem)", hash: "7.5rem" }}
          keyOf={(entry) => String(entry.number)}
          Card={EntryCard}
        />
      )}
      <LoadMore list={list} />
    </Page>
  );
}

function Filter({ subject }: { subject: string | undefined }) {
  const t = useT();
  const navigate = route.useNavigate();
  const [wanted, setWanted] = useState(subject ?? "");
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = wanted.trim();
    const fits = given === "" || UUID.test(given);
    setBad(!fits);
    if (fits) void navigate({ search: given === "" ? {} : { subject: given } });
  };
  return (
    <search className="panel p-4 wide:p-5">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextInput
          label={t("audit.filter_label")}
          description={t("audit.filter_hint")}
          error={bad && t("audit.filter_bad")}
          classNames={{ input: "mono" }}
          spellCheck={false}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <div className="flex gap-2">
          <Button type="submit" h={40}>
            {t("audit.filter_do")}
          </Button>
          {subject !== undefined && (
            <Button variant="default" h={40} component={Link} to="/audit">
              {t("audit.filter_all")}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}

function columnsOf(t: Say) {
  return [
    column<AuditEntry>("number", t("audit.number"), (entry) => <span className="figures text-muted">{entry.number}</span>),
    column<AuditEntry>("at", t("audit.at"), (entry) => <At at={entry.at} />),
    column<AuditEntry>("act", t("audit.act"), (entry) => <span className="font-medium">{nameOfAct(entry.act, t)}</span>),
    column<AuditEntry>("actor", t("audit.actor"), (entry) => <ActorOf entry={entry} />),
    column<AuditEntry>("subject", t("audit.subject"), (entry) => <SubjectOf entry={entry} />),
    column<AuditEntry>("payload", t("audit.payload"), (entry) => <Payload payload={entry.payload} />),
    column<AuditEntry>("hash", t("audit.hash"), (entry) => <HashOf hash={entry.hash} />),
  ];
}

/** To the second, and alike in both languages: a log is compared, not read aloud. */
function At({ at }: { at: string }) {
  const stamp = new Intl.DateTimeFormat("sv-SE", { timeZone: shownZone(), dateStyle: "short", timeStyle: "medium" });
  return (
    <time dateTime={at} className="figures">
      {stamp.format(Date.parse(at))}
    </time>
  );
}

function ActorOf({ entry }: { entry: AuditEntry }) {
  const t = useT();
  return entry.actor === null ? <span className="text-muted">{t("person.machine")}</span> : <Person person={entry.actor} size={24} />;
}

function SubjectOf({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const kind = nameOfKind(entry.subject_kind, t);
  if (entry.subject_id === null) return kind;
  return (
    <Link to="/audit" search={{ subject: entry.subject_id }} className="inline-link" title={t("audit.filter")}>
      {kind} <span className="mono">{entry.subject_id.slice(-8)}</span>
    </Link>
  );
}

function HashOf({ hash }: { hash: string }) {
  return (
    <span className="mono text-muted" title={hash}>
      {hash.slice(0, 12)}
    </span>
  );
}

/** What an entry carries: the reason at once, the rest on demand; or that it was erased. */
function Payload({ payload }: { payload: AuditEntry["payload"] }) {
  const t = useT();
  const { nameOf } = useCategories();
  if (payload === null) {
    return (
      <span title={t("audit.erased_text")} className="rounded-full border border-dashed border-muted px-2 text-sm text-muted">
        {t("audit.erased")}
      </span>
    );
  }
  const { note, reason, ...rest } = payload;
  const said = typeof note === "string" ? note : typeof reason === "string" ? reason : "";
  return (
    <>
      {said !== "" && <p className="mb-1">{said}</p>}
      {Object.keys(rest).length > 0 && (
        <details>
          <summary className="py-0.5 text-sm text-brand">{t("audit.show")}</summary>
          <dl className="mt-1 flex flex-col gap-1 text-sm">
            {Object.entries(rest).map(([field, value]) => (
              <div key={field}>
                <dt className="text-muted">{nameOfField(field, t)}</dt>
                <dd>
                  <Value field={field} value={value} nameOf={nameOf} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Value({ field, value, nameOf }: { field: string; value: unknown; nameOf: (code: string) => string }) {
  const t = useT();
  if (field === "case_id" && typeof value === "string") {
    return (
      <Link to="/cases/$caseId" params={{ caseId: value }} className="inline-link mono break-all">
        {value}
      </Link>
    );
  }
  if (field === "category" && typeof value === "string") return nameOf(value);
  if (field === "undone" && (value === "release" || value === "remove")) return t(`decide.${value}`);
  const state = (field === "before" || field === "restored") && typeof value === "string" ? SUBJECT_STATES[value] : undefined;
  if (state !== undefined) return t(state);
  if (typeof value === "object" && value !== null) return <pre className="mono overflow-x-auto whitespace-pre-wrap">{JSON.stringify(value, null, 1)}</pre>;
  return <span className="mono break-all">{String(value)}</span>;
}

function EntryCard({ row: entry }: { row: AuditEntry }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <span className="font-semibold">{nameOfAct(entry.act, t)}</span>
        <span className="figures text-sm text-muted">
          {t("audit.number")} {entry.number}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 text-sm">
        <ActorOf entry={entry} />
        <SubjectOf entry={entry} />
      </div>
      <div>
        <Payload payload={entry.payload} />
      </div>
      <p className="flex flex-wrap justify-between gap-2 text-sm text-muted">
        <At at={entry.at} />
        <HashOf hash={entry.hash} />
      </p>
    </div>
  );
}
