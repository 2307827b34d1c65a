/** The live events that reach a member's or moderator's socket. */
import type { Circle, Comment, ContentState, Marks, MediumState, Meetup, Notification, Poll, Post, RedPacket } from "./types.ts";

export type LiveEvent =
  | { kind: "profile.edited"; account_id: string }
  | { kind: "session.revoked"; account_id: string; session_id: string }
  | { kind: "breaker.tripped"; circle_id: string; trip_id: string; content_class: string; restriction: string; views: number; reports: number; holds: number }
  | { kind: "account.sanctioned"; account_id: string; sanction_id: string; sanction: string; category: string; reason: string; reason_en: string; until: string | null }
  | { kind: "account.eased"; account_id: string; sanction_id: string; sanction: string; reason: string }
  | { kind: "account.blocked"; account_id: string; blocked_id: string }
  | { kind: "partner.applied"; partner_id: string }
  | { kind: "hunt.moved"; hunt_id: string; state: string }
  | { kind: "media.checked"; owner_id: string; media_id: string; state: MediumState; category: string | null }
  | { kind: "circle.joined"; circle_id: string; account_id: string }
  | { kind: "circle.left"; circle_id: string; account_id: string }
  | { kind: "join.answered"; circle_id: string; request_id: string; account_id: string; outcome: string; reason: string; answered_by: string | null }
  | { kind: "circle.restricted"; circle_id: string; act_id: string; restriction: string; source: string; eased: boolean; reason: string; by: string | null; restrictions: Circle["restrictions"] }
  | { kind: "join_requests.counted"; circle_id: string; waiting: number }
  | { kind: "post.published"; circle_id: string; post_id: string; author_id: string; post: Post }
  | { kind: "post.edited"; circle_id: string; post_id: string; author_id: string; post: Post }
  | { kind: "post.marked"; circle_id: string; post_id: string; author_id: string; marks: Marks }
  | { kind: "schedule.failed"; account_id: string; scheduled_id: string; reason_zh: string; reason_en: string }
  | { kind: "post.hidden"; circle_id: string; post_id: string; author_id: string; state: ContentState }
  | { kind: "likes.counted"; circle_id: string; post_id: string; comment_id: string | null; like_count: number }
  | { kind: "thanks.counted"; circle_id: string; post_id: string; comment_id: string; thanks_count: number }
  | { kind: "answers.marked"; circle_id: string; post_id: string; answer_floors: number[] }
  | { kind: "thread.marked"; account_id: string; circle_id: string; post_id: string; read_floor: number; follows: boolean; new_floors: number }
  | { kind: "saves.changed"; account_id: string }
  | { kind: "levels.chosen"; circle_id: string; is_on: boolean }
  | {
      kind: "comment.published";
      circle_id: string;
      post_id: string;
      comment_id: string;
      author_id: string;
      comment_count: number;
      /** Of the floor in which it stands; null where one shows one's own before the server has counted. */
      reply_count: number | null;
      comment: Comment;
    }
  | { kind: "comment.edited"; circle_id: string; post_id: string; comment_id: string; author_id: string; comment: Comment }
  | {
      kind: "comment.hidden";
      circle_id: string;
      post_id: string;
      comment_id: string;
      author_id: string;
      floor: number;
      reply_number: number;
      state: ContentState;
      comment_count: number;
      reply_count: number;
    }
  | { kind: "poll.counted"; circle_id: string; post_id: string; poll: Poll }
  | { kind: "meetup.counted"; circle_id: string; post_id: string; meetup: Meetup }
  | { kind: "seat.given"; circle_id: string; post_id: string; account_id: string }
  | { kind: "tool.changed"; circle_id: string; tool: string; subject_id: string }
  | { kind: "call.rung"; call_id: string; round: number; account_id: string; side: "partner" | "platform"; circle_id: string | null; cause: string; category: string; severity: number }
  | { kind: "call.moved"; call_id: string; how: "rung" | "answered" | "rang_out" | "over"; by_id: string | null }
  | { kind: "wallet.moved"; account_id: string; cause_kind: string; cause_id: string }
  | { kind: "red_packet.made"; packet_id: string; circle_id: string | null; post_id: string | null; author_id: string; to_id: string | null; packet: RedPacket }
  | { kind: "red_packet.counted"; packet_id: string; circle_id: string | null; post_id: string | null; author_id: string; packet: RedPacket }
  | { kind: "tip.moved"; tip_id: string; circle_id: string; post_id: string; author_id: string; state: "held" | "settled" | "returned" }
  | { kind: "transfer.changed"; account_id: string; transfer_id: string; state: string }
  | { kind: "money_request.changed"; account_id: string; request_id: string; state: string }
  | { kind: "split.changed"; account_id: string; split_id: string }
  | { kind: "code.paid"; account_id: string; payment_id: string }
  | { kind: "case.opened"; case_id: string; severity: number }
  | { kind: "case.claimed"; case_id: string; moderator_id: string }
  | { kind: "case.moved"; case_id: string; how: "assigned" | "recused" | "noted" | "proposed" | "panel_asked" | "panel_closed"; by_id: string; assignee_id: string | null }
  | {
      kind: "case.decided";
      case_id: string;
      decision_id: string;
      act: "release" | "remove" | "undo";
      category: string;
      subject_kind: string;
      subject_id: string;
    }
  | { kind: "notification.made"; account_id: string; unread: number; notification: Notification; replaces: string | null }
  | { kind: "takeout.changed"; account_id: string; takeout_id: string; state: "ready" | "failed" }
  | { kind: "notifications.delivered"; account_id: string; unread: number; count: number }
  | { kind: "notifications.read"; account_id: string; unread: number; ids: string[] | null };

export type LiveMessage =
  /** `changed_ms_ago`: when something last happened in what the socket hears; only where it brings no cursor. */
  | { hello: { cursor: string; account_id: string; changed_ms_ago?: number | null } }
  | { watching: { circle_id: string; post_id: string; changed_ms_ago: number | null } }
  | { cursor: string; event: LiveEvent }
  | { resync: true };
