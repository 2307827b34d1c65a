/** Money between me and others changed: whoever looks at it reads it again. */
import type { LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";
import { alsoHear } from "../live.ts";

/** I moved something myself; done when what is shown is fresh. */
export async function readMoneyAgain(): Promise<void> {
  await Promise.all(["money-desk", "transfers", "transfer", "money-request", "split", "code-payments", "collect-code", "wallet"].map((name) => cache.invalidateQueries({ queryKey: [name] })));
}

export function hearTransfers(event: LiveEvent): void {
  if (event.kind === "transfer.changed") {
    for (const queryKey of [["money-desk"], ["transfers"], ["transfer", event.transfer_id]]) void cache.invalidateQueries({ queryKey });
  } else if (event.kind === "money_request.changed") {
    for (const queryKey of [["money-desk"], ["money-request", event.request_id]]) void cache.invalidateQueries({ queryKey });
  } else if (event.kind === "split.changed") {
    for (const queryKey of [["money-desk"], ["split", event.split_id]]) void cache.invalidateQueries({ queryKey });
  } else if (event.kind === "code.paid") {
    for (const queryKey of [["code-payments"], ["collect-code"]]) void cache.invalidateQueries({ queryKey });
  }
}

alsoHear(hearTransfers);
