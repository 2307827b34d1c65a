/** A circle switched its levels on or off, or named them anew. */
import type { LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";
import { alsoHear } from "../live.ts";

alsoHear((event: LiveEvent) => {
  if (event.kind === "levels.chosen") void cache.invalidateQueries({ queryKey: ["levels", event.circle_id] });
});
