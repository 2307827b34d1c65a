import { getRedPacket, getRedPacketProof, listCircleRedPackets, listMyRedPackets, listPostRedPackets, listRedPacketShares, type RedPacket } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

export type Box = "for_me" | "got" | "made";

export const packetQuery = (packetId: string) =>
  queryOptions({
    queryKey: ["red-packet", packetId],
    queryFn: ({ signal }) => getRedPacket({ path: { packet_id: packetId }, signal }),
  });

export const sharesQuery = (packetId: string) =>
  queryOptions({
    queryKey: ["red-packet-shares", packetId],
    queryFn: ({ signal }) => listRedPacketShares({ path: { packet_id: packetId }, signal }),
  });

export const proofQuery = (packetId: string) =>
  queryOptions({
    queryKey: ["red-packet-proof", packetId],
    queryFn: ({ signal }) => getRedPacketProof({ path: { packet_id: packetId }, signal }),
    // What was drawn stays drawn.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const circlePacketsQuery = (circleId: string) =>
  infiniteQueryOptions({
    queryKey: ["circle-red-packets", circleId],
    queryFn: ({ pageParam, signal }) => listCircleRedPackets({ path: { circle_id: circleId }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

export const postPacketsQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["post-red-packets", circleId, postId],
    queryFn: ({ signal }) => listPostRedPackets({ path: { circle_id: circleId, post_id: postId }, signal }),
  });

export const myPacketsQuery = (box: Box) =>
  infiniteQueryOptions({
    queryKey: ["my-red-packets", box],
    queryFn: ({ pageParam, signal }) => listMyRedPackets({ query: { box, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** The packet's page shows at once what its card knew. */
export function keepPacket(packet: RedPacket): void {
  cache.setQueryData(["red-packet", packet.packet_id], (old: RedPacket | undefined) => old ?? packet);
}
