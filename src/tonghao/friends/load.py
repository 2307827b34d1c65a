"""Load many friendships at once, for an import."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection

_ADD: Final = """
    WITH pairs AS (
        SELECT r.a, r.b, r.since
          FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS r (a, b, since)
         WHERE r.a <> r.b
    ),
    added AS (
        INSERT INTO friendships (account_id, friend_id, since)
        SELECT a, b, since FROM pairs
        UNION ALL
        SELECT b, a, since FROM pairs
        ON CONFLICT DO NOTHING
        RETURNING account_id
    )
    SELECT count(*) FROM added
"""


async def load_friendships(conn: Connection, rows: Sequence[tuple[UUID, UUID, datetime]]) -> int:
    """Add those of *rows* (a, b, since) that are not there yet, and return how many friendships.

    The caller has seen to it that both people exist.
    """
    a, b, since = zip(*rows, strict=True) if rows else ((), (), ())
    added: int = await conn.fetchval(_ADD, list(a), list(b), list(since))
    return added // 2
