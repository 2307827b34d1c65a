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
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role, c.score
      FROM (SELECT * FROM circles
             WHERE kind <> 'invite' AND state = 'open' AND NOT 'hidden' = ANY (restrictions)
               AND (score = 5, member_count, id) < ($1, $2, $3)
             ORDER BY (score = 5) DESC, member_count DESC, id DESC LIMIT $5) c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $4 AND j.circle_id = c.id
     ORDER BY (c.score = 5) DESC, c.member_count DESC, c.id DESC
"""

_DISCOVER_TOPIC: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role, c.score
      FROM (SELECT * FROM circles
             WHERE kind <> 'invite' AND state = 'open' AND NOT 'hidden' = ANY (restrictions)
               AND topic = $6 AND (score = 5, member_count, id) < ($1, $2, $3)
             ORDER BY (score = 5) DESC, member_count DESC, id DESC LIMIT $5) c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $4 AND j.circle_id = c.id
     ORDER BY (c.score = 5) DESC, c.member_count DESC, c.id DESC
"""

_DISCOVER_WORDS: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.topic, c.description, c.description_en, c.kind,
           c.cover_owner_id, c.cover_media_id, c.member_count, p.name, j.role, c.score
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN joined_circles j ON j.account_id = $4 AND j.circle_id = c.id
     WHERE c.kind <> 'invite' AND c.state = 'open' AND NOT 'hidden' = ANY (c.restrictions)
       AND (c.score = 5, c.member_count, c.id) < ($1, $2, $3)
       AND ($6::text IS NULL OR c.topic = $6)
       AND (c.name ILIKE $7 OR c.name_en ILIKE $7 OR c.description ILIKE $7 OR c.slug ILIKE $7
            OR p.name ILIKE $7)
     ORDER BY (c.score = 5) DESC, c.member_count DESC, c.id DESC LIMIT $5
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

    Those that lost a point of their score stand after the others.

    Args:
        words: What the name, description, address or partner must contain; None for all.
    """
    start = (True, 2**31 - 1, UUID(int=2**128 - 1))
    place = from_cursor(cursor, tuple[bool, int, UUID]) or start
    if words and words.strip():
        rows = await conn.fetch(_DISCOVER_WORDS, *place, account_id, limit + 1, topic, containing(words))
    elif topic is not None:
        rows = await conn.fetch(_DISCOVER_TOPIC, *place, account_id, limit + 1, topic)
    else:
        rows = await conn.fetch(_DISCOVER, *place, account_id, limit + 1)
    cards = [card_of(row) for row in rows[:limit]]
    if len(rows) <= limit:
        return Page(cards, None)
    last = cards[-1]
    return Page(cards, to_cursor(rows[limit - 1]["score"] == 5, last.member_count, last.circle_id))
