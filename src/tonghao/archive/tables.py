"""Which tables travel in an archive, and why the others stay: a law keeps both lists whole."""

from typing import Final

import msgspec

ACCOUNT_COLUMNS: Final = frozenset(
    {
        "account_id",
        "author_id",
        "owner_id",
        "friend_id",
        "blocked_id",
        "actor_id",
        "cover_owner_id",
        "absent_id",
        "cover_id",
        "writer_id",
        "media_owner",
    }
)


class Table(msgspec.Struct, frozen=True):
    """One table of an archive: a file of the same name, a row a line, under the names of its columns.

    Attributes:
        key: Columns that name a row; lines stand in their order.
        circle: Which rows go with one circle: a condition on `t`, with the circle as $1 and the
            accounts that are named in it as $2; empty: none, the table is about people.
        everywhere: Which rows go with the whole community.
        only: The columns that travel, where most do not; empty: all but `left_out`.
        left_out: Columns that do not travel, and why.
        mirrors: Another table that says the same for another key, with its columns by ours.
    """

    name: str
    key: tuple[str, ...]
    circle: str = "t.circle_id = $1"
    everywhere: str = "true"
    only: tuple[str, ...] = ()
    left_out: dict[str, str] = {}
    mirrors: tuple[str, dict[str, str]] | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.ndjson"


_IN_CIRCLE: Final = """
    t.ended_at IS NULL AND t.place_kind NOT IN ('draft', 'child')
    AND (t.circle_id = $1 OR t.place_kind = 'avatar' AND t.place_id = ANY($2))"""
_MEDIA_HERE: Final = "t.state IN ('pending', 'visible', 'held', 'refused')"
_USED: Final = """EXISTS (
    SELECT FROM media_uses u
     WHERE u.owner_id = t.owner_id AND u.media_id = t.id AND u.ended_at IS NULL
       AND u.place_kind NOT IN ('draft', 'child')"""
_BOOKS: Final = "money stays in the books of its own server"
_MADE_FROM_TEXT: Final = "made again from the text, never believed"

# In the order in which they are brought in: whoever is named comes before who names.
TABLES: Final = (
    Table("accounts", ("id",), "t.id = ANY($2)", only=("id", "age_class", "created_at")),
    Table("profiles", ("account_id",), "t.account_id = ANY($2)"),
    Table("friendships", ("account_id", "friend_id"), ""),
    Table(
        "blocks",
        ("account_id", "blocked_id"),
        "",
        mirrors=("blocked_by", {"account_id": "blocked_id", "blocker_id": "account_id", "at": "at"}),
    ),
    Table("partners", ("id",), "t.id = (SELECT c.partner_id FROM circles c WHERE c.id = $1)"),
    Table(
        "partner_staff",
        ("partner_id", "account_id"),
        "t.partner_id = (SELECT c.partner_id FROM circles c WHERE c.id = $1)",
    ),
    Table(
        "media",
        ("owner_id", "id"),
        f"{_MEDIA_HERE} AND {_USED} AND (u.circle_id = $1"
        " OR u.place_kind = 'avatar' AND u.place_id = ANY($2)))",
        everywhere=f"{_MEDIA_HERE} AND {_USED})",
        left_out={"look": "made anew from the picture"},
    ),
    Table(
        "circles",
        ("id",),
        "t.id = $1",
        left_out={
            "restrictions": "decided by the platform of this place; another place decides itself",
            "state": "a circle that was closed here may be opened anew elsewhere",
        },
    ),
    Table(
        "memberships",
        ("circle_id", "account_id"),
        left_out={"names": "what its person is called, written anew by the database"},
        mirrors=(
            "joined_circles",
            {"account_id": "account_id", "circle_id": "circle_id", "role": "role", "joined_at": "joined_at"},
        ),
    ),
    Table("circle_bans", ("circle_id", "account_id")),
    Table("join_requests", ("circle_id", "id")),
    Table("duty_shifts", ("circle_id", "account_id", "weekday", "starts_minute")),
    Table("duty_exceptions", ("circle_id", "id")),
    Table(
        "circle_pages",
        ("circle_id", "page", "version"),
        left_out={"html": _MADE_FROM_TEXT, "html_en": _MADE_FROM_TEXT},
    ),
    Table("house_rules", ("circle_id", "number")),
    Table("posting_rules", ("circle_id",)),
    Table("circle_tags", ("circle_id", "tag")),
    Table("posts", ("circle_id", "id"), left_out={"html": _MADE_FROM_TEXT}),
    Table("polls", ("circle_id", "post_id")),
    Table("poll_options", ("circle_id", "post_id", "number")),
    Table("poll_votes", ("circle_id", "post_id", "account_id", "number")),
    Table(
        "meetups",
        ("circle_id", "post_id"),
        left_out={"check_in_key": "opens a door on this server alone; made anew"},
    ),
    Table("meetup_choices", ("circle_id", "post_id", "number")),
    Table("sign_ups", ("circle_id", "post_id", "account_id")),
    Table("post_tags", ("circle_id", "post_id", "tag")),
    Table("circle_columns", ("circle_id", "id")),
    Table("column_posts", ("circle_id", "column_id", "post_id")),
    Table("post_versions", ("circle_id", "post_id", "version"), left_out={"html": _MADE_FROM_TEXT}),
    Table("comments", ("circle_id", "post_id", "id"), left_out={"html": _MADE_FROM_TEXT}),
    Table(
        "comment_versions",
        ("circle_id", "post_id", "comment_id", "version"),
        left_out={"html": _MADE_FROM_TEXT},
    ),
    # Behind what they name.
    Table("circle_acts", ("circle_id", "id")),
    Table("thanks", ("circle_id", "comment_id", "account_id")),
    Table("likes", ("circle_id", "subject_id", "account_id")),
    Table("challenges", ("circle_id", "id")),
    Table("challengers", ("circle_id", "challenge_id", "account_id")),
    Table("challenge_marks", ("circle_id", "challenge_id", "account_id", "day")),
    Table("team_ups", ("circle_id", "id")),
    Table("team_up_seats", ("circle_id", "team_up_id", "account_id")),
    Table("readings", ("circle_id", "id")),
    Table("reading_sections", ("circle_id", "reading_id", "number")),
    Table("section_reads", ("circle_id", "reading_id", "number", "account_id")),
    Table("margins", ("circle_id", "reading_id", "number", "id")),
    Table("funds", ("circle_id", "id"), left_out={"held_minor": _BOOKS}),
    Table("fund_entries", ("circle_id", "fund_id", "number"), left_out={"group_id": _BOOKS}),
    Table("lost_pets", ("circle_id", "id")),
    # Without their photos: those stay where they were uploaded.
    Table("children", ("circle_id", "id")),
    Table("clinic_notices", ("circle_id", "version")),
    Table("counsellors", ("circle_id", "account_id")),
    Table("clinic_questions", ("circle_id", "id")),
    Table("gadgets", ("circle_id", "id")),
    Table("price_guesses", ("circle_id", "gadget_id", "account_id")),
    Table("remarks", ("circle_id", "id")),
    Table("circle_levels", ("circle_id",)),
    Table("growth", ("circle_id", "account_id")),
    Table("circle_sign_ins", ("circle_id", "account_id", "day")),
    Table("growth_points", ("circle_id", "account_id", "cause")),
    Table(
        "media_uses",
        ("owner_id", "media_id", "place_kind", "place_id"),
        _IN_CIRCLE,
        everywhere="t.ended_at IS NULL AND t.place_kind NOT IN ('draft', 'child')",
    ),
)

_DOOR: Final = "opens a door on this server alone"
_PERSONAL: Final = "a person's own; goes with what they take away themselves"
_PROOF: Final = "proof of what was done on this server; elsewhere it would prove nothing"
_WORK: Final = "work in progress of this server's processes"
_SERVER: Final = "who answers for this server answers for no other"
_MADE: Final = "made again from the lines of another table"

NOT_EXPORTED: Final = {
    "account_claims": _DOOR,
    "currencies": _BOOKS,
    "ledger_accounts": _BOOKS,
    "ledger_balances": _BOOKS,
    "ledger_transfers": _BOOKS,
    "ledger_entries": _BOOKS,
    "ledger_refusals": _BOOKS,
    "ledger_holds": _BOOKS,
    "ledger_permits": _BOOKS,
    "ledger_marks": _BOOKS,
    "ledger_audits": _BOOKS,
    "ledger_seals": _BOOKS,
    "gateway_orders": _BOOKS,
    "gateway_notices": _BOOKS,
    "gateway_differences": _BOOKS,
    "gateway_days": _BOOKS,
    "gateway_turned_away": _BOOKS,
    "sandbox_payments": _BOOKS,
    "wallet_uses": _BOOKS,
    "wallet_notes": _BOOKS,
    "pay_passwords": _DOOR,
    "transfers": _BOOKS,
    "transfer_wishes": _BOOKS,
    "money_requests": _BOOKS,
    "splits": _BOOKS,
    "split_shares": _BOOKS,
    "pay_codes": _DOOR,
    "collect_codes": _DOOR,
    "code_payments": _BOOKS,
    "fund_payouts": _BOOKS,
    "email_claims": "addresses are their owners'; an imported person comes in by a claim link",
    "handle_claims": _MADE,
    "circle_slug_claims": _MADE,
    "joined_circles": _MADE,
    "blocked_by": _MADE,
    "one_time_codes": _DOOR,
    "passkeys": _DOOR,
    "passkey_challenges": _DOOR,
    "recovery_codes": _DOOR,
    "phone_claims": "numbers are their owners', as addresses are",
    "known_devices": _DOOR,
    "device_alerts": _DOOR,
    "sign_in_tickets": _DOOR,
    "sessions": _DOOR,
    "circle_invites": _DOOR,
    "partner_invitations": _DOOR,
    "partner_checks": _PROOF,
    "circle_weeks": _PROOF,
    "moments": _MADE,
    "transparency_periods": _PROOF,
    "tier_caps": "figures of this server's own policy",
    "feed_mutes": _PERSONAL,
    "notifications": _PERSONAL,
    "notification_settings": _PERSONAL,
    "mute_words": _PERSONAL,
    "takeouts": _PERSONAL,
    "thread_marks": _PERSONAL,
    "drafts": _PERSONAL,
    "scheduled_posts": _PERSONAL,
    "follow_settings": _PERSONAL,
    "save_folders": _PERSONAL,
    "post_usefulness": _MADE,
    "circle_usefulness": _MADE,
    "saves": _PERSONAL,
    "audit_entries": _PROOF,
    "audit_days": _PROOF,
    "witness_sendings": _PROOF,
    "audit_head": _PROOF,
    "audit_payloads": _PROOF,
    "account_sanctions": "decided by the platform of this place; another place decides itself",
    "breaker_trips": "what this place stopped",
    "circle_views": _MADE,
    "circle_view_days": _MADE,
    "comment_views": _MADE,
    "post_views": _MADE,
    "feature_brakes": "what this place stopped",
    "circle_restrictions": "decided by the platform of this place; another place decides itself",
    "cases": _PROOF,
    "case_decisions": _PROOF,
    "case_holders": _PROOF,
    "batches": _PROOF,
    "batch_results": _PROOF,
    "calls": _PROOF,
    "call_addresses": _SERVER,
    "call_causes": _PROOF,
    "call_tries": _PROOF,
    "case_misses": _PROOF,
    "case_notes": _PROOF,
    "case_proposals": _PROOF,
    "case_recusals": _PROOF,
    "bank_entries": _PROOF,
    "policy_orders": _PROOF,
    "policy_replays": _WORK,
    "policy_shadows": _PROOF,
    "policy_versions": _PROOF,
    "bank_state": _WORK,
    "hunts": _PROOF,
    "samples": _PROOF,
    "panels": _PROOF,
    "panel_seats": _PROOF,
    "panel_consents": "given here; another place asks again",
    "hunt_hits": _PROOF,
    "duty_gaps": _PROOF,
    "circle_closings": "what the platform of this place proposed; another place decides itself",
    "duty_hand_overs": "over with the shift that they are about",
    "platform_duty": _SERVER,
    "platform_shifts": _SERVER,
    "platform_exceptions": _SERVER,
    "platform_hand_overs": _SERVER,
    "test_items": _SERVER,
    "reports": _PROOF,
    "appeals": _PROOF,
    "reporter_records": _MADE,
    "clinic_consents": "given here; another place asks again",
    "search_texts": _MADE,
    "replays": "a rehearsal of this server, about nobody",
    "search_walks": _WORK,
    "comment_turns": _WORK,
    "said_texts": _WORK,
    "idempotency_keys": _WORK,
    "import_progress": _WORK,
    "uploads": _WORK,
    "outbox": _WORK,
    "rate_limits": _WORK,
    "relay_cursors": _WORK,
    "pgqueuer": _WORK,
    "pgqueuer_log": _WORK,
    "pgqueuer_schedules": _WORK,
    "pgqueuer_statistics": _WORK,
    "schema_migrations": "the tables' own history",
    "red_packets": "money stays in the books of its own server",
    "red_packet_shares": "money stays in the books of its own server",
    "tips": "money stays in the books of its own server",
    "tip_choices": "whoever comes to another server is asked there",
    "circle_tipping": "off in every circle that comes to a server",
}
