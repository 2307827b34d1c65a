"""Upload: take in the bytes of one photo, unread but for the first twelve, and queue its check."""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from obstore.exceptions import BaseError

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import MediaUploaded
from tonghao.media.kinds import kind_of
from tonghao.media.read import medium_of
from tonghao.media.store import Store, Writer, quarantine_key
from tonghao.media.types import UPLOAD_TYPES, Medium, Original

BEGINNING_BYTES: Final = 12
_NO_ROOM: Final = f"os error {errno.ENOSPC}"


class NotAPhoto(Refusal):
    """This is not a JPEG, PNG, WebP, HEIC or GIF photo, whatever its name says. Choose another file."""

    status = 415


class PhotoTooLarge(Refusal):
    """This photo has too many bytes. Make it smaller and upload that."""

    status = 413


class StorageFull(Refusal):
    """There is no room left for photos. Nothing was stored; please tell the operator."""

    status = 507


_INSERT: Final = """
    INSERT INTO media (owner_id, id, purpose, state, alt, sha256, size_bytes)
    VALUES ($1, $2, $3, 'pending', $4, $5, $6)
    RETURNING owner_id, id, purpose, state, alt, width, height, blur, category, refusal,
              created_at, checked_at
"""


class Incoming:
    """Takes an original piece by piece into quarantine; it is there when `close` returns, or not at all."""

    def __init__(self, store: Store, *, owner_id: UUID, media_id: UUID, most_bytes: int) -> None:
        self._store = store
        self._key = quarantine_key(owner_id, media_id)
        self._most_bytes = most_bytes
        self._beginning = b""
        self._writer: Writer | None = None
        self._digest = hashlib.sha256()
        self._size_bytes = 0

    async def write(self, chunk: bytes) -> None:
        """Take the next piece.

        Raises:
            PhotoTooLarge: there are more than *most_bytes*.
            NotAPhoto: the first bytes are of something else.
            StorageFull: there is no room.
        """
        self._size_bytes += len(chunk)
        if self._size_bytes > self._most_bytes:
            raise PhotoTooLarge(most_bytes=self._most_bytes)
        self._digest.update(chunk)
        if self._writer is None:
            self._beginning += chunk
            if len(self._beginning) < BEGINNING_BYTES:
                return
            if kind_of(self._beginning) is None:
                raise NotAPhoto(types=list(UPLOAD_TYPES))
            self._writer = self._store.writer(self._key)
            chunk, self._beginning = self._beginning, b""
        with room():
            await self._writer.write(chunk)

    async def close(self) -> Original:
        """The whole photo lies in quarantine.

        Raises:
            NotAPhoto: there were too few bytes for a photo, or none.
            StorageFull: there is no room.
        """
        if self._writer is None:
            raise NotAPhoto(types=list(UPLOAD_TYPES))
        with room():
            await self._writer.close()
        return Original(self._digest.digest(), self._size_bytes)

    async def undo(self) -> None:
        """Leave nothing behind."""
        self._writer = None
        await self._store.delete(self._key)


@contextmanager
def room() -> Iterator[None]:
    """Say a full disk in a sentence."""
    try:
        yield
    except (OSError, BaseError) as error:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        # The store wraps the system's error in one of its own.
        if full or _NO_ROOM in str(error):
            raise StorageFull from error
        raise


async def upload_medium(
    conn: Connection, *, owner_id: UUID, media_id: UUID, purpose: str, alt: str, original: Original
) -> Medium:
    """Enter a photo whose original lies in quarantine; nobody sees it before its verdict.

    The file comes first and the row second: a file without a row is swept, a row without a file could
    never be judged.

    Args:
        conn: An open transaction; the caller commits.
        alt: What the picture shows, at most 300 characters, screened by the caller.

    Raises:
        FeatureStopped: the whole place takes no photos for now.

    Emits: media.uploaded.
    """
    await must_run(conn, "photos")
    row = await conn.fetchrow(_INSERT, owner_id, media_id, purpose, alt, original.sha256, original.size_bytes)
    assert row is not None
    await outbox.emit(conn, MediaUploaded(owner_id, media_id), audience="nobody")
    return medium_of(row)
