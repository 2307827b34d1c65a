import { Button, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Page } from "../shell/Page.tsx";
import { OperatorOnly } from "../shell/Shell.tsx";
import { useT } from "../text.ts";
import { AccountPanel } from "./AccountPanel.tsx";
import { Board } from "./Board.tsx";
import { Found } from "./Found.tsx";

const route = getRouteApi("/inside/treasury");

/** The books, for who runs the place: something found in them, one account, or how all of it stands. */
export function TreasuryPage() {
  return (
    <OperatorOnly title="treasury.title">
      <Books />
    </OperatorOnly>
  );
}

function Books() {
  const t = useT();
  const { q, account } = route.useSearch();
  return (
    <Page title={t("treasury.title")} lead={t("treasury.lead")}>
      <Ask key={q ?? ""} words={q ?? ""} />
      {(q !== undefined || account !== undefined) && (
        <p>
          <Link to="/treasury" className="inline-link inline-flex min-h-6 items-center">
            {t("treasury.back")}
          </Link>
        </p>
      )}
      {q !== undefined && <Found words={q} />}
      {account !== undefined && <AccountPanel key={account} accountId={account} />}
      {q === undefined && account === undefined && <Board />}
    </Page>
  );
}

function Ask({ words: before }: { words: string }) {
  const t = useT();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = words.trim();
    void navigate({ search: wanted === "" ? {} : { q: wanted } });
  };
  return (
    <search>
      <form onSubmit={submit} className="flex max-w-2xl items-end gap-2">
        <TextInput
          type="search"
          className="min-w-0 grow"
          size="md"
          label={t("treasury.search")}
          maxLength={80}
          leftSection={<Search size={18} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button type="submit" h={42} className="shrink-0">
          {t("treasury.do")}
        </Button>
      </form>
    </search>
  );
}
