"""Count requests: those who can answer see at once how many wait."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circle_events import JoinRequestsCounted
from tonghao.db import Connection
from tonghao.partners.rights import RIGHTS

_PENDING: Final = """
    SELECT count(*) FROM join_requests WHERE circle_id = $1 AND state = 'pending' AND expires_at > now()
"""
_ANSWERERS: Final = """
    SELECT account_id FROM memberships WHERE circle_id = $1 AND role IN ('owner', 'host')
    UNION
    SELECT s.account_id
      FROM circles c
      JOIN partner_staff s ON s.partner_id = c.partner_id
     WHERE c.id = $1 AND s.role = ANY($2::text[])
"""


async def count_waiting(conn: Connection, circle_id: UUID) -> int:
    """How many requests wait for an answer."""
    return int(await conn.fetchval(_PENDING, circle_id))


async def who_answers(conn: Connection, circle_id: UUID) -> list[UUID]:
    """Owner, hosts, and of the partner those whom the table of rights names."""
    roles = list(RIGHTS["answer_requests"])
    return [row[0] for row in await conn.fetch(_ANSWERERS, circle_id, roles)]


async def tell_how_many_wait(conn: Connection, circle_id: UUID) -> None:
    """Tell everybody who can answer; the caller has locked the circle, so that the count is right.

    Emits: join_requests.counted, once to each.
    """
    event = JoinRequestsCounted(circle_id, await count_waiting(conn, circle_id))
    for account_id in await who_answers(conn, circle_id):
        await outbox.emit(conn, event, audience=f"account:{account_id}")
