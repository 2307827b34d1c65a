import type { Circle, Post, RedPacket } from "@tonghao/api";
import { buttonClasses } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Gift } from "lucide-react";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { useT } from "../text.ts";
import "./live.ts";
import "./packets.css";
import { isOpen, PacketCard } from "./PacketCard.tsx";
import { circlePacketsQuery, postPacketsQuery } from "./queries.ts";

const SHOWN = 2;

/** Above the posts of a circle: the packets that can be opened, then the newest of the others. */
export function CirclePackets({ circle }: { circle: Circle }) {
  const t = useT();
  const me = useMe();
  const [all, setAll] = useState(false);
  const found = useInfiniteQuery({ ...circlePacketsQuery(circle.circle_id), enabled: me !== null });
  const packets = entriesOf(found.data);
  const waiting = packets.filter((packet) => isOpen(packet) && !packet.my_share);
  const first = [...waiting, ...packets.filter((packet) => !waiting.includes(packet))].slice(0, Math.max(SHOWN, waiting.length));
  const shown = all ? packets : first;
  const mayGive = circle.my_role !== null && !circle.is_banned && circle.state === "open";
  if (me === null || (packets.length === 0 && !mayGive)) return null;
  return (
    <section aria-label={t("packets.title")} className="flex flex-col gap-2 px-4 pt-2 pb-3 md:px-0 md:pb-4">
      {shown.map((packet) => (
        <PacketCard key={packet.packet_id} packet={packet} />
      ))}
      <div className="flex flex-wrap gap-2">
        {mayGive && (
          <Link to="/packets/new" search={{ circle: circle.slug }} className={buttonClasses("line", "s", "min-h-11")}>
            <Gift size={18} aria-hidden="true" />
            {t("packets.give")}
          </Link>
        )}
        {packets.length > shown.length && (
          <button type="button" className={buttonClasses("ghost", "s", "min-h-11 text-brand")} onClick={() => setAll(true)}>
            {t("packets.all", { count: packets.length })}
          </button>
        )}
      </div>
    </section>
  );
}

/** Under a post: its packets, and the way to give one. */
export function PostPackets({ post, mayGive }: { post: Post; mayGive: boolean }) {
  const t = useT();
  const me = useMe();
  const found = useQuery({ ...postPacketsQuery(post.circle_id, post.post_id), enabled: me !== null });
  const packets: RedPacket[] = found.data ?? [];
  if (me === null || (packets.length === 0 && !mayGive)) return null;
  return (
    <section aria-label={t("packets.title")} className="flex flex-col gap-2 px-4 py-2 md:px-0">
      {packets.map((packet) => (
        <PacketCard key={packet.packet_id} packet={packet} />
      ))}
      {mayGive && (
        <Link to="/packets/new" search={{ circle: post.circle_slug, post: post.post_id }} className={buttonClasses("ghost", "s", "min-h-11 self-start text-brand")}>
          <Gift size={18} aria-hidden="true" />
          {t("packets.give_here")}
        </Link>
      )}
    </section>
  );
}
