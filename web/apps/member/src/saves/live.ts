/** What I saved on another device. */
import type { LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";
import { alsoHear } from "../live.ts";

export function readSavesAgain(): void {
  for (const name of ["save-folders", "saved", "thread-saves"]) void cache.invalidateQueries({ queryKey: [name] });
}

alsoHear((event: LiveEvent) => {
  if (event.kind === "saves.changed") readSavesAgain();
});
