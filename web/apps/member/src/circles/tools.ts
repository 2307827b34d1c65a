/** The tools of a trade that a circle can use: their codes, what their tabs say, and their pages. */
import type { Circle } from "@tonghao/api";
import type { MemberKey } from "../text.ts";

export type ToolCode = Circle["tools"][number];

type ToolKind = { code: ToolCode; label: MemberKey; hint: MemberKey };

export const TOOLS: readonly ToolKind[] = [
  { code: "challenge", label: "tool.challenge", hint: "tool.challenge_hint" },
  { code: "team_up", label: "tool.team_up", hint: "tool.team_up_hint" },
  { code: "reading", label: "tool.reading", hint: "tool.reading_hint" },
  { code: "fund", label: "tool.fund", hint: "tool.fund_hint" },
  { code: "lost_pet", label: "tool.lost_pet", hint: "tool.lost_pet_hint" },
  { code: "month_room", label: "tool.month_room", hint: "tool.month_room_hint" },
  { code: "clinic", label: "tool.clinic", hint: "tool.clinic_hint" },
  { code: "gadget", label: "tool.gadget", hint: "tool.gadget_hint" },
];
export const MOST_TOOLS = 3;

export function toolOf(code: string): ToolKind | undefined {
  return TOOLS.find((tool) => tool.code === code);
}
