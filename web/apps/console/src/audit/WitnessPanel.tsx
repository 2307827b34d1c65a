import type { Sending } from "@tonghao/api";
import { Button, TextInput } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { mayOperate, useMe } from "../accounts/session.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { witnessQuery } from "./queries.ts";

const DAY = 86_400_000;

/** Who outside keeps the daily end of the chain, and whether it arrived. */
export function WitnessPanel() {
  const t = useT();
  const witness = useQuery(witnessQuery);
  return (
    <Panel
      title={t("witness.title")}
      text={t("witness.text")}
      action={
        <a href="/audit/heads" target="_blank" rel="noopener" className="inline-link py-1 text-sm">
          {t("witness.public")}
        </a>
      }
    >
      {witness.isPending && <Waiting height={80} />}
      {witness.isError && <Failed error={witness.error} onRetry={() => void witness.refetch()} />}
      {witness.data !== undefined && (
        <>
          {witness.data.webhook === null && witness.data.mail === null && <p>{t("witness.none")}</p>}
          {witness.data.webhook !== null && <p>{t("witness.webhook", { host: witness.data.webhook })}</p>}
          {witness.data.mail !== null && <p>{t("witness.mail", { address: witness.data.mail })}</p>}
          <ul className="flex flex-col divide-y divide-line">
            {witness.data.sendings.map((one) => (
              <li key={`${one.day} ${one.way}`} className="py-2">
                <OneSending one={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ExportLog />
    </Panel>
  );
}

function OneSending({ one }: { one: Sending }) {
  const t = useT();
  const way = t(one.way === "mail" ? "witness.by_mail" : "witness.by_webhook");
  return (
    <>
      <span className="figures">{one.day}</span> · {way} ·{" "}
      {one.received_at !== null ? (
        <>
          {t("witness.received")} <Time at={one.received_at} />
        </>
      ) : (
        <span className={one.tries > 0 ? "text-accent" : "text-muted"}>{t(one.tries > 0 ? "witness.failed" : "witness.waiting", { tries: one.tries })}</span>
      )}
      {one.received_at === null && one.next_at !== null && one.tries > 0 && (
        <span className="text-sm text-muted">
          {" "}
          {t("witness.next")} <Time at={one.next_at} />
        </span>
      )}
      {(one.receipt !== "" || one.fault !== "") && <p className="text-sm break-words text-muted">{one.fault === "" ? one.receipt : one.fault}</p>}
    </>
  );
}

/** The log of a period as a file that can be checked without this server. */
function ExportLog() {
  const t = useT();
  const me = useMe();
  const [since, setSince] = useState(() => dayOf(Date.now() - 183 * DAY));
  const [until, setUntil] = useState(() => dayOf(Date.now() + DAY));
  if (!mayOperate(me)) return null;
  const fits = since !== "" && since < until && Date.parse(until) - Date.parse(since) <= 397 * DAY;
  const address = `/api/v1/audit/export?since=${since}T00:00:00Z&until=${until}T00:00:00Z`;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-semibold">{t("witness.export")}</h3>
      <p className="text-sm text-muted">{t("witness.export_text")}</p>
      <div className="flex flex-wrap items-end gap-2">
        <TextInput type="date" label={t("witness.since")} value={since} onChange={(event) => setSince(event.currentTarget.value)} />
        <TextInput type="date" label={t("witness.until")} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        {fits ? (
          <Button component="a" href={address} download variant="default" h={36} leftSection={<Download size={16} aria-hidden="true" />}>
            {t("witness.download")}
          </Button>
        ) : (
          <p className="py-2 text-sm text-accent">{t("witness.bad_days")}</p>
        )}
      </div>
    </div>
  );
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
