/** Something moved in my wallet, here or elsewhere: whoever looks at it reads it again. */
import type { LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";
import { alsoHear } from "../live.ts";

export function readWalletAgain(): Promise<void> {
  return cache.invalidateQueries({ queryKey: ["wallet"] });
}

alsoHear((event: LiveEvent) => {
  if (event.kind === "wallet.moved") void readWalletAgain();
});
