/** What the member app shows after events, for the law that it equals a fresh fetch. */
import type { LiveEvent, Me } from "@tonghao/api";
import { cache } from "../../../apps/member/src/cache.ts";
import { showWaiting } from "../../../apps/member/src/feed/live.ts";
import { distribute } from "../../../apps/member/src/live.ts";
import "../../../apps/member/src/red_packets/live.ts";

type Shown = { key: unknown[]; data: unknown };
export type Screen = { me: Me; shown: Shown[]; events: LiveEvent[] };
export type Afterwards = Shown & {
  /** The app fetches it again by itself, so it is fresh by definition. */
  asksAgain: boolean;
};

/** Put `screen` into the app's own cache, let the app hear the events, and say what it shows then. */
export function applied(screen: Screen): Afterwards[] {
  cache.clear();
  cache.setQueryData(["me"], screen.me);
  for (const { key, data } of screen.shown) cache.setQueryData(key, data);
  for (const event of screen.events) distribute(event);
  showWaiting();
  return screen.shown.map(({ key }) => {
    const state = cache.getQueryState(key);
    return { key, data: state?.data, asksAgain: state?.isInvalidated === true };
  });
}
