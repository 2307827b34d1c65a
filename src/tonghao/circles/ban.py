"""Ban: the staff of a circle keep somebody from writing in it."""

from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.circle_events import MemberBanned
from tonghao.circles.access import RANK, Access
from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.circles.leave import end_membership
from tonghao.circles.record_act import record_act, screened_reason
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.screening.text import TextScreener

HELPER_HOURS: Final = 24

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"

_FACTS: Final = """
    SELECT m.role, m.joined_at, s.account_id IS NOT NULL AS is_partner_staff,
           b.account_id IS NOT NULL AS is_banned, b.until
      FROM profiles p
      JOIN circles c ON c.id = $1
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = p.account_id
      LEFT JOIN partner_staff s ON s.partner_id = c.partner_id AND s.account_id = p.account_id
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = p.account_id
                             AND (b.until IS NULL OR b.until > now())
     WHERE p.account_id = $2 AND NOT p.is_gone
"""

# The ban says why.
_DECLINE: Final = """
    UPDATE join_requests SET state = 'declined', decided_by = $3, decided_at = now()
     WHERE circle_id = $1 AND account_id = $2 AND state = 'pending'
    RETURNING id
"""
_BAN: Final = """
    INSERT INTO circle_bans (circle_id, account_id, banned_by, reason, until) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (circle_id, account_id) DO UPDATE
       SET banned_by = excluded.banned_by, reason = excluded.reason, until = excluded.until, at = now()
"""


class HelperBansOneDay(Refusal):
    """A helper may ban for 24 hours at most. Ask a host for a longer ban."""

    status = 403


class StaffNotBanned(Refusal):
    """Who looks after the circle can only be banned by somebody above them. Ask its owner."""

    status = 403


class NewBan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`hours` is null for a ban without end."""

    account_id: UUID
    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    hours: Annotated[int, Meta(ge=1, le=87_600)] | None = None


async def ban_member(conn: Connection, *, screener: TextScreener, access: Access, ban: NewBan) -> None:
    """Ban somebody, member or not; a member is taken out. A second ban replaces the first.

    Args:
        access: Of the person who asks: a helper bans for a day, a host and the owner for any time.

    Raises:
        NotAllowed: the person is no staff, or means themself.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.
        HelperBansOneDay: a helper asks for more than a day, or would shorten somebody's longer ban.
        NotFound: there is no such account.
        StaffNotBanned: the other's role is not below the person's own, or they are the partner's staff.

    Emits: member.banned, and circle.left for a member. Locks: the circle, then the audit log.
    """
    access.must_help()
    reason = screened_reason(screener, ban.reason)
    if ban.account_id == access.account_id:
        raise NotAllowed
    if not access.may_host and (ban.hours is None or ban.hours > HELPER_HOURS):
        raise HelperBansOneDay
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    facts = await conn.fetchrow(_FACTS, access.circle_id, ban.account_id)
    if facts is None:
        raise NotFound
    if facts["is_partner_staff"] or RANK[facts["role"]] >= RANK[access.role]:
        raise StaffNotBanned
    until = None if ban.hours is None else now() + timedelta(hours=ban.hours)
    if facts["is_banned"] and not access.may_host and _is_longer(facts["until"], until):
        raise HelperBansOneDay
    await end_membership(conn, circle_id=access.circle_id, account_id=ban.account_id)
    if await conn.fetchval(_DECLINE, access.circle_id, ban.account_id, access.account_id) is not None:
        await tell_how_many_wait(conn, access.circle_id)
    await conn.execute(_BAN, access.circle_id, ban.account_id, access.account_id, reason, until)
    act_id = await record_act(
        conn,
        access=access,
        act="member.banned",
        subject_kind="account",
        subject_id=ban.account_id,
        reason=reason,
        shown={"hours": ban.hours},
        undo={"until": until, "joined_at": facts["joined_at"]},
        kept={
            "before": {"role": facts["role"], "banned": facts["is_banned"], "until": facts["until"]},
            "after": {"role": None, "banned": True, "until": until},
        },
    )
    banned = MemberBanned(access.circle_id, ban.account_id, act_id, until, reason)
    await outbox.emit(conn, banned, audience="nobody")


def _is_longer(one: datetime | None, other: datetime | None) -> bool:
    return other is not None and (one is None or one > other)
