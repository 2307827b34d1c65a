import type { Post } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { cache } from "../cache.ts";
import { turnQuery } from "./marks.ts";

/** In how many seconds one may reply where replies are slow, and how slow they are. It counts down by itself. */
export function useTurn(post: Post): { minutes: number; wait: number } {
  const { data } = useQuery(turnQuery(post.circle_id, post.post_id));
  const readyAt = data?.ready_at ?? 0;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (readyAt === 0) return undefined;
    const ticking = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= readyAt) clearInterval(ticking);
    }, 250);
    return () => clearInterval(ticking);
  }, [readyAt]);
  return { minutes: Math.ceil((data?.slow_seconds ?? 0) / 60), wait: Math.max(0, Math.ceil((readyAt - now) / 1000)) };
}

export function askTurnAgain(post: Post): void {
  void cache.invalidateQueries({ queryKey: turnQuery(post.circle_id, post.post_id).queryKey });
}
