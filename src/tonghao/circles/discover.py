"""Discover: find circles by size, topic or words."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import card_of, containing
from tonghao.circles.types import CircleCard
from tonghao.db import Connection
from tonghao.paging import Page, from_cursor, to_cursor

PAGE: Final = 30

_DISCOVER: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role
      FROM (SELECT * FROM circles
             WHERE kind <> 'invite' AND state = 'open' AND NOT 'hidden' = ANY (restrictions)
               AND (member_count, id) < ($1, $2)
             ORDER BY member_count DESC, id DESC LIMIT $4) c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $3 AND j.circle_id = c.id
     ORDER BY c.member_count DESC, c.id DESC
"""

_DISCOVER_TOPIC: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role
      FROM (SELECT * FROM circles
             WHERE kind <> 'invite' AND state = 'open' AND NOT 'hidden' = ANY (restrictions)
               AND topic = $5 AND (member_count, id) < ($1, $2)
             ORDER BY member_count DESC, id DESC LIMIT $4) c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $3 AND j.circle_id = c.id
     ORDER BY c.member_count DESC, c.id DESC
"""

_DISCOVER_WORDS: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $3 AND j.circle_id = c.id
     WHERE c.kind <> 'invite' AND c.state = 'open' AND NOT 'hidden' = ANY (c.restrictions)
       AND (c.member_count, c.id) < ($1, $2)
       AND ($5::text IS NULL OR c.topic = $5)
       AND (c.name ILIKE $6 OR c.name_en ILIKE $6 OR c.description ILIKE $6 OR c.slug ILIKE $6
            OR p.name ILIKE $6)
     ORDER BY c.member_count DESC, c.id DESC LIMIT $4
"""


async def discover_circles(
    conn: Connection,
    *,
    account_id: UUID | None,
    topic: str | None = None,
    words: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[CircleCard]:
    """Circles that one can join or ask to join, the largest first.

    Args:
        words: What the name, description, address or partner must contain; None for all.
    """
    members, circle_id = from_cursor(cursor, tuple[int, UUID]) or (2**31 - 1, UUID(int=2**128 - 1))
    if words and words.strip():
        rows = await conn.fetch(
            _DISCOVER_WORDS, members, circle_id, account_id, limit + 1, topic, containing(words)
        )
    elif topic is not None:
        rows = await conn.fetch(_DISCOVER_TOPIC, members, circle_id, account_id, limit + 1, topic)
    else:
        rows = await conn.fetch(_DISCOVER, members, circle_id, account_id, limit + 1)
    cards = [card_of(row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(cards, to_cursor(cards[-1].member_count, cards[-1].circle_id) if more else None)
