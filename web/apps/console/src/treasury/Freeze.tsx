import type { ProfileCard } from "@tonghao/api";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Acts, Add, SanctionLine, sanctionsQuery } from "../accounts/SanctionsPage.tsx";
import { useSignedIn } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";

/** Whether a wallet is frozen or is to be; two people of the platform decide it. */
export function Freeze({ person }: { person: ProfileCard }) {
  const t = useT();
  const me = useSignedIn();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery({ ...sanctionsQuery(person.account_id), refetchInterval: 15_000 });
  const standing = entriesOf(list.data).find((row) => row.kind === "freeze" && row.state !== "ended");
  const own = me.account_id === person.account_id;
  return (
    <Panel
      title={t("treasury.freeze")}
      text={t("treasury.freeze_text")}
      action={
        list.isSuccess &&
        standing === undefined &&
        !own && (
          <Button h={44} color="red" variant="light" onClick={() => setAdding(true)}>
            {t("treasury.freeze_do")}
          </Button>
        )
      }
    >
      {list.isPending && <Waiting height={60} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && standing === undefined && <p className="text-muted">{own ? t("sanction.own") : t("treasury.freeze_none")}</p>}
      {standing !== undefined && (
        <>
          <SanctionLine row={standing} />
          <Acts row={standing} />
        </>
      )}
      <p>
        <Link to="/people/$accountId" params={{ accountId: person.account_id }} search={{ name: person.name }} className="inline-link inline-flex min-h-6 items-center">
          {t("treasury.freeze_all")}
        </Link>
      </p>
      {adding && <Add accountId={person.account_id} start="freeze" onClose={() => setAdding(false)} />}
    </Panel>
  );
}
