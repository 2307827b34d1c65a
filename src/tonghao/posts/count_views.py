"""Count views: how often posts of a circle are shown, by minute; in memory first, then in one write."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection, ConnectionTrouble, Pool, writing
from tonghao.log import log

FLUSH_SECONDS: Final = 5.0
_KEPT_HOURS: Final = 48

_ADD: Final = """
    INSERT INTO circle_views AS v (circle_id, minute, views)
    SELECT u.circle_id, u.minute, u.views
      FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[]) AS u (circle_id, minute, views)
     ORDER BY u.circle_id, u.minute
    ON CONFLICT (circle_id, minute) DO UPDATE SET views = v.views + excluded.views
"""
_TRIM: Final = "DELETE FROM circle_views WHERE minute < $1::timestamptz - make_interval(hours => $2)"

Place = tuple[UUID, datetime]


def minute_of(moment: datetime) -> datetime:
    """The minute in which *moment* lies."""
    return moment.replace(second=0, microsecond=0)


async def count_views(conn: Connection, views: Mapping[Place, int]) -> None:
    """Add *views*, each of a circle in a minute."""
    if views:
        circles, minutes = [place[0] for place in views], [place[1] for place in views]
        await conn.execute(_ADD, circles, minutes, list(views.values()))


async def trim_views(conn: Connection, *, moment: datetime) -> None:
    """Forget what is older than two days."""
    await conn.execute(_TRIM, moment, _KEPT_HOURS)


class Views:
    """What this process has shown and not yet written down.

    A view costs an addition; every five seconds all of them together are one statement. What a process
    that dies has not written is lost: the breaker looks for growth, and five seconds are none.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._counts: Counter[Place] = Counter()
        self._flushing: asyncio.Task[None] | None = None

    def saw(self, circle_id: UUID, posts: int = 1) -> None:
        """So many posts of *circle_id* were shown to somebody just now."""
        if posts <= 0:
            return
        self._counts[circle_id, minute_of(now())] += posts
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._later())

    async def flush(self) -> None:
        """Write down what was counted."""
        counted, self._counts = self._counts, Counter()
        if not counted:
            return
        try:
            async with writing(self._pool) as conn:
                await count_views(conn, counted)
        except ConnectionTrouble:
            log.warning("views were not counted", views=counted.total())

    async def _later(self) -> None:
        await asyncio.sleep(FLUSH_SECONDS)
        await self.flush()
