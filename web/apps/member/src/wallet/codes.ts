/** What a movement is called: by its code, or by its heading where the code has no words of its own. */
import type { WalletEntry } from "@tonghao/api";
import type { MemberKey } from "../text.ts";

const NAMED: Record<string, MemberKey> = {
  top_up: "moved.top_up",
  top_up_refund: "moved.top_up_refund",
  top_up_refund_back: "moved.top_up_refund_back",
  withdrawal: "moved.withdrawal",
  withdrawal_back: "moved.withdrawal_back",
  transfer_sent: "moved.transfer_sent",
  transfer_accepted: "moved.transfer_accepted",
  transfer_back: "moved.transfer_back",
  request_paid: "moved.request_paid",
  split_paid: "moved.split_paid",
  code_paid: "moved.code_paid",
  packet_made: "moved.packet_made",
  packet_share: "moved.packet_share",
  packet_back: "moved.packet_back",
  tip_given: "moved.tip_given",
  tip_settled: "moved.tip_settled",
  tip_back: "moved.tip_back",
  fund_in: "moved.fund_in",
  fund_out: "moved.fund_out",
};

export function nameOf(entry: WalletEntry): MemberKey {
  return NAMED[entry.code] ?? `moved_sort.${entry.sort}`;
}
