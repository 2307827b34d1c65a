"""Write the zip: a file of JSON a table, the photos, and a page that can be read without anything else."""

import asyncio
import tempfile
import zipfile
from collections.abc import AsyncIterator, Callable
from typing import IO, Any, Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.account_events import TakeoutChanged
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.log import log
from tonghao.media.store import Store, rendition_key
from tonghao.media.types import RENDITIONS
from tonghao.takeout.gather import queries
from tonghao.takeout.page import Page
from tonghao.takeout.read import file_key

_BATCH: Final = 500
_COPY_BYTES: Final = 1 << 20
# Beyond that the photos that are left are named in the page and can be fetched one by one.
_MOST_MEDIA_BYTES: Final = 4_000_000_000
_DAYS: Final = 7

_BEGIN: Final = """
    UPDATE takeouts SET state = 'running', done = 0
     WHERE account_id = $1 AND id = $2 AND state IN ('waiting', 'running')
    RETURNING id
"""
_PROGRESS: Final = "UPDATE takeouts SET done = $3 WHERE account_id = $1 AND id = $2 AND state = 'running'"
_READY: Final = """
    UPDATE takeouts SET state = 'ready', done = 100, size_bytes = $3, ready_at = now(),
                        expires_at = now() + make_interval(days => $4)
     WHERE account_id = $1 AND id = $2 AND state = 'running'
    RETURNING id
"""
_FAIL: Final = """
    UPDATE takeouts SET state = 'failed'
     WHERE account_id = $1 AND id = $2 AND state IN ('waiting', 'running')
"""
_PERSON: Final = """
    SELECT p.handle, p.name, p.bio, a.locale, a.zone
      FROM profiles p JOIN accounts a ON a.id = p.account_id WHERE p.account_id = $1
"""
_PHOTOS: Final = """
    SELECT id, alt FROM media WHERE owner_id = $1 AND state IN ('visible', 'held') ORDER BY id
"""
_PLACES: Final = "SELECT id, slug, name FROM circles WHERE id = ANY($1::uuid[])"


async def write_takeout(
    pool: Pool, config: Config, store: Store, *, account_id: UUID, takeout_id: UUID
) -> None:
    """Make the zip of *takeout_id* and tell its owner; called again, it begins anew.

    It is written to a file without a name, so that a crash leaves nothing, and into the store at last.

    Emits: takeout.changed.
    """
    async with writing(pool) as conn:
        person = await conn.fetchrow(_PERSON, account_id)
        if person is None or await conn.fetchval(_BEGIN, account_id, takeout_id) is None:
            return
    try:
        with tempfile.TemporaryFile() as file:
            await _fill(pool, config, store, file, account_id, takeout_id, Page(dict(person), config))
            size = file.seek(0, 2)
            await _keep(store, file, file_key(account_id, takeout_id))
    except Exception as fault:
        log.error("a takeout failed", error=type(fault).__name__)
        await _end(pool, account_id, takeout_id, None)
        raise
    await _end(pool, account_id, takeout_id, size)


async def _end(pool: Pool, account_id: UUID, takeout_id: UUID, size: int | None) -> None:
    async with writing(pool) as conn:
        if size is None:
            await conn.execute(_FAIL, account_id, takeout_id)
        elif await conn.fetchval(_READY, account_id, takeout_id, size, _DAYS) is None:
            return
        state = "failed" if size is None else "ready"
        event = TakeoutChanged(account_id, takeout_id, state)
        await outbox.emit(conn, event, audience=f"account:{account_id}")


async def _fill(
    pool: Pool,
    config: Config,
    store: Store,
    file: IO[bytes],
    account_id: UUID,
    takeout_id: UUID,
    page: Page,
) -> None:
    tables = queries()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number, (table, sql) in enumerate(tables.items()):
            rows = await _write_table(pool, zipped, table, sql, account_id, page.keep(table))
            page.count(table, rows)
            await _tell(pool, account_id, takeout_id, 60 * (number + 1) // len(tables))
        async with reading(pool) as conn:
            page.name_places(await conn.fetch(_PLACES, page.places()))
            photos = await conn.fetch(_PHOTOS, account_id)
        written = 0
        for number, photo in enumerate(photos):
            content = await _photo(store, account_id, photo["id"])
            if content is not None and written + len(content) <= _MOST_MEDIA_BYTES:
                written += len(content)
                await asyncio.to_thread(
                    zipped.writestr, f"photos/{photo['id']}.webp", content, zipfile.ZIP_STORED
                )
                page.photo(photo["id"], photo["alt"])
            if number % 20 == 0:
                await _tell(pool, account_id, takeout_id, 60 + 38 * (number + 1) // len(photos))
        zipped.writestr("index.html", page.html(now()))


async def _tell(pool: Pool, account_id: UUID, takeout_id: UUID, done: int) -> None:
    async with writing(pool) as conn:
        await conn.execute(_PROGRESS, account_id, takeout_id, done)


async def _photo(store: Store, account_id: UUID, media_id: UUID) -> bytes | None:
    """The largest rendition that there is: what was uploaded is not kept."""
    for rendition in RENDITIONS:
        content = await store.find(rendition_key(account_id, media_id, rendition))
        if content is not None:
            return content
    return None


async def _rows(conn: Connection, sql: str, account_id: UUID) -> AsyncIterator[list[Any]]:
    async with conn.transaction():
        batch = []
        async for row in conn.cursor(sql, account_id, prefetch=_BATCH):
            batch.append(row["row"])
            if len(batch) == _BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


async def _write_table(
    pool: Pool,
    zipped: zipfile.ZipFile,
    table: str,
    sql: str,
    account_id: UUID,
    keep: Callable[[dict[str, Any]], None],
) -> int:
    """One JSON array, a row a line; the number of rows."""
    count = 0
    with zipped.open(f"data/{table}.json", "w", force_zip64=True) as out:
        out.write(b"[")
        async with reading(pool) as conn:
            async for batch in _rows(conn, sql, account_id):
                lines = b",\n".join(msgspec.json.encode(row) for row in batch)
                await asyncio.to_thread(out.write, (b",\n" if count else b"\n") + lines)
                count += len(batch)
                for row in batch:
                    keep(row)
        out.write(b"\n]\n")
    return count


async def _keep(store: Store, file: IO[bytes], key: str) -> None:
    file.seek(0)
    writer = store.writer(key)
    while chunk := await asyncio.to_thread(file.read, _COPY_BYTES):
        await writer.write(chunk)
    await writer.close()
