"""Receive part: the next bytes of an upload, kept as far as they came; with the last one it is a photo."""

from collections.abc import AsyncIterable
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, Refusal
from tonghao.ids import new_id
from tonghao.media.end_upload import end_upload
from tonghao.media.kinds import kind_of
from tonghao.media.read import get_upload, upload_of
from tonghao.media.store import Store, Writer, part_key
from tonghao.media.types import UPLOAD_TYPES, Original, Upload
from tonghao.media.upload import BEGINNING_BYTES, Incoming, NotAPhoto, room, upload_medium

_ADVANCE: Final = """
    UPDATE uploads SET offset_bytes = $4, parts = array_append(parts, $5)
     WHERE owner_id = $1 AND id = $2 AND offset_bytes = $3
    RETURNING owner_id, id, purpose, alt, length_bytes, offset_bytes, sha256, parts, media_id, expires_at
"""
_FINISH: Final = """
    UPDATE uploads SET offset_bytes = length_bytes, parts = '{}', media_id = $4
     WHERE owner_id = $1 AND id = $2 AND offset_bytes = $3 AND media_id IS NULL
    RETURNING owner_id, id, purpose, alt, length_bytes, offset_bytes, sha256, parts, media_id, expires_at
"""


class UploadMoved(Refusal):
    """This upload stands at another place, perhaps since another window goes on with it. Ask where."""


class UploadDamaged(Refusal):
    """What arrived is not the file that was announced. Upload it again."""

    status = 422


async def receive_part(
    pool: Pool,
    store: Store,
    *,
    owner_id: UUID,
    upload_id: UUID,
    offset_bytes: int,
    chunks: AsyncIterable[bytes],
) -> Upload:
    """Keep the bytes from *offset_bytes* on, and make a pending photo of a whole upload.

    Two windows may send the same part: each writes a file of its own, and the row takes the first one.

    Args:
        chunks: Ends early when the connection is lost; what came until then counts.

    Raises:
        NotFound: *owner_id* has no such upload, or it is over.
        UploadMoved: the upload stands elsewhere, or another part came first.
        InvalidRequest: there are more bytes than were announced.
        NotAPhoto: the first bytes are of something else.
        UploadDamaged: the whole is not what was announced; the upload is over.
        StorageFull: there is no room; the upload stands where it stood.

    Emits: media.uploaded, with the last part.
    """
    async with reading(pool) as conn:
        upload = await get_upload(conn, owner_id, upload_id)
    if offset_bytes != upload.offset_bytes:
        raise UploadMoved(offset_bytes=upload.offset_bytes)
    part_id = new_id()
    key = part_key(owner_id, upload_id, part_id)
    kept = False
    try:
        size_bytes = await _keep(store, key, upload, chunks)
        if size_bytes == 0:
            return upload
        if offset_bytes + size_bytes == upload.length_bytes:
            return await _finish(pool, store, upload, part_id)
        async with writing(pool) as conn:
            moved = await _advance(conn, upload, part_id, size_bytes)
        kept = True
        return moved
    finally:
        if not kept:
            await store.delete(key)


async def _keep(store: Store, key: str, upload: Upload, chunks: AsyncIterable[bytes]) -> int:
    """Write what comes to *key*; how many bytes it was."""
    writer: Writer | None = None
    size_bytes, beginning = 0, b""
    async for chunk in chunks:
        size_bytes += len(chunk)
        if upload.offset_bytes + size_bytes > upload.length_bytes:
            raise InvalidRequest(reason="there are more bytes than Upload-Length says")
        if writer is None:
            beginning += chunk
            if len(beginning) < BEGINNING_BYTES:
                continue
            writer = _opened(store, key, upload, beginning)
        with room():
            await writer.write(beginning or chunk)
        beginning = b""
    if size_bytes == 0:
        return 0
    with room():
        if writer is None:
            writer = _opened(store, key, upload, beginning)
            await writer.write(beginning)
        await writer.close()
    return size_bytes


def _opened(store: Store, key: str, upload: Upload, beginning: bytes) -> Writer:
    if upload.offset_bytes == 0 and kind_of(beginning) is None:
        raise NotAPhoto(types=list(UPLOAD_TYPES))
    return store.writer(key)


async def _advance(conn: Connection, upload: Upload, part_id: UUID, size_bytes: int) -> Upload:
    row = await conn.fetchrow(
        _ADVANCE,
        upload.owner_id,
        upload.upload_id,
        upload.offset_bytes,
        upload.offset_bytes + size_bytes,
        part_id,
    )
    if row is None:
        raise UploadMoved
    return upload_of(row)


async def _finish(pool: Pool, store: Store, upload: Upload, last: UUID) -> Upload:
    owner_id, media_id = upload.owner_id, new_id()
    keys = [part_key(owner_id, upload.upload_id, part) for part in (*upload.parts, last)]
    incoming = Incoming(store, owner_id=owner_id, media_id=media_id, most_bytes=upload.length_bytes)
    done = None
    try:
        original = await _joined(store, incoming, keys)
        if original is None:
            raise UploadMoved  # another window has finished or ended it
        if upload.sha256 is not None and original.sha256 != upload.sha256:
            async with writing(pool) as conn:
                await end_upload(conn, owner_id=owner_id, upload_id=upload.upload_id)
            await store.delete(*keys)
            raise UploadDamaged
        async with writing(pool) as conn:
            row = await conn.fetchrow(_FINISH, owner_id, upload.upload_id, upload.offset_bytes, media_id)
            if row is None:
                raise UploadMoved
            await upload_medium(
                conn,
                owner_id=owner_id,
                media_id=media_id,
                purpose=upload.purpose,
                alt=upload.alt,
                original=original,
            )
        done = upload_of(row)
    finally:
        if done is None:
            await incoming.undo()
    await store.delete(*keys)
    return done


async def _joined(store: Store, incoming: Incoming, keys: list[str]) -> Original | None:
    """The whole photo in quarantine; None when a part is gone."""
    for key in keys:
        part = await store.find(key)
        if part is None:
            return None
        await incoming.write(part)
    return await incoming.close()
