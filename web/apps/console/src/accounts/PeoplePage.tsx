import { appointModerator, listPeople, type Person as PersonRow } from "@tonghao/api";
import { Button, TextInput } from "@mantine/core";
import { EmptyState, Time, toast } from "@tonghao/ui";
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { OperatorOnly } from "../shell/Shell.tsx";
import { type ConsoleKey, type Say, useT } from "../text.ts";
import { useSignedIn } from "./session.ts";

const route = getRouteApi("/inside/people");

const peopleQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: ["people", words],
    queryFn: ({ pageParam, signal }) => listPeople({ query: { q: words, cursor: pageParam }, signal }),
    placeholderData: keepPreviousData,
    ...byCursor,
  });

/** The people of this place, for its operator. */
export function PeoplePage() {
  return (
    <OperatorOnly title="people.title">
      <People />
    </OperatorOnly>
  );
}

function People() {
  const t = useT();
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(q);
  const list = useInfiniteQuery(peopleQuery(q));
  const people = entriesOf(list.data);
  const columns = useMemo(() => columnsOf(t), [t]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = words.trim();
    void navigate({ search: wanted === "" ? {} : { q: wanted } });
  };
  return (
    <Page title={t("people.title")} lead={t("people.lead")}>
      <search>
        <form onSubmit={submit} className="flex max-w-lg items-end gap-2">
          <TextInput
            type="search"
            className="min-w-0 grow"
            size="md"
            label={t("people.search")}
            maxLength={60}
            leftSection={<Search size={18} aria-hidden="true" />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button type="submit" h={42} className="shrink-0">
            {t("people.do")}
          </Button>
        </form>
      </search>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && people.length === 0 && <EmptyState title={t("people.empty")} />}
      {people.length > 0 && (
        <Rows
          label={t("people.title")}
          rows={people}
          columns={columns}
          widths={{ person: "26%", circles: "4.5rem", cases: "4.5rem", log: "5rem" }}
          keyOf={(person) => person.account_id}
          Card={PersonCard}
        />
      )}
      <LoadMore list={list} />
    </Page>
  );
}

const STATES: Record<string, ConsoleKey> = {
  active: "people.state_active",
  leaving: "people.state_leaving",
  deleted: "people.state_deleted",
  unclaimed: "people.state_unclaimed",
};

function columnsOf(t: Say) {
  return [
    column<PersonRow>("person", t("people.person"), (person) => <PersonLink person={person} size={36} />),
    column<PersonRow>("role", t("people.role"), (person) => <RoleOf person={person} />),
    column<PersonRow>("state", t("people.state"), (person) => <StateOf person={person} />),
    column<PersonRow>("email", t("people.email"), (person) => person.email_masked ?? <span className="text-muted">{t("people.no_email")}</span>),
    column<PersonRow>("circles", t("people.circles"), (person) => <span className="figures">{person.circles}</span>),
    column<PersonRow>("cases", t("people.cases"), (person) => <span className="figures">{person.cases}</span>),
    column<PersonRow>("since", t("people.since"), (person) => <Time at={person.created_at} className="text-muted" />),
    column<PersonRow>("log", t("people.log"), (person) => <LogLink person={person} />),
  ];
}

function nameOfRole(role: string, t: Say): string {
  return role === "member" || role === "moderator" || role === "operator" ? t(`role.${role}`) : role;
}

/** What they are here, and the appointment of those who decide beside the operator. */
function RoleOf({ person }: { person: PersonRow }) {
  const t = useT();
  const me = useSignedIn();
  const appoint = useMutation({
    mutationFn: (moderates: boolean) => appointModerator({ path: { account_id: person.account_id }, body: { moderates } }),
    onSuccess: (_, moderates) => toast(t(moderates ? "people.appointed" : "people.dismissed", { name: person.name })),
    onSettled: () => {
      for (const key of ["people", "overview", "appeals", "appeal", "audit"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
  const may = person.role !== "operator" && person.state === "active" && person.account_id !== me.account_id;
  const moderates = person.role === "moderator";
  return (
    <span className="flex flex-wrap items-center gap-2">
      {nameOfRole(person.role, t)}
      {may && (
        <Button size="xs" h={32} variant="default" loading={appoint.isPending} aria-label={t(moderates ? "people.dismiss_named" : "people.appoint_named", { name: person.name })} onClick={() => appoint.mutate(!moderates)}>
          {t(moderates ? "people.dismiss" : "people.appoint")}
        </Button>
      )}
    </span>
  );
}

function StateOf({ person }: { person: PersonRow }) {
  const t = useT();
  const key = STATES[person.state];
  return <span className={person.state === "active" ? undefined : "text-amber-ink"}>{key === undefined ? person.state : t(key)}</span>;
}

function LogLink({ person }: { person: PersonRow }) {
  const t = useT();
  return (
    <Link to="/audit" search={{ subject: person.account_id }} className="inline-link -my-1 inline-block py-1" aria-label={t("people.log_of", { name: person.name })}>
      {t("people.log")}
    </Link>
  );
}

/** To what was decided about them. */
function PersonLink({ person, size }: { person: PersonRow; size: number }) {
  return (
    <Link to="/people/$accountId" params={{ accountId: person.account_id }} search={{ name: person.name }} className="inline-flex max-w-full hover:underline">
      <Person person={person} size={size} handle />
    </Link>
  );
}

function PersonCard({ row: person }: { row: PersonRow }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-2">
      <PersonLink person={person} size={40} />
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        <span className="text-ink">
          <RoleOf person={person} />
        </span>
        <StateOf person={person} />
        {person.email_masked !== null && <span>{person.email_masked}</span>}
      </p>
      <p className="figures flex flex-wrap items-center gap-x-4 text-sm text-muted">
        <span>
          {t("people.circles")} {person.circles}
        </span>
        <span>
          {t("people.cases")} {person.cases}
        </span>
        <span>
          {t("people.since")} <Time at={person.created_at} />
        </span>
        <LogLink person={person} />
      </p>
    </div>
  );
}
