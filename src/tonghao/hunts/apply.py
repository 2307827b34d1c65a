"""Apply: what a hunt found is held, photo by photo, as if it had come now."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.case_events import HuntMoved
from tonghao.db import Connection, Pool, reading, writing
from tonghao.media.decide import hold_found
from tonghao.screening.types import Verdict

_BATCH: Final = 100
_APPLYING: Final = "SELECT id FROM hunts WHERE state = 'applying'"
_NEXT: Final = """
    SELECT owner_id, media_id FROM hunt_hits
     WHERE hunt_id = $1 AND state = 'found' ORDER BY owner_id, media_id LIMIT $2
"""
# Pausing waits for the photo that is being held, and the next one sees the pause.
_LOCK: Final = "SELECT id FROM hunts WHERE id = $1 FOR UPDATE"
_STILL: Final = "SELECT FROM hunts WHERE id = $1 AND state = 'applying'"
_HIT: Final = """
    SELECT t.verdict, e.retired_at IS NOT NULL AS retired
      FROM hunt_hits t LEFT JOIN bank_entries e ON e.id = t.entry_id
     WHERE t.hunt_id = $1 AND t.owner_id = $2 AND t.media_id = $3 AND t.state = 'found'
"""
_DONE: Final = "UPDATE hunt_hits SET state = $4 WHERE hunt_id = $1 AND owner_id = $2 AND media_id = $3"
_COUNT: Final = """
    UPDATE hunts SET held = held + CASE WHEN $2 = 'held' THEN 1 ELSE 0 END,
                     passed_over = passed_over + CASE WHEN $2 = 'held' THEN 0 ELSE 1 END
     WHERE id = $1
"""
_END: Final = """
    UPDATE hunts SET state = 'applied', ended_at = now()
     WHERE id = $1 AND state = 'applying'
       AND NOT EXISTS (SELECT FROM hunt_hits WHERE hunt_id = $1 AND state = 'found')
    RETURNING id
"""


async def apply_some(pool: Pool) -> bool:
    """Hold the next photos of the hunt that is being applied; whether there may be more.

    Emits: media.checked for each photo, hunt.moved at the end.
    """
    async with reading(pool) as conn:
        hunt_id = await conn.fetchval(_APPLYING)
        rows = [] if hunt_id is None else await conn.fetch(_NEXT, hunt_id, _BATCH)
    if hunt_id is None:
        return False
    for row in rows:
        async with writing(pool) as conn:
            if not await hold_hit(conn, hunt_id=hunt_id, owner_id=row[0], media_id=row[1]):
                return False
    async with writing(pool) as conn:
        if await conn.fetchval(_END, hunt_id) is None:
            return True
        await outbox.emit(conn, HuntMoved(hunt_id, "applied"), audience="moderators")
    return False


async def hold_hit(conn: Connection, *, hunt_id: UUID, owner_id: UUID, media_id: UUID) -> bool:
    """Hold one photo that was found, unless it changed or its entry was retired; False once it is paused.

    Emits: media.checked. Locks: the hunt, the photo.
    """
    await conn.execute(_LOCK, hunt_id)
    if await conn.fetchrow(_STILL, hunt_id) is None:
        return False
    hit = await conn.fetchrow(_HIT, hunt_id, owner_id, media_id)
    if hit is None:
        return True
    verdict = msgspec.convert(hit["verdict"], Verdict)
    held = not hit["retired"] and await hold_found(conn, owner_id, media_id, verdict=verdict)
    state = "held" if held else "passed_over"
    await conn.execute(_DONE, hunt_id, owner_id, media_id, state)
    await conn.execute(_COUNT, hunt_id, state)
    return True
