"""Bring photos: of our own archive as they are, of a foreign one through quarantine and check."""

import hashlib
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from tonghao import outbox
from tonghao.archive.export_archive import MEDIA
from tonghao.archive.read_exact import refused_at
from tonghao.db import Connection
from tonghao.events import MediaUploaded
from tonghao.media.store import Store, keys_of, quarantine_key, rendition_key

_KNOWN: Final = """
    SELECT m.owner_id, m.id FROM media m
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (owner_id, id) ON m.owner_id = u.owner_id AND m.id = u.id
"""
_SEEN: Final = frozenset({"visible", "held"})
_WEBP: Final = (b"RIFF", b"WEBP")

Numbered = tuple[int, dict[str, Any]]


class Photos:
    """Puts the files of photos into the store; what a rolled-back import leaves there, the sweep finds.

    Args:
        own: Whether the files stay as they are.
        most_bytes: The largest file that an upload may have.
    """

    def __init__(self, conn: Connection, store: Store, folder: Path, *, own: bool, most_bytes: int) -> None:
        self._conn = conn
        self._store = store
        self._folder = folder
        self._own = own
        self._most_bytes = most_bytes

    async def bring_in(self, numbered: list[Numbered]) -> list[Numbered]:
        """The rows as they may come in, with their files in place.

        Raises:
            ArchiveRefused: a file is missing, too large or no WebP.
        """
        owners = [UUID(row["owner_id"]) for _, row in numbered]
        ids = [UUID(row["id"]) for _, row in numbered]
        known = {(row[0], row[1]) for row in await self._conn.fetch(_KNOWN, owners, ids)}
        places = zip(owners, ids, strict=True)
        fresh = [one for one, place in zip(numbered, places, strict=True) if place not in known]
        for number, row in fresh:
            await (self._as_it_is if self._own else self._anew)(number, row)
        return fresh

    async def _as_it_is(self, number: int, row: dict[str, Any]) -> None:
        owner_id, media_id = UUID(row["owner_id"]), UUID(row["id"])
        large = self._folder / MEDIA / rendition_key(owner_id, media_id, "large")
        if row["state"] in _SEEN and not large.is_file():
            raise refused_at("media.ndjson", number, "its file is missing")
        for key in keys_of(owner_id, media_id):
            path = self._folder / MEDIA / key
            if path.is_file():
                content = self._read(number, path)
                if key.endswith(".webp") and (content[:4], content[8:12]) != _WEBP:
                    raise refused_at("media.ndjson", number, f"{key} is no WebP")
                await self._store.put(key, content)

    async def _anew(self, number: int, row: dict[str, Any]) -> None:
        """Let the photo wait in quarantine like an upload of its owner.

        Emits: media.uploaded.
        """
        owner_id, media_id = UUID(row["owner_id"]), UUID(row["id"])
        if row["state"] not in {*_SEEN, "pending"}:
            return
        for key in (quarantine_key(owner_id, media_id), rendition_key(owner_id, media_id, "large")):
            path = self._folder / MEDIA / key
            if path.is_file():
                break
        else:
            raise refused_at("media.ndjson", number, "its file is missing")
        content = self._read(number, path)
        await self._store.put(quarantine_key(owner_id, media_id), content)
        row |= dict.fromkeys(("width", "height", "blur", "category", "refusal", "verdict", "checked_at"))
        row |= {
            "state": "pending",
            "sha256": "\\x" + hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
        }
        await outbox.emit(self._conn, MediaUploaded(owner_id, media_id), audience="nobody")

    def _read(self, number: int, path: Path) -> bytes:
        if path.stat().st_size > self._most_bytes:
            raise refused_at("media.ndjson", number, f"{path.name} is too large")
        return path.read_bytes()
