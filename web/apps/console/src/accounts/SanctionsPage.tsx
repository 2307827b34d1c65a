import { confirmSanction, liftSanction, listProposals, listSanctions, type SanctionKind, type SanctionOfPerson, sanctionPerson } from "@tonghao/api";
import { Alert, Button, NativeSelect } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Time, toast, useFullTime } from "@tonghao/ui";
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { Hours, ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { useSignedIn } from "./session.ts";

const route = getRouteApi("/inside/people/$accountId");
export const WISHED = ["strike", "mute", "suspend", "close"] as const;
const KINDS = [...WISHED, "freeze"] as const;

export const sanctionsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: ["sanctions", accountId],
    queryFn: ({ pageParam, signal }) => listSanctions({ path: { account_id: accountId }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

const proposalsQuery = infiniteQueryOptions({
  queryKey: ["proposals"],
  queryFn: ({ pageParam, signal }) => listProposals({ query: { cursor: pageParam }, signal }),
  refetchInterval: 30_000,
  ...byCursor,
});

function readAgain(): void {
  for (const key of ["sanctions", "proposals", "audit", "case", "treasury", "books"]) void cache.invalidateQueries({ queryKey: [key] });
}

/** Everything that was decided about one person. */
export function SanctionsPage() {
  const t = useT();
  const { accountId } = route.useParams();
  const { name = "" } = route.useSearch();
  const me = useSignedIn();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(sanctionsQuery(accountId));
  const rows = entriesOf(list.data);
  const own = me.account_id === accountId;
  return (
    <Page
      title={t("sanction.title", { name: rows[0]?.person.name ?? name })}
      lead={t("sanction.lead")}
      action={
        !own && (
          <Button h={44} onClick={() => setAdding(true)}>
            {t("sanction.add")}
          </Button>
        )
      }
    >
      {own && <Alert color="gray" role="note">{t("sanction.own")}</Alert>}
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("sanction.list_none")} />}
      <SanctionRows rows={rows} />
      <LoadMore list={list} />
      {adding && <Add accountId={accountId} onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** What one person proposed and another has to confirm. */
export function ProposalsPage() {
  const t = useT();
  const list = useInfiniteQuery(proposalsQuery);
  const rows = entriesOf(list.data);
  return (
    <Page title={t("proposals.title")} lead={t("proposals.lead")}>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t("proposals.empty")} />}
      <SanctionRows rows={rows} withPerson />
      <LoadMore list={list} />
    </Page>
  );
}

function SanctionRows({ rows, withPerson = false }: { rows: SanctionOfPerson[]; withPerson?: boolean }) {
  return (
    <ul className="grid gap-4 desk:grid-cols-2">
      {rows.map((row) => (
        <li key={row.sanction_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
          {withPerson && (
            <Link to="/people/$accountId" params={{ accountId: row.person.account_id }} search={{ name: row.person.name }} className="inline-flex max-w-full hover:underline">
              <Person person={row.person} size={36} handle />
            </Link>
          )}
          <SanctionLine row={row} />
          <Acts row={row} />
        </li>
      ))}
    </ul>
  );
}

/** What it is, by whom, why and until when. */
export function SanctionLine({ row }: { row: SanctionOfPerson }) {
  const t = useT();
  const locale = useLocale();
  const full = useFullTime();
  const { nameOf } = useCategories();
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold">{t(`sanction.${row.kind}`)}</span>
        <span className={row.state === "ended" ? "text-sm text-muted" : "text-sm font-medium text-amber-ink"}>{t(`sanction.${row.state}`)}</span>
      </p>
      <p className="text-sm text-muted">
        {nameOf(row.category)} ·{" "}
        {row.until !== null
          ? t("limit.until", { date: full(row.until) })
          : row.hours === null
            ? t("limit.no_end")
            : t("sanction.days", { count: Math.max(1, Math.round(row.hours / 24)) })}
      </p>
      <p className="break-words">{inLocale(locale, row.reason, row.reason_en)}</p>
      <p className="text-sm text-muted">
        {row.set_by === null
          ? t("sanction.by_rule")
          : row.second_by === null
            ? t("sanction.by", { name: row.set_by.name })
            : t("sanction.by_two", { name: row.set_by.name, second: row.second_by.name })}{" "}
        · <Time at={row.at} />
      </p>
      {row.end_reason !== "" && <p className="rounded-small bg-raised px-3 py-2 text-sm">{row.end_reason}</p>}
    </div>
  );
}

/** Confirm it as the second person, or take it back. */
export function Acts({ row }: { row: SanctionOfPerson }) {
  const t = useT();
  const me = useSignedIn();
  const [asking, setAsking] = useState<"confirm" | "lift" | null>(null);
  const path = { account_id: row.person.account_id, sanction_id: row.sanction_id };
  const what = t(`sanction.${row.kind}`);
  const done = (said: string) => {
    toast(said);
    setAsking(null);
  };
  const confirm = useMutation({ mutationFn: () => confirmSanction({ path }), onSuccess: () => done(t("sanction.confirmed")), onSettled: readAgain });
  const lift = useMutation({
    mutationFn: (reason: string) => liftSanction({ path, body: { reason } }),
    onSuccess: () => done(t("sanction.lifted")),
    onSettled: readAgain,
    meta: { quiet: true },
  });
  if (row.state === "ended" || row.person.account_id === me.account_id) return null;
  const mine = row.set_by?.account_id === me.account_id;
  return (
    <div className="mt-auto flex flex-wrap items-center gap-2">
      {row.state === "proposed" && !mine && (
        <Button h={40} color="red" loading={confirm.isPending} onClick={() => confirm.mutate()} aria-label={t("sanction.confirm_title", { what })}>
          {t("sanction.confirm")}
        </Button>
      )}
      {row.state === "proposed" && mine && <p className="text-sm text-muted">{t("sanction.own_proposal")}</p>}
      <Button h={40} variant="default" onClick={() => setAsking("lift")} aria-label={t("sanction.lift_title", { what })}>
        {t("sanction.lift")}
      </Button>
      {asking === "lift" && (
        <ReasonModal
          title={t("sanction.lift_title", { what })}
          act={t("sanction.lift")}
          hint={t("sanction.reason_hint")}
          busy={lift.isPending}
          error={lift.error}
          onSend={lift.mutate}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

type AddProps = { accountId: string; start?: SanctionKind; onClose: () => void };

/** Decide, or propose to another person. */
export function Add({ accountId, start = "strike", onClose }: AddProps) {
  const t = useT();
  const { all } = useCategories();
  const locale = useLocale();
  const [kind, setKind] = useState<SanctionKind>(start);
  const [hours, setHours] = useState<number | null>(start === "freeze" ? null : 168);
  const [category, setCategory] = useState("");
  const [said, setSaid] = useState("");
  const chosen = category === "" ? (all[0]?.code ?? "") : category;
  const headers = useSendKey(accountId, kind, hours, chosen, said);
  const two = kind === "suspend" || kind === "close" || kind === "freeze";
  const send = useMutation({
    mutationFn: (reason: string) =>
      sanctionPerson({ path: { account_id: accountId }, body: { kind, category: chosen, reason, hours: kind === "strike" || kind === "close" ? null : hours }, headers }),
    onSuccess: () => {
      toast(t(two ? "sanction.proposed_done" : "sanction.done"));
      onClose();
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  return (
    <ReasonModal
      title={t("sanction.add")}
      text={kind === "freeze" ? t("sanction.freeze_hint") : two ? t("sanction.author_hint") : undefined}
      act={t(two ? "sanction.propose" : "sanction.do")}
      danger={two}
      hint={t("sanction.reason_hint")}
      busy={send.isPending}
      error={send.error}
      onSend={(reason) => {
        setSaid(reason);
        send.mutate(reason);
      }}
      onClose={onClose}
    >
      <KindAndHours
        kinds={KINDS}
        kind={kind}
        hours={hours}
        onKind={(one) => {
          setKind(one ?? "strike");
          if ((one === "freeze") !== (kind === "freeze")) setHours(one === "freeze" ? null : 168);
        }}
        onHours={setHours}
      />
      <NativeSelect
        label={t("sanction.category")}
        value={chosen}
        onChange={(event) => setCategory(event.currentTarget.value)}
        data={all.map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
      />
    </ReasonModal>
  );
}

type KindProps<K extends SanctionKind> = {
  kinds: readonly K[];
  kind: K | null;
  hours: number | null;
  optional?: boolean;
  description?: ReactNode;
  onKind: (kind: K | null) => void;
  onHours: (hours: number | null) => void;
};

/** What is decided about the person, and for how long where that is asked. */
export function KindAndHours<K extends SanctionKind>({ kinds, kind, hours, optional = false, description, onKind, onHours }: KindProps<K>) {
  const t = useT();
  return (
    <>
      <NativeSelect
        label={t(optional ? "sanction.author" : "sanction.kind")}
        description={description}
        value={kind ?? "none"}
        onChange={(event) => onKind(kinds.find((one) => one === event.currentTarget.value) ?? null)}
        data={[...(optional ? [{ value: "none", label: t("sanction.none") }] : []), ...kinds.map((one) => ({ value: one as string, label: t(`sanction.${one}`) }))]}
      />
      {(kind === "mute" || kind === "suspend" || kind === "freeze") && <Hours label={t("sanction.hours")} value={hours} endless={kind === "freeze"} onChange={onHours} />}
    </>
  );
}
