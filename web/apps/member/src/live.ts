/** One socket; each event goes to every feature that shows something of it. */
import { type LiveEvent, LiveSocket, type PostPlace } from "@tonghao/api";
import { useEffect } from "react";
import { hearAccounts } from "./accounts/live.ts";
import { signedIn } from "./accounts/session.ts";
import { cache, fetchAgainAfterwards, fetchAgainIfOlder } from "./cache.ts";
import { hearCircles } from "./circles/live.ts";
import { hearFeed } from "./feed/live.ts";
import { hearMedia } from "./media/live.ts";
import { hearNotifications } from "./notifications/live.ts";
import { hearPosts } from "./posts/live.ts";

const LOST_AFTER_MS = 4000;

const heard = new Set<() => void>();
let lost = false;
let broken = false;
let lostTimer: ReturnType<typeof setTimeout> | null = null;

function setLost(now: boolean): void {
  if (lostTimer !== null) clearTimeout(lostTimer);
  lostTimer = null;
  if (now === lost) return;
  lost = now;
  for (const one of heard) one();
}

/** Whether live events arrive; a short break does not count as lost. */
export const connection = {
  subscribe: (one: () => void) => {
    heard.add(one);
    return () => heard.delete(one);
  },
  isLost: () => lost,
};

// What every page shows something of. A feature with pages of its own adds its hearer when they are loaded.
const hearers = new Set([hearAccounts, hearCircles, hearMedia, hearPosts, hearFeed, hearNotifications]);

/** From now on `hear` is told every event, too. */
export function alsoHear(hear: (event: LiveEvent) => void): void {
  hearers.add(hear);
}

/** Apply `event` to everything that is shown. */
export function distribute(event: LiveEvent): void {
  for (const hear of hearers) hear(event);
  // What is on its way from the server may have been read before this happened.
  for (const query of cache.getQueryCache().findAll({ fetchStatus: "fetching" })) {
    if (concerns(query.queryKey, event)) fetchAgainAfterwards(query);
  }
}

function concerns(key: readonly unknown[], event: LiveEvent): boolean {
  if (key[0] === "feed") return event.kind.startsWith("post.");
  if (key[0] === "notifications" || key[0] === "unread") return event.kind.startsWith("notification");
  const ids = new Set(Object.values(event).filter((value) => typeof value === "string"));
  return key.some((part) => typeof part === "string" && ids.has(part));
}

/** What was missed is told again, but not the floors of a watched post: a new socket watches nothing yet. */
function readFloorsAgain(): void {
  for (const key of ["post", "floors", "replies"]) void cache.invalidateQueries({ queryKey: [key] });
}

// What shows a post or what is new; all else is fetched on its page or does not change by itself.
const HEARD = ["post", "floors", "replies", "circle-posts", "feed", "notifications", "unread"];

/** A page fetches while it begins to listen: what happened in between is neither in the answer nor told. */
function readAgainIfOlder(place: PostPlace | null, changedAt: number): void {
  const keys = place === null ? HEARD.map((name) => [name]) : ["post", "floors", "replies"].map((name) => [name, place.circle_id, place.post_id]);
  fetchAgainIfOlder(keys.flatMap((queryKey) => cache.getQueryCache().findAll({ queryKey })), changedAt);
}

const socket = new LiveSocket({
  onEvent: distribute,
  onListening: readAgainIfOlder,
  onResync: () => void cache.invalidateQueries(),
  onRefused: () => void cache.invalidateQueries({ queryKey: ["me"] }),
  onState: (state) => {
    if (state === "lost") {
      broken = true;
      lostTimer ??= setTimeout(() => setLost(true), LOST_AFTER_MS);
    } else if (state === "open" || state === "closed") {
      setLost(false);
      if (broken && state === "open") readFloorsAgain();
      broken = false;
    }
  },
});

let listening: string | null = null;

function follow(now: string | null): void {
  if (now === listening) return;
  if (listening !== null) socket.stop();
  listening = now;
  if (now !== null) socket.start();
}

let paused = false;

export function pauseLive(): void {
  paused = true;
  follow(null);
}

export function resumeLive(): void {
  paused = false;
  follow(signedIn()?.account_id ?? null);
}

/** Listen as long as somebody is signed in. */
export function startLive(): void {
  resumeLive();
  cache.getQueryCache().subscribe((change) => {
    if (change.query.queryKey[0] !== "me") return;
    const now = signedIn()?.account_id ?? null;
    if (now === null) paused = false;
    if (!paused) follow(now);
  });
}

/** Hear the floors of a post while it is on the screen. */
export function useWatch(place: PostPlace | null): void {
  const circleId = place?.circle_id;
  const postId = place?.post_id;
  useEffect(() => {
    if (circleId === undefined || postId === undefined || signedIn() === null) return undefined;
    return socket.watch({ circle_id: circleId, post_id: postId });
  }, [circleId, postId]);
}
