"""Keep holders: each open case knows who is on its clock, and who was before a hand-over."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.read_duty import duty_of_circles
from tonghao.db import Connection
from tonghao.duty.read import answering, get_platform_duty
from tonghao.duty.types import Holders

_BATCH: Final = 500

_FIRST: Final = """
    INSERT INTO case_holders (case_id, side, since, holder_id)
    SELECT $1, s.side, $2, s.holder_id
      FROM unnest(ARRAY['partner', 'platform'], ARRAY[$3, $4]::uuid[]) AS s (side, holder_id)
     WHERE s.side = 'platform' OR $5
"""
_CIRCLES: Final = """
    SELECT DISTINCT circle_id FROM cases
     WHERE state = 'open' AND circle_id > $1 ORDER BY circle_id LIMIT $2
"""
# Whoever is still on duty keeps the case; who went away and left nobody behind keeps it, too.
_HAND_ON_PARTNER: Final = """
    WITH handed AS (
        UPDATE cases c
           SET partner_holder_id = (SELECT d.id FROM unnest($2::uuid[]) WITH ORDINALITY AS d (id, place)
                                     WHERE d.id <> c.author_id ORDER BY d.place LIMIT 1)
         WHERE c.circle_id = $1 AND c.state = 'open'
           AND (c.partner_holder_id IS NULL OR c.partner_holder_id <> ALL ($2))
           AND EXISTS (SELECT FROM unnest($2::uuid[]) AS d (id) WHERE d.id <> c.author_id)
        RETURNING c.id, c.partner_holder_id
    )
    INSERT INTO case_holders (case_id, side, since, holder_id)
    SELECT id, 'partner', $3, partner_holder_id FROM handed ON CONFLICT DO NOTHING
"""
_HAND_ON_PLATFORM: Final = """
    WITH handed AS (
        UPDATE cases c
           SET platform_holder_id = (SELECT d.id FROM unnest($1::uuid[]) WITH ORDINALITY AS d (id, place)
                                      WHERE d.id <> c.author_id ORDER BY d.place LIMIT 1)
         WHERE c.state = 'open'
           AND (c.platform_holder_id IS NULL OR c.platform_holder_id <> ALL ($1))
           AND EXISTS (SELECT FROM unnest($1::uuid[]) AS d (id) WHERE d.id <> c.author_id)
        RETURNING c.id, c.platform_holder_id
    )
    INSERT INTO case_holders (case_id, side, since, holder_id)
    SELECT id, 'platform', $2, platform_holder_id FROM handed ON CONFLICT DO NOTHING
"""


async def record_holders(
    conn: Connection, *, case_id: UUID, holders: Holders, at: datetime, in_circle: bool
) -> None:
    """Write down who was on the clock when a case was opened."""
    await conn.execute(_FIRST, case_id, at, holders.partner_id, holders.platform_id, in_circle)


async def hand_on_cases(conn: Connection, *, at: datetime) -> None:
    """Let open cases pass to those whose shift has begun, and write down since when.

    Locks: the cases that pass.
    """
    after = UUID(int=0)
    while True:
        ids = [row[0] for row in await conn.fetch(_CIRCLES, after, _BATCH)]
        for circle_id, duty in (await duty_of_circles(conn, ids, at=at)).items():
            if duty.on_duty:
                on_duty = [one.account_id for one in duty.on_duty]
                await conn.execute(_HAND_ON_PARTNER, circle_id, on_duty, at)
        if len(ids) < _BATCH:
            break
        after = ids[-1]
    platform = answering(await get_platform_duty(conn, at=at))
    if platform:
        await conn.execute(_HAND_ON_PLATFORM, platform, at)
