/** How far one has read: noted in portions, when the reading pauses or the page is left, never on every scroll. */
import { markThreadRead, type Post } from "@tonghao/api";
import { useEffect, useRef, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { hearPosts } from "./live.ts";

const PAUSE_MS = 3000;

/** The last floor that one had read when the page was opened (0: never here), and the farthest that is seen now is noted. */
export function useReadMark(post: Post): { since: number; watch: (element: HTMLElement | null) => void } {
  const me = useMe();
  const [since] = useState(post.read_floor);
  const [list, setList] = useState<HTMLElement | null>(null);
  const seen = useRef(1);
  const noted = useRef(post.read_floor);
  const { circle_id, post_id } = post;
  useEffect(() => {
    if (me === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const note = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const floor = seen.current;
      if (floor <= noted.current) return;
      noted.current = floor;
      void markThreadRead({ path: { circle_id, post_id }, body: { floor }, keepalive: true }).then(
        (mark) => hearPosts({ kind: "thread.marked", account_id: me.account_id, circle_id, post_id, ...mark }),
        // It is noted with the next portion, or read again at the next visit.
        () => (noted.current = Math.min(noted.current, floor - 1)),
      );
    };
    const later = () => {
      if (timer === null && seen.current > noted.current) timer = setTimeout(note, PAUSE_MS);
    };
    later();
    const eyes = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) seen.current = Math.max(seen.current, Number(target.id.replace("floor-", "")) || 1);
      }
      later();
    });
    const look = () => {
      for (const floor of list?.querySelectorAll("li[id^='floor-']") ?? []) eyes.observe(floor);
    };
    look();
    const changes = new MutationObserver(look);
    if (list !== null) changes.observe(list, { childList: true });
    const onHide = () => document.visibilityState === "hidden" && note();
    document.addEventListener("visibilitychange", onHide);
    return () => {
      eyes.disconnect();
      changes.disconnect();
      document.removeEventListener("visibilitychange", onHide);
      note();
    };
  }, [me, list, circle_id, post_id]);
  return { since, watch: setList };
}
