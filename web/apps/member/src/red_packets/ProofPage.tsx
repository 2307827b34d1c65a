import type { PacketProof } from "@tonghao/api";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { packetQuery, proofQuery } from "./queries.ts";
import { amountsOf, commitmentOf } from "./split.ts";
import { decimalOf, useSums } from "./sums.ts";

const route = getRouteApi("/shell/inside/packets/$packetId/proof");

export function ProofPage() {
  const t = useT();
  const { packetId } = route.useParams();
  const proof = useQuery(proofQuery(packetId));
  const packet = useQuery(packetQuery(packetId));
  return (
    <Page title={t("packets.check")}>
      {proof.isError && <Failed error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.isPending && <Skeleton className="h-80 w-full rounded-card" />}
      {proof.data !== undefined && (
        <div className="flex flex-col gap-4">
          <Checked proof={proof.data} shown={packet.data?.commitment ?? proof.data.commitment} />
          <How proof={proof.data} />
          <Link to="/packets/$packetId" params={{ packetId }} className="self-start px-4 text-brand underline-offset-4 hover:underline md:px-0">
            {t("packets.back")}
          </Link>
        </div>
      )}
    </Page>
  );
}

type Drawn = { commitment: string; amounts: number[] };

/** Draw it again, here: nothing is asked of the server for it. */
function useDrawn(proof: PacketProof): Drawn | null | "unable" {
  // A page that came over plain http from another machine has no WebCrypto.
  const unable = (globalThis.crypto as Crypto | undefined)?.subtle === undefined;
  const [drawn, setDrawn] = useState<Drawn | null | "unable">(unable ? "unable" : null);
  useEffect(() => {
    let gone = false;
    if (unable) return undefined;
    void Promise.all([commitmentOf(proof), amountsOf(proof)]).then(([commitment, amounts]) => {
      if (!gone) setDrawn({ commitment, amounts });
    });
    return () => {
      gone = true;
    };
  }, [proof, unable]);
  return drawn;
}

function Checked({ proof, shown }: { proof: PacketProof; shown: string }) {
  const t = useT();
  const sum = useSums();
  const drawn = useDrawn(proof);
  if (drawn === null) return <Panel>{t("packets.drawing")}</Panel>;
  if (drawn === "unable") return <Panel>{t("packets.no_crypto")}</Panel>;
  const sameHash = drawn.commitment === shown && shown === proof.commitment;
  const sameShares = drawn.amounts.length === proof.amounts_minor.length && drawn.amounts.every((minor, at) => minor === proof.amounts_minor[at]);
  const total = drawn.amounts.reduce((all, minor) => all + minor, 0);
  return (
    <Panel title={t(sameHash && sameShares && total === proof.total_minor ? "packets.proved" : "packets.disproved")}>
      <ul className="flex flex-col gap-2">
        <Line good={sameHash}>{t("packets.same_hash")}</Line>
        <Line good={sameShares}>{t("packets.same_shares")}</Line>
        <Line good={total === proof.total_minor}>{t("packets.same_sum", { sum: sum(decimalOf(total, proof.currency), proof.currency) })}</Line>
      </ul>
      <table className="mt-4 w-full text-sm tabular-nums">
        <caption className="sr-only">{t("packets.table")}</caption>
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="py-1 font-normal">
              {t("packets.place")}
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              {t("packets.paid")}
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              {t("packets.redrawn")}
            </th>
          </tr>
        </thead>
        <tbody>
          {proof.amounts_minor.map((minor, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                {at + 1}
              </th>
              <td className="py-1.5 text-right">{sum(decimalOf(minor, proof.currency), proof.currency)}</td>
              <td className="py-1.5 text-right">{sum(decimalOf(drawn.amounts[at] ?? 0, proof.currency), proof.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Line({ good, children }: { good: boolean; children: string }) {
  const t = useT();
  return (
    <li className="flex items-start gap-2">
      {good ? <Check size={20} aria-label={t("packets.right")} className="mt-0.5 shrink-0 text-brand" /> : <X size={20} aria-label={t("packets.wrong")} className="mt-0.5 shrink-0 text-accent" />}
      <span>{children}</span>
    </li>
  );
}

/** The rule in words, and everything that somebody needs who would rather do it with tools of their own. */
function How({ proof }: { proof: PacketProof }) {
  const t = useT();
  return (
    <Panel title={t("packets.how")}>
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-sm">
        <li>{t("packets.how_seed")}</li>
        <li>{t("packets.how_hash")}</li>
        <li>{t("packets.how_numbers")}</li>
        <li>{t("packets.how_mean")}</li>
        <li>{t("packets.how_shuffle")}</li>
        <li>{t("packets.how_take")}</li>
      </ol>
      <dl className="mt-4 flex flex-col gap-1 text-sm">
        {(["algorithm", "packet_id", "total_minor", "share_count", "most_minor", "seed", "commitment"] as const).map((name) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">
              <code>{String(proof[name])}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
