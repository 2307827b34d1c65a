"""Every query about how the server is."""

from typing import Final

from tonghao.db import Connection
from tonghao.health.types import Lags

_QUEUE: Final = """
    SELECT count(*) FILTER (WHERE q.status = 'queued' AND q.execute_after <= now()) AS due,
           count(*) FILTER (WHERE q.status = 'picked') AS running,
           count(*) FILTER (WHERE q.status = 'failed') AS failed,
           COALESCE(extract(epoch FROM now() - min(q.execute_after)
                    FILTER (WHERE q.status = 'queued' AND q.execute_after <= now())), 0)::float8 AS oldest
      FROM pgqueuer q
"""
# Only as many as tell whether somebody works; a community that was away has millions.
_EVENTS: Final = """
    SELECT count(*) AS waiting, COALESCE(extract(epoch FROM now() - min(w.at)), 0)::float8 AS oldest
      FROM (SELECT o.at
              FROM outbox o
             WHERE (o.tx, o.id) > (COALESCE((SELECT c.tx FROM relay_cursors c WHERE c.name = 'jobs'), '0'),
                                   COALESCE((SELECT c.id FROM relay_cursors c WHERE c.name = 'jobs'), 0))
               AND o.tx < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY o.tx, o.id LIMIT 10000) w
"""
_PHOTOS: Final = """
    SELECT count(*) AS pending, COALESCE(extract(epoch FROM now() - min(m.created_at)), 0)::float8 AS oldest
      FROM media m WHERE m.state = 'pending'
"""
_TEXTS: Final = """
    SELECT (SELECT count(*) FROM posts p WHERE p.state = 'pending' AND NOT p.is_screened)
         + (SELECT count(*) FROM comments s WHERE s.state = 'pending')
"""
_CONNECTIONS: Final = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


async def lags(conn: Connection) -> Lags:
    """How much waits and for how long."""
    queue = await conn.fetchrow(_QUEUE)
    events = await conn.fetchrow(_EVENTS)
    photos = await conn.fetchrow(_PHOTOS)
    assert queue is not None
    assert events is not None
    assert photos is not None
    return Lags(
        queue["due"],
        queue["running"],
        queue["failed"],
        max(0.0, queue["oldest"]),
        events["waiting"],
        max(0.0, events["oldest"]),
        photos["pending"],
        max(0.0, photos["oldest"]),
        await conn.fetchval(_TEXTS),
        await conn.fetchval(_CONNECTIONS),
    )


async def outbox_lag_seconds(conn: Connection) -> float:
    """How long the oldest event has waited to become jobs; 0 when none waits."""
    events = await conn.fetchrow(_EVENTS)
    assert events is not None
    return max(0.0, float(events["oldest"]))
