import { grabRedPacket, isRefusal, type PacketShare, type RedPacket } from "@tonghao/api";
import { buttonClasses, classes, Skeleton, Time } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Tick } from "../polls/PollFields.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { CoverArt } from "./CoverArt.tsx";
import "./live.ts";
import { isOpen, useStanding } from "./PacketCard.tsx";
import "./packets.css";
import { packetQuery, sharesQuery } from "./queries.ts";
import { useSums } from "./sums.ts";

const route = getRouteApi("/shell/inside/packets/$packetId");
// As long as the seal turns at least: what was drawn long ago is not shown before the hand has landed.
const TURN_MS = 600;

const wait = (ms: number) => new Promise((done) => setTimeout(done, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms));

export function PacketPage() {
  const t = useT();
  const { packetId } = route.useParams();
  const packet = useQuery(packetQuery(packetId));
  const shown = packet.data;
  return (
    <Page key={packetId} title={t("packets.one")}>
      {packet.isError && shown === undefined && <Failed error={packet.error} onRetry={() => void packet.refetch()} />}
      {packet.isPending && <Skeleton className="mx-4 h-96 rounded-card md:mx-0" />}
      {shown !== undefined && (
        <div className="flex flex-col gap-4">
          <Envelope packet={shown} />
          <Results packet={shown} />
        </div>
      )}
    </Page>
  );
}

/** The envelope with its seal; opened, the share that was in it. */
function Envelope({ packet }: { packet: RedPacket }) {
  const t = useT();
  const sum = useSums();
  const standing = useStanding();
  const got = useRef<HTMLParagraphElement>(null);
  const [quiet, setQuiet] = useState(false);
  const [late, setLate] = useState<string | null>(null);
  const open = useMutation({
    mutationFn: async () => (await Promise.all([grabRedPacket({ path: { packet_id: packet.packet_id }, body: { is_quiet: quiet } }), wait(TURN_MS)]))[0],
    meta: { quiet: true },
    onError: (error) => setLate(isRefusal(error, "packet_empty") ? t("packets.missed") : sentenceOf(error)),
    // Also a hand that came late learns from the page who was quicker.
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["red-packet", packet.packet_id] }),
        cache.invalidateQueries({ queryKey: ["red-packet-shares", packet.packet_id] }),
        cache.invalidateQueries({ queryKey: ["my-red-packets"] }),
      ]),
  });
  const mine = packet.my_share ?? null;
  useEffect(() => {
    if (open.isSuccess && mine !== null) got.current?.focus();
  }, [open.isSuccess, mine]);
  const closed = mine === null && isOpen(packet);
  // Emptied under the eyes of someone whose hand had not landed yet: said as to a hand that came late.
  const [sawClosed] = useState(closed && !packet.mine);
  const missed = sawClosed && mine === null && packet.state === "finished" && !open.isPending;
  return (
    <section aria-label={t("packets.from", { name: packet.maker.name })} className="flex flex-col items-center gap-4 px-4">
      <div className={classes("packet-envelope packet-paper overflow-hidden rounded-card", open.isPending && "packet-opening", mine !== null && open.isSuccess && "packet-opened")}>
        {(closed || open.isSuccess) && <span className="packet-flap" aria-hidden="true" />}
        <CoverArt cover={packet.cover} className={classes("absolute inset-x-0 mx-auto h-1/3", closed ? "bottom-4" : "top-4")} />
        {closed ? (
          <button type="button" className="packet-seal" aria-label={t("packets.open_it")} aria-busy={open.isPending || undefined} disabled={open.isPending} onClick={() => open.mutate()}>
            <span aria-hidden="true">{t("packets.seal")}</span>
          </button>
        ) : (
          <div className="absolute inset-x-4 bottom-6 text-center">
            {mine !== null ? (
              <p ref={got} tabIndex={-1} className="packet-sum outline-none">
                <span className="block text-sm">{t("packets.you_got")}</span>
                <span className="block text-4xl font-bold tabular-nums">{sum(mine.amount, packet.currency)}</span>
                {mine.is_luckiest && <span className="mt-1 block text-sm font-semibold">{t("packets.luckiest")}</span>}
              </p>
            ) : (
              <p className="text-lg font-semibold">{standing(packet)}</p>
            )}
          </div>
        )}
      </div>
      <p className="text-center text-lg font-semibold">{packet.greeting === "" ? t("packets.no_greeting") : packet.greeting}</p>
      <p className="flex items-center gap-2 text-sm text-muted">
        <PersonAvatar person={packet.maker} size={28} />
        <PersonName person={packet.maker} />
        <span>{t(`packets.kind_${packet.kind}`)}</span>
      </p>
      {closed && packet.to === null && <Tick label={t("packets.quietly")} checked={quiet} onChange={setQuiet} />}
      {/* Said aloud: how much, or who was quicker. */}
      <p role="status" className={late === null && !missed ? "sr-only" : "text-center text-accent"}>
        {late ?? (missed ? t("packets.missed") : open.isSuccess && mine !== null ? t("packets.i_got", { sum: sum(mine.amount, packet.currency) }) : "")}
      </p>
      {late !== null && open.error !== null && isRefusal(open.error, "join_first") && <p className="text-sm text-muted">{t("packets.join")}</p>}
    </section>
  );
}

/** Who took what, how fast it went, and the way to check the draw. */
function Results({ packet }: { packet: RedPacket }) {
  const t = useT();
  const sum = useSums();
  const { full } = useDates();
  const shares = useQuery(sharesQuery(packet.packet_id));
  const isOver = packet.state !== "open";
  const seconds = packet.over_at === null ? null : Math.max(1, Math.round((Date.parse(packet.over_at) - Date.parse(packet.made_at)) / 1000));
  return (
    <Panel title={t("packets.results")}>
      <p className="text-sm text-muted tabular-nums" aria-live="polite">
        {t("packets.counted", { taken: packet.taken_count, count: packet.share_count })}
        {packet.total !== null && ` · ${t("packets.sum", { sum: sum(packet.total, packet.currency) })}`}
        {packet.state === "finished" && seconds !== null && ` · ${seconds < 600 ? t("packets.in_seconds", { count: seconds }) : t("packets.in_minutes", { count: Math.round(seconds / 60) })}`}
      </p>
      {packet.state === "open" && <p className="text-sm text-muted">{t("packets.until", { time: full(packet.expires_at) })}</p>}
      {packet.state === "returned" && <p className="text-sm text-muted">{t("packets.returned")}</p>}
      {packet.hides_results && !packet.mine && <p className="mt-2 text-sm text-muted">{t("packets.hidden")}</p>}
      {shares.data !== undefined && shares.data.length > 0 && (
        <ol className="mt-3 flex flex-col gap-3">
          {shares.data.map((share) => (
            <ShareRow key={share.place} share={share} currency={packet.currency} />
          ))}
        </ol>
      )}
      {packet.kind === "lucky" && (
        <div className="mt-4 border-t border-line pt-3 text-sm text-muted">
          <p>{t(isOver ? "packets.proof_open" : "packets.proof_closed")}</p>
          <p className="mt-1 break-all">
            {t("packets.hash")} <code>{packet.commitment}</code>
          </p>
          {isOver && (
            <Link to="/packets/$packetId/proof" params={{ packetId: packet.packet_id }} className={buttonClasses("line", "s", "mt-3 min-h-11")}>
              <ShieldCheck size={18} aria-hidden="true" />
              {t("packets.check")}
            </Link>
          )}
        </div>
      )}
    </Panel>
  );
}

function ShareRow({ share, currency }: { share: PacketShare; currency: string }) {
  const t = useT();
  const sum = useSums();
  return (
    <li className="flex items-center gap-3">
      {share.account === null ? (
        <span className="size-9 shrink-0 rounded-full bg-tint" aria-hidden="true" />
      ) : (
        <PersonAvatar person={share.account} size={36} />
      )}
      <span className="min-w-0 flex-1">
        {share.account === null ? <span className="text-muted">{t("packets.somebody")}</span> : <PersonName person={share.account} />}
        <span className="block text-sm text-muted">
          <Time at={share.taken_at} />
        </span>
      </span>
      <span className="text-right">
        <span className="block font-semibold tabular-nums">{sum(share.amount, currency)}</span>
        {share.is_luckiest && <span className="block text-sm text-amber-ink">{t("packets.luckiest")}</span>}
      </span>
    </li>
  );
}
