"""Where files lie: a local folder that only we may enter, or an object store named by an address."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self
from uuid import UUID

import msgspec
import obstore
from obstore.store import LocalStore, ObjectStore, from_url

from tonghao.media.types import RENDITIONS

QUARANTINE: Final = "quarantine"
PARTS: Final = "parts"
# Object stores take no part below 5 MiB but the last.
_PART_BYTES: Final = 5 * 1024 * 1024

_CHUNK_BYTES: Final = 256 * 1024


def quarantine_key(owner_id: UUID, media_id: UUID) -> str:
    """Where an original waits for its verdict; nothing here is ever served."""
    return f"{QUARANTINE}/{owner_id}/{media_id}"


def part_key(owner_id: UUID, upload_id: UUID, part_id: UUID) -> str:
    """Where a part of an upload waits for the others."""
    return f"{QUARANTINE}/{owner_id}/{PARTS}/{upload_id}/{part_id}"


def folder_key(owner_id: UUID, media_id: UUID) -> str:
    """The folder of a photo's renditions."""
    return f"{owner_id}/{media_id}"


def rendition_key(owner_id: UUID, media_id: UUID, rendition: str) -> str:
    """Where one rendition lies."""
    return f"{owner_id}/{media_id}/{rendition}.webp"


def keys_of(owner_id: UUID, media_id: UUID) -> list[str]:
    """Every key that a photo may have."""
    return [
        quarantine_key(owner_id, media_id),
        *(rendition_key(owner_id, media_id, rendition) for rendition in RENDITIONS),
    ]


class Stored(msgspec.Struct, frozen=True):
    """One file in the store."""

    key: str
    written_at: datetime


class Writer:
    """A file that is being written; it appears under its key when closed, and not at all before."""

    def __init__(self, store: ObjectStore, key: str) -> None:
        self._writer = obstore.open_writer_async(store, key, buffer_size=_PART_BYTES)

    async def write(self, chunk: bytes) -> None:
        await self._writer.write(chunk)

    async def close(self) -> None:
        await self._writer.close()


class Store:
    """Files by key. Each write is whole or not there; deleting what is gone is no fault."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder: Path | None = folder
        self._objects: ObjectStore = LocalStore(folder, automatic_cleanup=True)

    @classmethod
    def at(cls, url: str) -> Self:
        """A store at an address such as `s3://bucket/prefix`; credentials come from the environment."""
        store = cls.__new__(cls)
        store._folder = None
        store._objects = from_url(url)
        return store

    def writer(self, key: str) -> Writer:
        """Begin to write *key* piece by piece; a writer that is let go leaves nothing."""
        return Writer(self._objects, key)

    async def put(self, key: str, content: bytes) -> None:
        """Write *content* under *key*, over what was there."""
        await obstore.put_async(self._objects, key, content)

    async def find(self, key: str) -> bytes | None:
        """The content of *key*, or None."""
        try:
            found = await obstore.get_async(self._objects, key)
        except FileNotFoundError:
            return None
        return bytes(await found.bytes_async())

    async def stream(self, key: str) -> AsyncIterator[bytes] | None:
        """The content of *key*, piece by piece, or None."""
        try:
            found = await obstore.get_async(self._objects, key)
        except FileNotFoundError:
            return None
        return (bytes(chunk) async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES))

    async def copy(self, key: str, to: str) -> bool:
        """Copy a file inside the store; whether it was there."""
        try:
            await obstore.copy_async(self._objects, key, to)
        except FileNotFoundError:
            return False
        return True

    async def delete(self, *keys: str) -> None:
        """Delete *keys*, there or not."""
        for key in keys:
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._objects, key)

    async def list(self, folder: str = "") -> AsyncIterator[Stored]:
        """Every file below *folder*."""
        async for batch in obstore.list(self._objects, folder or None):
            for found in batch:
                yield Stored(found["path"], found["last_modified"])

    async def forget_torn(self, *, age_hours: int) -> None:
        """Delete what a killed process left half written in a local folder."""
        if self._folder is None:
            return
        before = datetime.now(UTC) - timedelta(hours=age_hours)
        for torn in (self._folder / QUARANTINE).rglob("*#*"):
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(torn.stat().st_mtime, UTC) < before:
                    torn.unlink()
