import type { CircleRole } from "@tonghao/api";

const RANKS: Record<CircleRole, number> = { owner: 3, host: 2, helper: 1, member: 0 };

/** Who may act on whom: only on somebody lower. */
export function rankOf(role: CircleRole | null): number {
  return role === null ? 0 : RANKS[role];
}
