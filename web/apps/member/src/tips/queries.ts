import { getCircleTipping, getTipChoice, getTipping, type LiveEvent } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { alsoHear } from "../live.ts";

export const tippingQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["tipping", circleId, postId],
    queryFn: ({ signal }) => getTipping({ path: { circle_id: circleId, post_id: postId }, signal }),
  });

export const tipChoiceQuery = queryOptions({ queryKey: ["tip-choice"], queryFn: ({ signal }) => getTipChoice({ signal }) });

export const circleTippingQuery = (circleId: string) =>
  queryOptions({
    queryKey: ["circle-tipping", circleId],
    queryFn: ({ signal }) => getCircleTipping({ path: { circle_id: circleId }, signal }),
  });

/** A tip moved: what may still be given is asked again, and what the wallet shows. */
export function hearTips(event: LiveEvent): void {
  if (event.kind !== "tip.moved") return;
  void cache.invalidateQueries({ queryKey: ["tipping", event.circle_id, event.post_id] });
}

alsoHear(hearTips);
