"""Import photos: each goes through quarantine and check like an upload, once per author and post."""

import hashlib
from pathlib import Path
from typing import Final
from uuid import UUID

from tonghao.archive.run import Run
from tonghao.archive.types import Held, PostLine
from tonghao.bank.match import Bank
from tonghao.db import reading, writing
from tonghao.media.check import check_photo
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import list_media
from tonghao.media.store import Store, quarantine_key
from tonghao.media.types import Original
from tonghao.media.upload import upload_medium
from tonghao.posts.types import PhotoDraft
from tonghao.screening.types import ScreenerDown

_SEPARATORS: Final = frozenset("/\\\x00")


class Photos:
    """Brings in the photos that posts name.

    Args:
        most_bytes: The largest file that an upload may have.
    """

    def __init__(self, run: Run, store: Store, checker: PhotoProcess, *, most_bytes: int) -> None:
        self._run = run
        self._store = store
        self._checker = checker
        self._bank = Bank()
        self._most_bytes = most_bytes

    def missing(self, line: PostLine) -> str:
        """Why the photos of *line* cannot be brought in; empty when they can."""
        for file in line.media:
            path = self._path(file)
            try:
                if path is None or not path.is_file() or path.is_symlink():
                    return f"no file {file!r} in media/"
                if path.stat().st_size > self._most_bytes:
                    return f"{file!r} is too large"
            except OSError as error:  # a name that no file system takes, a disk that fails
                return f"{file[:60]!r}: {error.strerror}"
        return ""

    def _path(self, file: str) -> Path | None:
        if not file or file.startswith(".") or _SEPARATORS & set(file):
            return None  # a name, never a way out of the folder
        return self._run.folder / "media" / file

    async def drafts_of(self, line: PostLine, author_id: UUID) -> tuple[PhotoDraft, ...]:
        """The photos of *line*, taken in and checked; what the check refuses is left out and reported."""
        drafts = []
        for file in dict.fromkeys(line.media):
            media_id = self._run.names.at("photo", f"{line.id}/{file}", line.created_at)
            state, category = await self._bring_in(file, author_id, media_id)
            if state != "visible":
                self._run.report.held.append(Held("photo", f"{line.id}/{file}", category or state, file))
            if state != "refused":
                drafts.append(PhotoDraft(media_id))
        return tuple(drafts)

    async def _bring_in(self, file: str, owner_id: UUID, media_id: UUID) -> tuple[str, str | None]:
        pool = self._run.pool
        async with reading(pool) as conn:
            known = (await list_media(conn, owner_id, [media_id])).get(media_id)
        if known is None:
            path = self._path(file)
            assert path is not None
            content = path.read_bytes()
            await self._store.put(quarantine_key(owner_id, media_id), content)
            async with writing(pool) as conn:
                await upload_medium(
                    conn,
                    owner_id=owner_id,
                    media_id=media_id,
                    purpose="post",
                    alt="",
                    original=Original(hashlib.sha256(content).digest(), len(content)),
                )
        try:
            await check_photo(
                pool, self._store, self._checker, self._bank, owner_id=owner_id, media_id=media_id
            )
        except ScreenerDown:
            return "pending", None  # the worker's sweep checks it; until then nobody sees the post
        async with reading(pool) as conn:
            checked = (await list_media(conn, owner_id, [media_id]))[media_id]
        return checked.state, checked.category
