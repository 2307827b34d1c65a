"""Forget: what circles keep of a person who is deleted goes; their circles pass into other hands."""

from typing import Final
from uuid import UUID

from tonghao.circles.leave import end_membership
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Connection

_JOINED: Final = "SELECT circle_id, role FROM joined_circles WHERE account_id = $1 ORDER BY circle_id"
_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_NEXT_HOST: Final = """
    SELECT account_id FROM memberships
     WHERE circle_id = $1 AND role = 'host' AND account_id <> $2
     ORDER BY joined_at, account_id LIMIT 1
"""
_PARTNER_OWNER: Final = """
    SELECT s.account_id
      FROM circles c
      JOIN partner_staff s ON s.partner_id = c.partner_id
     WHERE c.id = $1 AND s.role = 'owner' AND s.account_id <> $2
     ORDER BY s.since, s.account_id LIMIT 1
"""
_ADD_OWNER: Final = """
    INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'owner')
    ON CONFLICT (circle_id, account_id) DO UPDATE SET role = 'owner'
    RETURNING joined_at
"""
_ADD_OWNER_TOO: Final = """
    INSERT INTO joined_circles (account_id, circle_id, role, joined_at) VALUES ($2, $1, 'owner', $3)
    ON CONFLICT (account_id, circle_id) DO UPDATE SET role = 'owner'
"""
_COUNT: Final = """
    UPDATE circles SET member_count = (SELECT count(*) FROM memberships WHERE circle_id = $1) WHERE id = $1
"""
_FORGET_OFFERS: Final = "DELETE FROM duty_hand_overs WHERE from_id = $1 OR to_id = $1"
_FORGET_BANS: Final = "DELETE FROM circle_bans WHERE account_id = $1"
_FORGET_AUTHOR: Final = "UPDATE circle_pages SET changed_by = NULL WHERE changed_by = $1"
_FORGET_RULER: Final = "UPDATE house_rules SET made_by = NULL WHERE made_by = $1"
_FORGET_REQUESTS: Final = "DELETE FROM join_requests WHERE account_id = $1"
_FORGET_ACTS: Final = "DELETE FROM circle_acts WHERE subject_id = $1"
_FORGET_RESTRICTER: Final = "UPDATE circle_restrictions SET set_by = NULL WHERE set_by = $1"
_FORGET_EASER: Final = "UPDATE circle_restrictions SET ended_by = NULL WHERE ended_by = $1"
_FORGET_ACTOR: Final = "UPDATE circle_acts SET actor_id = NULL WHERE actor_id = $1"
_REVOKE_INVITES: Final = """
    UPDATE circle_invites SET revoked_at = now() WHERE made_by = $1 AND revoked_at IS NULL
"""


async def forget_account(conn: Connection, *, account_id: UUID) -> None:
    """Take a deleted person out of every circle.

    A circle they own goes to the host who has been there longest, else to the partner's owner. When
    there is neither, nobody answers for it any more, so it is closed.

    Emits: circle.left, circle.restricted. Locks: each circle, by identifier, then the audit log.
    """
    for row in await conn.fetch(_JOINED, account_id):
        circle_id = row["circle_id"]
        await conn.execute(_LOCK_CIRCLE, circle_id)
        await end_membership(conn, circle_id=circle_id, account_id=account_id)
        if row["role"] == "owner":
            await _hand_over(conn, circle_id, account_id)
    await conn.execute(_FORGET_OFFERS, account_id)
    await conn.execute(_FORGET_BANS, account_id)
    await conn.execute(_FORGET_REQUESTS, account_id)
    await conn.execute(_FORGET_AUTHOR, account_id)
    await conn.execute(_FORGET_RULER, account_id)
    await conn.execute(_FORGET_ACTS, account_id)
    await conn.execute(_FORGET_ACTOR, account_id)
    await conn.execute(_FORGET_RESTRICTER, account_id)
    await conn.execute(_FORGET_EASER, account_id)
    await conn.execute(_REVOKE_INVITES, account_id)


async def _hand_over(conn: Connection, circle_id: UUID, account_id: UUID) -> None:
    successor = await conn.fetchval(_NEXT_HOST, circle_id, account_id)
    if successor is None:
        successor = await conn.fetchval(_PARTNER_OWNER, circle_id, account_id)
    if successor is None:
        await restrict_circle(
            conn,
            circle_id=circle_id,
            kind="closed",
            source="duty",
            reason="没有人再为这个圈子负责。",
            reason_en="Nobody is left to answer for this circle.",
            by=None,
        )
        return
    joined_at = await conn.fetchval(_ADD_OWNER, circle_id, successor)
    await conn.execute(_ADD_OWNER_TOO, circle_id, successor, joined_at)
    await conn.execute(_COUNT, circle_id)
