/** What happened to circles, applied to what is shown. */
import { type LiveEvent } from "@tonghao/api";
import { signedIn } from "../accounts/session.ts";
import { cache } from "../cache.ts";

export function hearCircles(event: LiveEvent): void {
  if (event.kind !== "circle.joined" && event.kind !== "circle.left") return;
  void cache.invalidateQueries({ queryKey: ["members", event.circle_id] });
  if (event.account_id !== signedIn()?.account_id) return;
  void cache.invalidateQueries({ queryKey: ["my-circles"] });
  void cache.invalidateQueries({ queryKey: ["circle"] });
  void cache.invalidateQueries({ queryKey: ["feed"] });
}
