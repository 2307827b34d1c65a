import type { ConsoleKey } from "../text.ts";

/** What the state of a post, reply or photo means for others. */
export const SUBJECT_STATES: Record<string, ConsoleKey> = {
  pending: "subject.pending",
  visible: "subject.visible",
  held: "subject.held",
  removed: "subject.removed",
  deleted: "subject.deleted",
  refused: "subject.refused",
};
