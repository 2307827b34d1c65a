import type { MemberKey } from "../text.ts";

/** What stands in the place of something that the viewer may not read. */
export const TOMBSTONES: Record<string, MemberKey> = {
  removed: "tombstone.removed",
  deleted: "tombstone.deleted",
  held: "tombstone.checking",
  pending: "tombstone.checking",
  blocked: "tombstone.blocked",
};
