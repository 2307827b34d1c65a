import { EmptyState, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import type { Circle } from "@tonghao/api";
import { sentenceOf } from "../cache.ts";
import { rankOf } from "../circles/ranks.ts";
import { readToolAgain } from "./live.ts";

export function NothingHere({ text }: { text: string }) {
  return <EmptyState title={text} />;
}

/** Whether the viewer hosts the circle, or helps in it, or belongs to it. */
export function standingIn(circle: Circle): { hosts: boolean; helps: boolean; belongs: boolean } {
  const rank = rankOf(circle.my_role);
  return { hosts: rank >= 2, helps: rank >= 1, belongs: circle.my_role !== null && !circle.is_banned && circle.state === "open" };
}

/** Something one does in a tool: afterwards the tool is read again, and a refusal is said. */
export function useAct<Given = void>(circle: Circle, tool: string, act: (given: Given) => Promise<unknown>, done?: () => void) {
  return useMutation({
    mutationFn: act,
    onSuccess: done,
    onError: (error) => toast(sentenceOf(error), "bad"),
    onSettled: () => readToolAgain(circle.circle_id, tool),
    meta: { quiet: true },
  });
}
