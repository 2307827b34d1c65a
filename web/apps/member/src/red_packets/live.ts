/** What happened to red packets, applied to what is shown. Applying an event equals a fresh fetch. */
import type { LiveEvent, RedPacket } from "@tonghao/api";
import { cache, entriesOf, mapEntries, type Pages } from "../cache.ts";
import { alsoHear } from "../live.ts";

/** `fresh` as an event carries it, for somebody without a part in it; what is mine stays mine. */
export function countedPacket(old: RedPacket, fresh: RedPacket): RedPacket {
  if (old.packet_id !== fresh.packet_id) return old;
  const share = old.my_share ?? null;
  return {
    ...fresh,
    // Of a packet that was taken out of sight the words are not said again; who may see it has them.
    greeting: fresh.greeting === "" ? old.greeting : fresh.greeting,
    total: fresh.total ?? old.total,
    mine: old.mine,
    my_share: share === null ? null : { ...share, is_luckiest: share.place === fresh.luckiest_place },
  };
}

const counted = (fresh: RedPacket) => (one: RedPacket) => countedPacket(one, fresh);

function apply(fresh: RedPacket): void {
  const has = (packets: RedPacket[]) => packets.some((one) => one.packet_id === fresh.packet_id);
  cache.setQueryData<RedPacket>(["red-packet", fresh.packet_id], (old) => old && countedPacket(old, fresh));
  for (const key of [["circle-red-packets"], ["my-red-packets"]]) {
    cache.setQueriesData<Pages<RedPacket>>({ queryKey: key }, (pages) => pages && mapEntries(pages, counted(fresh)));
  }
  cache.setQueriesData<RedPacket[]>({ queryKey: ["post-red-packets"] }, (old) => old?.map(counted(fresh)));
  // What went out of sight, or came back into it, stands elsewhere in the lists.
  const circle = ["circle-red-packets", fresh.circle_id];
  const post = ["post-red-packets", fresh.circle_id, fresh.post_id];
  if (fresh.is_removed || !has(entriesOf(cache.getQueryData<Pages<RedPacket>>(circle)))) void cache.invalidateQueries({ queryKey: circle });
  if (fresh.is_removed || !has(cache.getQueryData<RedPacket[]>(post) ?? [])) void cache.invalidateQueries({ queryKey: post });
  if (fresh.to !== null) void cache.invalidateQueries({ queryKey: ["my-red-packets", "for_me"] });
  void cache.invalidateQueries({ queryKey: ["red-packet-shares", fresh.packet_id] });
}

export function hearPackets(event: LiveEvent): void {
  if (event.kind === "red_packet.counted") {
    apply(event.packet);
  } else if (event.kind === "red_packet.made") {
    void cache.invalidateQueries({ queryKey: ["circle-red-packets", event.circle_id] });
    void cache.invalidateQueries({ queryKey: ["post-red-packets", event.circle_id, event.post_id] });
    void cache.invalidateQueries({ queryKey: ["my-red-packets"] });
  } else if (event.kind === "post.hidden" || event.kind === "post.published") {
    // A packet is shown as long as its post is.
    void cache.invalidateQueries({ queryKey: ["circle-red-packets", event.circle_id] });
    void cache.invalidateQueries({ queryKey: ["post-red-packets", event.circle_id, event.post_id] });
  }
}

alsoHear(hearPackets);
