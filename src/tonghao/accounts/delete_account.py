"""Delete an account whose grace is over: the person goes, the place where they stood stays."""

from typing import Final
from uuid import UUID

from tonghao import idempotency, outbox
from tonghao.accounts.check_handle import skeleton_of
from tonghao.audit.append import append
from tonghao.audit.erase import erase
from tonghao.db import Connection
from tonghao.events import AccountDeleted, SessionRevoked

_DUE: Final = """
    SELECT id FROM accounts WHERE state = 'leaving' AND leaves_at <= now() ORDER BY leaves_at LIMIT $1
"""
_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT a.email, a.phone, p.handle
      FROM accounts a
      JOIN profiles p ON p.account_id = a.id
     WHERE a.id = $1 AND a.state = 'leaving' AND a.leaves_at <= now()
"""
_CLEAR_ACCOUNT: Final = """
    UPDATE accounts
       SET state = 'deleted', sanctions = '{}', leaves_at = NULL,
           email = NULL, phone = NULL, second_step = false,
           password_hash = NULL, role = 'member',
           interests = '{}', zone = 'Asia/Shanghai', theme = 'system', first_run_at = NULL
     WHERE id = $1
"""
_CLEAR_PROFILE: Final = """
    UPDATE profiles SET handle = $2, name = '已注销', bio = '', avatar_media_id = NULL, is_gone = true
     WHERE account_id = $1
"""
_FREE_EMAIL: Final = "DELETE FROM email_claims WHERE email = $1"
_FREE_PHONE: Final = "DELETE FROM phone_claims WHERE phone = $1"
_FREE_HANDLE: Final = "DELETE FROM handle_claims WHERE skeleton = $1 AND account_id = $2"
_DROP_CODES: Final = "DELETE FROM one_time_codes WHERE target = $1"
_DROP_SESSIONS: Final = "DELETE FROM sessions WHERE account_id = $1 RETURNING id"
_DROP_DEVICES: Final = "DELETE FROM known_devices WHERE account_id = $1"
_DROP_ALERTS: Final = "DELETE FROM device_alerts WHERE account_id = $1"
_DROP_TICKETS: Final = "DELETE FROM sign_in_tickets WHERE account_id = $1"
_DROP_PASSKEYS: Final = "DELETE FROM passkeys WHERE account_id = $1"
_DROP_CHALLENGES: Final = "DELETE FROM passkey_challenges WHERE account_id = $1"
_DROP_RECOVERY: Final = "DELETE FROM recovery_codes WHERE account_id = $1"
_DROP_MUTE_WORDS: Final = "DELETE FROM mute_words WHERE account_id = $1"
_DROP_CLAIM: Final = "DELETE FROM account_claims WHERE account_id = $1"
# Each block stands in two tables, with each of the two people.
_DROP_MIRRORED_BLOCKS: Final = """
    DELETE FROM blocked_by b USING blocks o
     WHERE o.account_id = $1 AND b.account_id = o.blocked_id AND b.blocker_id = $1
"""
_DROP_MIRRORED_BLOCKED_BY: Final = """
    DELETE FROM blocks b USING blocked_by o
     WHERE o.account_id = $1 AND b.account_id = o.blocker_id AND b.blocked_id = $1
"""
_DROP_SANCTIONS: Final = "DELETE FROM account_sanctions WHERE account_id = $1"
_FORGET_FIRST: Final = "UPDATE account_sanctions SET set_by = NULL WHERE set_by = $1"
_FORGET_SECOND: Final = "UPDATE account_sanctions SET second_by = NULL WHERE second_by = $1"
_FORGET_EASER: Final = "UPDATE account_sanctions SET ended_by = NULL WHERE ended_by = $1"
_FORGET_BRAKER: Final = "UPDATE feature_brakes SET set_by = NULL WHERE set_by = $1"
_FORGET_RELEASER: Final = "UPDATE feature_brakes SET ended_by = NULL WHERE ended_by = $1"
_DROP_BLOCKS: Final = "DELETE FROM blocks WHERE account_id = $1"
_DROP_BLOCKED_BY: Final = "DELETE FROM blocked_by WHERE account_id = $1"


async def list_due(conn: Connection, *, most: int = 100) -> list[UUID]:
    """Up to *most* accounts whose grace is over, the longest over first."""
    return [row["id"] for row in await conn.fetch(_DUE, most)]


async def delete_account(conn: Connection, *, account_id: UUID) -> bool:
    """Delete *account_id* if its grace is over; whether it was.

    What remains is a profile without a person, so that what others wrote in answer keeps its place.
    Handle, address and number are free for others at once.

    Emits: account.deleted, session.revoked. Locks: the account, then audit_head.
    """
    await conn.execute(_LOCK, account_id)
    facts = await conn.fetchrow(_FACTS, account_id)
    if facts is None:
        return False
    await conn.execute(_CLEAR_ACCOUNT, account_id)
    await conn.execute(_CLEAR_PROFILE, account_id, f"gone_{account_id.hex[-25:]}")
    await conn.execute(_FREE_HANDLE, skeleton_of(facts["handle"]), account_id)
    if facts["email"] is not None:
        await conn.execute(_FREE_EMAIL, facts["email"])
        await conn.execute(_DROP_CODES, facts["email"])
    if facts["phone"] is not None:
        await conn.execute(_FREE_PHONE, facts["phone"])
        await conn.execute(_DROP_CODES, facts["phone"])
    for sql in (
        _DROP_CLAIM,
        _DROP_DEVICES,
        _DROP_ALERTS,
        _DROP_TICKETS,
        _DROP_PASSKEYS,
        _DROP_CHALLENGES,
        _DROP_RECOVERY,
        _DROP_MUTE_WORDS,
        _DROP_MIRRORED_BLOCKS,
        _DROP_MIRRORED_BLOCKED_BY,
        _DROP_SANCTIONS,
        _FORGET_FIRST,
        _FORGET_SECOND,
        _FORGET_EASER,
        _FORGET_BRAKER,
        _FORGET_RELEASER,
        _DROP_BLOCKS,
        _DROP_BLOCKED_BY,
    ):
        await conn.execute(sql, account_id)
    await idempotency.forget(conn, account_id)
    for row in await conn.fetch(_DROP_SESSIONS, account_id):
        await outbox.emit(conn, SessionRevoked(account_id, row["id"]), audience=f"account:{account_id}")
    await outbox.emit(conn, AccountDeleted(account_id), audience="nobody")
    await erase(conn, account_id)
    await append(
        conn,
        act="account.deleted",
        actor_id=None,
        subject_kind="account",
        subject_id=account_id,
        circle_id=None,
        payload={},
    )
    return True
