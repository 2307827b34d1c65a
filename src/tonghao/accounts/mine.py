"""What accounts hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "accounts": "SELECT to_jsonb(t) - 'password_hash' AS row FROM accounts t WHERE t.id = $1",
    "profiles": "SELECT to_jsonb(t) AS row FROM profiles t WHERE t.account_id = $1",
    "sessions": "SELECT to_jsonb(t) - 'token_hash' AS row FROM sessions t WHERE t.account_id = $1",
    "known_devices": """
        SELECT to_jsonb(t) - 'token_hash' AS row
          FROM known_devices t
         WHERE t.account_id = $1
    """,
    "device_alerts": """
        SELECT to_jsonb(t) - 'token_hash' - 'device_hash' AS row
          FROM device_alerts t
         WHERE t.account_id = $1
    """,
    "passkeys": """
        SELECT to_jsonb(t) - 'credential_id' - 'public_key' AS row
          FROM passkeys t
         WHERE t.account_id = $1
    """,
    "blocks": "SELECT to_jsonb(t) AS row FROM blocks t WHERE t.account_id = $1",
    "account_sanctions": """
        SELECT to_jsonb(t) - 'set_by' - 'second_by' - 'ended_by' AS row
          FROM account_sanctions t
         WHERE t.account_id = $1
    """,
    "mute_words": "SELECT to_jsonb(t) AS row FROM mute_words t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "email_claims.account_id": "the same is told by another table",
    "phone_claims.account_id": "the same is told by another table",
    "handle_claims.account_id": "the same is told by another table",
    "account_claims.account_id": "a secret that opens a door",
    "sign_in_tickets.account_id": "a secret that opens a door",
    "passkey_challenges.account_id": "a secret that opens a door",
    "recovery_codes.account_id": "a secret that opens a door",
    "blocks.blocked_id": "nobody learns by whom they are blocked",
    "blocked_by.account_id": "nobody learns by whom they are blocked",
    "blocked_by.blocker_id": "the same is told by another table",
    "account_sanctions.set_by": "who decides for the platform is told by the audit log",
    "account_sanctions.second_by": "who decides for the platform is told by the audit log",
    "account_sanctions.ended_by": "who decides for the platform is told by the audit log",
    "feature_brakes.set_by": "a brake is the platform's",
    "feature_brakes.ended_by": "a brake is the platform's",
    "idempotency_keys.account_id": "answers given already, for a week",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "accounts.id": "an empty row, so that its identifier is never given again",
    "profiles.account_id": "the identifier of a place without a person, so that answers keep theirs",
}
