"""Chain: whom to call, one after another, on one side of what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.calls.types import Side
from tonghao.circles.read_duty import duty_of_circles
from tonghao.db import Connection
from tonghao.duty.read import answering, get_platform_duty

_STAFF: Final = """
    SELECT account_id FROM memberships
     WHERE circle_id = $1 AND role <> 'member'
     ORDER BY array_position('{owner,host,helper}', role), joined_at, account_id
"""
_OPERATORS: Final = "SELECT id FROM accounts WHERE role = 'operator' ORDER BY created_at, id"
# Who cannot sign in cannot answer.
_REACHABLE: Final = """
    SELECT a.id FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN accounts a ON a.id = wanted.id
     WHERE a.state = 'active' AND NOT a.sanctions && ARRAY['suspend', 'close']
     ORDER BY wanted.place
"""


async def chain_of(
    conn: Connection, *, side: Side, circle_id: UUID | None, at: datetime, besides: set[UUID]
) -> list[UUID]:
    """Whom to call, each once: who is on duty, whose shift comes next, the others of the roster or the
    circle, and at last those who run the place.

    Args:
        besides: Whose content it is, and who stepped back: they answer for nothing here.
    """
    found = await _of_circle(conn, circle_id, at) if circle_id and side == "partner" else []
    if side == "platform":
        found += await _of_platform(conn, at)
    found += [row[0] for row in await conn.fetch(_OPERATORS)]
    wanted = [one for one in dict.fromkeys(found) if one not in besides]
    return [row[0] for row in await conn.fetch(_REACHABLE, wanted)]


async def is_on_duty(conn: Connection, account_id: UUID, *, at: datetime) -> bool:
    """Whether *account_id* answers for the platform at *at*."""
    return account_id in answering(await get_platform_duty(conn, at=at))


def next_of(chain: Sequence[UUID], called: Sequence[UUID]) -> UUID | None:
    """Who is called now; None when everybody was.

    The first one is called twice, and everybody else once: two people who stand in for one another, or a
    roster that leads back to where it began, come to an end.

    Args:
        called: Who was, in this order.
    """
    if len(called) == 1 and list(chain[:1]) == list(called):
        return called[0]
    return next((one for one in chain if one not in called), None)


async def _of_circle(conn: Connection, circle_id: UUID, at: datetime) -> list[UUID]:
    found: list[UUID] = []
    duty = (await duty_of_circles(conn, [circle_id], at=at)).get(circle_id)
    if duty is not None:
        found += [one.account_id for one in duty.on_duty]
        if duty.next_at is not None:
            later = (await duty_of_circles(conn, [circle_id], at=duty.next_at))[circle_id]
            found += [one.account_id for one in later.on_duty]
    return found + [row[0] for row in await conn.fetch(_STAFF, circle_id)]


async def _of_platform(conn: Connection, at: datetime) -> list[UUID]:
    duty = await get_platform_duty(conn, at=at)
    found = answering(duty)
    if duty.next_at is not None:
        found += answering(await get_platform_duty(conn, at=duty.next_at))
    return found + [shift.account_id for shift in duty.shifts]
