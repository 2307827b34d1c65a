/** Something in a tool changed: whoever looks at it reads it again. */
import type { LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";

export function hearTools(event: LiveEvent): void {
  if (event.kind === "tool.changed") void cache.invalidateQueries({ queryKey: ["tool", event.circle_id, event.tool] });
}

/** I did something in a tool myself; done when what is shown is fresh. */
export function readToolAgain(circleId: string, tool: string): Promise<void> {
  return cache.invalidateQueries({ queryKey: ["tool", circleId, tool] });
}
