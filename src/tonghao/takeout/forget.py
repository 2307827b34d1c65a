"""Forget takeouts: when their seven days are over, when one got stuck, when the person is gone."""

from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.media.store import Store, Stored
from tonghao.takeout.read import file_key

_STRAY: Final = timedelta(hours=8)

_OVER: Final = """
    DELETE FROM takeouts
     WHERE expires_at < now() OR (state = 'failed' AND asked_at < now() - interval '1 day')
    RETURNING account_id, id
"""
# No job works on one for so long: its process was killed too often.
_STUCK: Final = """
    UPDATE takeouts SET state = 'failed'
     WHERE state IN ('waiting', 'running') AND asked_at < now() - interval '6 hours'
"""
_KNOWN: Final = "SELECT id FROM takeouts WHERE account_id = ANY($1::uuid[]) AND id = ANY($2::uuid[])"
_ALL_OF: Final = "DELETE FROM takeouts WHERE account_id = $1 RETURNING account_id, id"


async def _delete(pool: Pool, store: Store, sql: str, *given: UUID) -> None:
    async with writing(pool) as conn:
        gone = await conn.fetch(sql, *given)
    for row in gone:
        await store.delete(file_key(row["account_id"], row["id"]))


async def forget_over(pool: Pool, store: Store) -> None:
    """Delete what is over, rows and files."""
    async with writing(pool) as conn:
        await conn.execute(_STUCK)
    await _delete(pool, store, _OVER)


async def forget_strays(pool: Pool, store: Store) -> None:
    """Delete files for which no row stands: a process was killed between the two."""
    before = now() - _STRAY
    found: dict[UUID, list[Stored]] = {}
    async for stored in store.list("takeouts"):
        name = stored.key.rsplit("/", 1)[-1].removesuffix(".zip")
        with suppress(ValueError):
            if stored.written_at < before:
                found.setdefault(UUID(name), []).append(stored)
    async with reading(pool) as conn:
        owners = list({UUID(one.key.split("/")[1]) for stray in found.values() for one in stray})
        known = {row["id"] for row in await conn.fetch(_KNOWN, owners, list(found))}
    for takeout_id, strays in found.items():
        if takeout_id not in known:
            await store.delete(*(stray.key for stray in strays))


async def forget_all_of(pool: Pool, store: Store, account_id: UUID) -> None:
    """Delete everything that was put together about *account_id*."""
    await _delete(pool, store, _ALL_OF, account_id)
    async for stored in store.list(f"takeouts/{account_id}"):
        await store.delete(stored.key)
