"""Join: somebody becomes a member of a circle."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.circle_events import CircleJoined
from tonghao.circles.access import BannedHere
from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.circles.read import InviteOver, circle_of_token
from tonghao.circles.restrictions import gravest, must_be_open, must_take_people, restrictions_from
from tonghao.circles.tiers import must_have_room
from tonghao.crypto import digest
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"

_FACTS: Final = """
    SELECT c.kind, c.state, m.account_id IS NOT NULL AS is_member, b.account_id IS NOT NULL AS is_banned,
           b.until, s.account_id IS NOT NULL AS is_partner_staff,
           EXISTS (SELECT FROM join_requests r
                    WHERE r.circle_id = c.id AND r.account_id = $2 AND r.state = 'pending') AS is_waiting,
           CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END AS restrictions
      FROM circles c
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = $2
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = $2
                             AND (b.until IS NULL OR b.until > now())
      LEFT JOIN partner_staff s ON s.partner_id = c.partner_id AND s.account_id = $2
     WHERE c.id = $1
"""

_USE_INVITE: Final = """
    UPDATE circle_invites SET uses = uses + 1
     WHERE circle_id = $1 AND token_hash = $2 AND revoked_at IS NULL AND expires_at > now()
       AND uses < max_uses
    RETURNING id
"""

_JOIN: Final = "INSERT INTO memberships (circle_id, account_id) VALUES ($1, $2)"
_JOIN_TOO: Final = "INSERT INTO joined_circles (account_id, circle_id) VALUES ($2, $1)"
_COUNT: Final = "UPDATE circles SET member_count = member_count + 1 WHERE id = $1"


# Came in by another door: an invitation, or the circle was opened.
_NO_LONGER_WAITS: Final = """
    UPDATE join_requests SET state = 'withdrawn', decided_at = now()
     WHERE circle_id = $1 AND account_id = $2 AND state = 'pending'
"""


class RequestNeeded(Refusal):
    """This circle is joined by request. Answer its questions, and its staff will tell you."""

    status = 403


class InviteNeeded(Refusal):
    """This circle is joined by invitation. Ask its owner or a host for a link."""

    status = 403


async def join_circle(
    conn: Connection, *, circle_id: UUID, account_id: UUID, invite: str | None = None
) -> bool:
    """Make *account_id* a member; False when they were one already (then no invitation is used up).

    Args:
        invite: The token of an invitation; needed where the circle is not open.

    Raises:
        FeatureStopped: nobody joins anything for now.
        NotFound: no such circle.
        BannedHere: the person is banned; the details say until when.
        CircleClosed: nobody joins any more.
        OnlyByInvitation: for now people come by invitation only, and none was given.
        CircleFull: it has as many members as its tier allows.
        RequestNeeded: the circle is joined by request and no invitation was given.
        InviteNeeded: the circle is joined by invitation and none was given.
        InviteOver: the invitation is used up, too old, withdrawn or another circle's.

    Emits: circle.joined. Locks: the circle, then the invitation.
    """
    await must_run(conn, "joining")
    await conn.execute(_LOCK_CIRCLE, circle_id)
    facts = await conn.fetchrow(_FACTS, circle_id, account_id)
    if facts is None:
        raise NotFound
    if facts["is_member"]:
        return False
    if facts["is_banned"]:
        raise BannedHere(until=facts["until"])
    restrictions = restrictions_from(facts["restrictions"])
    must_be_open(facts["state"], restrictions)
    if not facts["is_partner_staff"] and not invite:
        must_take_people(facts["state"], restrictions)
    is_open = facts["kind"] == "open" and gravest(restrictions, "invite_only") is None
    if not is_open and not facts["is_partner_staff"]:
        if facts["kind"] == "request" and not invite:
            raise RequestNeeded
        await _use(conn, circle_id, invite)
    # Whoever works for the partner answers for the circle and is no growth.
    if not facts["is_partner_staff"]:
        await must_have_room(conn, circle_id)
    await add_member(conn, circle_id=circle_id, account_id=account_id)
    if facts["is_waiting"]:
        await conn.execute(_NO_LONGER_WAITS, circle_id, account_id)
        await tell_how_many_wait(conn, circle_id)
    return True


async def add_member(conn: Connection, *, circle_id: UUID, account_id: UUID) -> None:
    """Let somebody who is no member in; the caller has locked the circle and asked whether they may.

    Emits: circle.joined.
    """
    await conn.execute(_JOIN, circle_id, account_id)
    await conn.execute(_JOIN_TOO, circle_id, account_id)
    await conn.execute(_COUNT, circle_id)
    await outbox.emit(conn, CircleJoined(circle_id, account_id), audience=f"account:{account_id}")


async def _use(conn: Connection, circle_id: UUID, invite: str | None) -> None:
    if not invite:
        raise InviteNeeded
    invited_to, secret = circle_of_token(invite)
    # The last use is given to one alone: the row's lock makes the others read `uses` again.
    if invited_to != circle_id or await conn.fetchval(_USE_INVITE, circle_id, digest(secret)) is None:
        raise InviteOver
