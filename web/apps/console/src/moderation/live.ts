/** What happened to cases, applied to what is shown. */
import { type Case, getCase, type LiveEvent, type QueueRow } from "@tonghao/api";
import { toast } from "@tonghao/ui";
import { hashKey } from "@tanstack/react-query";
import { cache, type Pages } from "../cache.ts";
import { signedIn } from "../accounts/session.ts";
import { say } from "../text.ts";
import { caseQuery, closedQuery, queueQuery } from "./queries.ts";
import { withCase, withoutCase } from "./queue.ts";

/** Cases that came in while one looks; their rows are lit for a moment. */
export const arrived = new Set<string>();
const LIT_MS = 8000;

function changeQueue(change: (pages: Pages<QueueRow>) => Pages<QueueRow>): void {
  const whole = hashKey(queueQuery().queryKey);
  cache.setQueryData<Pages<QueueRow>>(queueQuery().queryKey, (pages) => (pages === undefined ? pages : change(pages)));
  // Whether it belongs into a part of the queue the server says.
  void cache.invalidateQueries({ queryKey: ["queue"], predicate: (one) => one.queryHash !== whole });
}

/** Put the case as it stands now into the queue, and keep it for its own page. */
async function fetchInto(caseId: string): Promise<Case | null> {
  try {
    const fetched = await getCase({ path: { case_id: caseId } });
    cache.setQueryData(caseQuery(caseId).queryKey, fetched);
    changeQueue((pages) => withCase(pages, fetched));
    return fetched;
  } catch {
    void cache.invalidateQueries({ queryKey: ["queue"] });
    return null;
  }
}

/** After one's own act the answer is shown at once; the event that follows changes nothing more. */
export function keepCase(decided: Case): void {
  cache.setQueryData(caseQuery(decided.case_id).queryKey, decided);
  changeQueue((pages) => withCase(pages, decided));
  void cache.invalidateQueries({ queryKey: closedQuery.queryKey });
  void cache.invalidateQueries({ queryKey: ["overview"] });
}

/** Somebody stepped back from it: it is not theirs to see any more. */
export function forgetCase(caseId: string): void {
  cache.removeQueries({ queryKey: caseQuery(caseId).queryKey });
  changeQueue((pages) => withoutCase(pages, caseId));
  void cache.invalidateQueries({ queryKey: ["overview"] });
}

export function hearCases(event: LiveEvent): void {
  if (event.kind === "case.opened") {
    arrived.add(event.case_id);
    setTimeout(() => arrived.delete(event.case_id), LIT_MS);
    void fetchInto(event.case_id).then((fetched) => {
      if (fetched?.state === "open") toast(say("queue.arrived"));
    });
  } else if (event.kind === "case.claimed") {
    // The row of the queue and an open page say at once who works on it.
    void fetchInto(event.case_id);
    return;
  } else if (event.kind === "case.moved") {
    const me = signedIn()?.account_id;
    if (event.how === "recused" && event.by_id === me) forgetCase(event.case_id);
    else void fetchInto(event.case_id);
    if (event.how === "panel_asked" || event.how === "panel_closed") {
      for (const key of [["case", event.case_id, "panel"], ["panels"]]) void cache.invalidateQueries({ queryKey: key });
    }
    if (event.how === "assigned" && event.assignee_id === me && event.by_id !== me) toast(say("hands.for_you"));
    return;
  } else if (event.kind === "case.decided") {
    if (event.act === "undo") void fetchInto(event.case_id);
    else {
      changeQueue((pages) => withoutCase(pages, event.case_id));
      void cache.invalidateQueries({ queryKey: caseQuery(event.case_id).queryKey });
    }
    void cache.invalidateQueries({ queryKey: closedQuery.queryKey });
    void cache.invalidateQueries({ queryKey: ["audit"] });
  } else return;
  void cache.invalidateQueries({ queryKey: ["overview"] });
  void cache.invalidateQueries({ queryKey: ["reports"] });
}
