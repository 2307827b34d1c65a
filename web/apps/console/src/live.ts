/** One socket; each event goes to what shows something of it. */
import { type LiveEvent, LiveSocket } from "@tonghao/api";
import { toast } from "@tonghao/ui";
import { mayModerate, meQuery, signedIn } from "./accounts/session.ts";
import { lookAgain } from "./bank/queries.ts";
import { cache } from "./cache.ts";
import { hearCalls } from "./calls/queries.ts";
import { hearCases } from "./moderation/live.ts";
import { say } from "./text.ts";

const LOST_AFTER_MS = 4000;
const heard = new Set<() => void>();
let lost = false;
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

function hear(event: LiveEvent): void {
  hearCases(event);
  hearCalls(event);
  if (event.kind === "breaker.tripped") {
    toast(say("brakes.tripped"), "bad");
    for (const key of ["brakes", "overseen"]) void cache.invalidateQueries({ queryKey: [key] });
  }
  if (event.kind === "partner.applied") {
    void cache.invalidateQueries({ queryKey: ["partners"] });
    void cache.invalidateQueries({ queryKey: ["overview"] });
  }
  if (event.kind === "hunt.moved") lookAgain();
  if (event.kind === "session.revoked") void cache.invalidateQueries({ queryKey: meQuery.queryKey });
}

const socket = new LiveSocket({
  onEvent: hear,
  onResync: () => void cache.invalidateQueries(),
  onRefused: () => void cache.invalidateQueries({ queryKey: meQuery.queryKey }),
  onState: (state) => {
    if (state === "lost") lostTimer ??= setTimeout(() => setLost(true), LOST_AFTER_MS);
    else if (state === "open" || state === "closed") setLost(false);
  },
});

let listening: string | null = null;

/** Listen as long as a moderator is signed in. */
export function startLive(): void {
  const follow = () => {
    const me = signedIn();
    const now = mayModerate(me) ? (me?.account_id ?? null) : null;
    if (now === listening) return;
    if (listening !== null) socket.stop();
    listening = now;
    if (now !== null) socket.start();
  };
  follow();
  cache.getQueryCache().subscribe((change) => {
    if (change.query.queryKey[0] === "me") follow();
  });
}
