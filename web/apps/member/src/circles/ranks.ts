import type { Circle, CircleRole } from "@tonghao/api";

const RANKS: Record<CircleRole, number> = { owner: 3, host: 2, helper: 1, member: 0 };

/** Who may act on whom: only on somebody lower. */
export function rankOf(role: CircleRole | null): number {
  return role === null ? 0 : RANKS[role];
}

/** Whether what is written in `circle` can be read; moderators see more, but not from here. */
export function isInside(circle: Circle): boolean {
  return circle.kind === "open" || circle.my_role !== null || circle.i_am_partner_staff;
}
