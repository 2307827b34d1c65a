import type { RedPacket } from "@tonghao/api";
import { classes } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { useT } from "../text.ts";
import { CoverArt } from "./CoverArt.tsx";
import { keepPacket } from "./queries.ts";
import { useSums } from "./sums.ts";

/** Whether somebody's hand could still find something. */
export function isOpen(packet: RedPacket): boolean {
  return packet.state === "open" && packet.taken_count < packet.share_count && Date.parse(packet.expires_at) > Date.now();
}

/** One sentence about where a packet stands. */
export function useStanding(): (packet: RedPacket) => string {
  const t = useT();
  const sum = useSums();
  return (packet) => {
    if (packet.my_share) return t("packets.i_got", { sum: sum(packet.my_share.amount, packet.currency) });
    if (packet.is_removed) return t("packets.removed");
    if (packet.state === "finished") return t("packets.finished");
    if (!isOpen(packet)) return t("packets.over");
    if (packet.to !== null) return t("packets.for_person", { name: packet.to.name });
    return t("packets.left", { left: packet.share_count - packet.taken_count, count: packet.share_count });
  };
}

/** A packet in a stream: picture, words, how many shares are left; the whole of it leads to its page. */
export function PacketCard({ packet }: { packet: RedPacket }) {
  const t = useT();
  const standing = useStanding();
  const open = isOpen(packet) && !packet.my_share;
  return (
    <Link
      to="/packets/$packetId"
      params={{ packetId: packet.packet_id }}
      onClick={() => keepPacket(packet)}
      className={classes("packet-paper flex min-h-20 items-center gap-3 overflow-hidden rounded-card py-2 pr-4 pl-3", !open && "packet-done")}
    >
      <CoverArt cover={packet.cover} className="h-16 w-12 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{packet.greeting === "" ? t("packets.no_greeting") : packet.greeting}</span>
        <span className="block truncate text-sm">{t("packets.from", { name: packet.maker.name })}</span>
        <span className="block text-sm tabular-nums">{standing(packet)}</span>
      </span>
      <span className="shrink-0 text-sm font-semibold">{open ? t("packets.open_it") : t("packets.look")}</span>
    </Link>
  );
}
