/** What happened to circles, applied to what is shown. */
import type { Circle, LiveEvent } from "@tonghao/api";
import { signedIn } from "../accounts/session.ts";
import { cache } from "../cache.ts";

export function hearCircles(event: LiveEvent): void {
  if (event.kind === "join_requests.counted") {
    cache.setQueriesData<Circle>({ queryKey: ["circle"] }, (old) =>
      old?.circle_id === event.circle_id ? { ...old, waiting_requests: event.waiting } : old,
    );
    void cache.invalidateQueries({ queryKey: ["requests", event.circle_id] });
    return;
  }
  if (event.kind === "circle.restricted") {
    const closed = event.restrictions.some((one) => one.kind === "closed");
    cache.setQueriesData<Circle>({ queryKey: ["circle"] }, (old) =>
      old?.circle_id === event.circle_id ? { ...old, restrictions: event.restrictions, state: closed ? "closed" : "open" } : old,
    );
    void cache.invalidateQueries({ queryKey: ["acts", event.circle_id] });
    return;
  }
  if (event.kind === "join.answered") {
    void cache.invalidateQueries({ queryKey: ["circle"] });
    return;
  }
  if (event.kind !== "circle.joined" && event.kind !== "circle.left") return;
  void cache.invalidateQueries({ queryKey: ["members", event.circle_id] });
  if (event.account_id !== signedIn()?.account_id) return;
  void cache.invalidateQueries({ queryKey: ["my-circles"] });
  void cache.invalidateQueries({ queryKey: ["circle"] });
  void cache.invalidateQueries({ queryKey: ["feed"] });
}
