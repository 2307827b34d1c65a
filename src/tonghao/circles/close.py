"""Close: a circle is closed by two people of the platform, of whom one runs it."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.accounts.types import ProfileCard
from tonghao.audit.append import append
from tonghao.circles.restrict import LOCK_CIRCLE
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.ids import new_id

ClosingWay = Literal["restriction", "tier"]

_OPEN: Final = """
    SELECT p.id, p.proposed_by, a.role = 'operator' AS by_operator
      FROM circle_closings p JOIN accounts a ON a.id = p.proposed_by
     WHERE p.circle_id = $1 AND p.way = $2 AND p.ended_at IS NULL
"""
_PROPOSE: Final = """
    INSERT INTO circle_closings (circle_id, id, way, reason, hours, proposed_by, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_END: Final = """
    UPDATE circle_closings SET ended_at = $3, confirmed = $4
     WHERE circle_id = $1 AND id = $2 AND ended_at IS NULL
    RETURNING way
"""
_SHOWN: Final = """
    SELECT p.circle_id, p.id, p.way, p.reason, p.hours,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, p.at
      FROM circle_closings p JOIN profiles f ON f.account_id = p.proposed_by
     WHERE p.circle_id = ANY($1::uuid[]) AND p.ended_at IS NULL
     ORDER BY p.at, p.id
"""


class ClosingNeedsOperator(Refusal):
    """Of the two people who close a circle one runs the place. Ask an operator to look."""

    status = 403


class Closing(msgspec.Struct, frozen=True):
    """A closing that waits for a second person; it ends or never begins, nobody outside reads it.

    Attributes:
        way: restriction, for `hours` or without end; tier, by taking the circle down to the lowest.
    """

    closing_id: UUID
    way: ClosingWay
    reason: str
    hours: int | None
    proposed_by: ProfileCard
    at: datetime


async def sign_closing(
    conn: Connection,
    *,
    circle_id: UUID,
    by: UUID,
    is_operator: bool,
    way: ClosingWay,
    reason: str,
    hours: int | None = None,
) -> bool:
    """Propose to close a circle, or confirm what somebody else proposed; whether it may take effect.

    Args:
        reason: 1 to 500 characters, screened; the second person's own is what everybody reads.
        hours: How long; None without end.

    Raises:
        NotFound: there is no such circle.
        AnotherPersonNeeded: *by* proposed it.
        ClosingNeedsOperator: neither of the two runs the place.

    Locks: the circle, then the audit head.
    """
    if await conn.fetchval(LOCK_CIRCLE, circle_id) is None:
        raise NotFound
    proposed = await conn.fetchrow(_OPEN, circle_id, way)
    if proposed is None:
        closing_id = new_id()
        await conn.execute(_PROPOSE, circle_id, closing_id, way, reason, hours, by, now())
        await _record(conn, "circle.closing_proposed", circle_id, closing_id, way, by=by, reason=reason)
        return False
    if proposed["proposed_by"] == by:
        raise AnotherPersonNeeded
    if not (is_operator or proposed["by_operator"]):
        raise ClosingNeedsOperator
    await conn.execute(_END, circle_id, proposed["id"], now(), True)
    await _record(conn, "circle.closing_confirmed", circle_id, proposed["id"], way, by=by, reason=reason)
    return True


async def withdraw_closing(
    conn: Connection, *, circle_id: UUID, closing_id: UUID, by: UUID, is_moderator: bool
) -> None:
    """Say that a circle is not closed after all; whoever works for the platform may.

    Raises:
        NotAllowed: *by* does not work for the platform.
        NotFound: there is no such proposal, or it waits no more.

    Locks: the circle, then the audit head.
    """
    if not is_moderator:
        raise NotAllowed
    await conn.execute(LOCK_CIRCLE, circle_id)
    way = await conn.fetchval(_END, circle_id, closing_id, now(), False)
    if way is None:
        raise NotFound
    await _record(conn, "circle.closing_withdrawn", circle_id, closing_id, way, by=by, reason="")


async def list_closings(conn: Connection, circle_ids: list[UUID]) -> dict[UUID, list[Closing]]:
    """What waits for a second person, by circle; at most two a circle."""
    found: dict[UUID, list[Closing]] = {}
    for row in await conn.fetch(_SHOWN, circle_ids):
        closing = Closing(row[1], row[2], row[3], row[4], ProfileCard(*row[5:10]), row["at"])
        found.setdefault(row["circle_id"], []).append(closing)
    return found


async def _record(
    conn: Connection, act: str, circle_id: UUID, closing_id: UUID, way: str, *, by: UUID, reason: str
) -> None:
    await append(
        conn,
        act=act,
        actor_id=by,
        subject_kind="circle",
        subject_id=circle_id,
        circle_id=circle_id,
        payload={"closing_id": str(closing_id), "way": way, "reason": reason},
    )
