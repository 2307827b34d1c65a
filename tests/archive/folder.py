"""Small archives that tests write for themselves."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.media.pictures import saved, scene
from tonghao.archive.import_archive import import_archive
from tonghao.archive.read_lines import name_of
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Names, Report
from tonghao.db import reading

Line = dict[str, Any] | str | bytes


def at(minute: int) -> str:
    """A moment of one afternoon."""
    return f"2016-04-18T{12 + minute // 60:02}:{minute % 60:02}:00Z"


class Archive:
    """A folder with an archive: two people, a circle, and what a test adds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = secrets.token_hex(4)  # two tests never import the same archive
        (folder / "media").mkdir()
        self.write("accounts", self.account("a1"), self.account("a2"))
        self.write("circles", self.circle("c1", "a1"))
        self.write("memberships", {"circle": "c1", "account": "a2", "joined_at": at(1)})
        self.write("posts")

    def write(self, file: str, *lines: Line) -> None:
        """Replace a file by *lines*: as JSON, or as they are."""
        with (self.folder / f"{file}.ndjson").open("wb") as out:
            for line in lines:
                raw = json.dumps(line, ensure_ascii=False).encode() if isinstance(line, dict) else line
                out.write((raw.encode() if isinstance(raw, str) else raw) + b"\n")

    def account(self, key: str, /, **more: Any) -> dict[str, Any]:
        return {
            "id": key,
            "handle": f"{key}{self.mark}",
            "name": f"街坊{key}",
            "created_at": at(0),
        } | more

    def circle(self, key: str, owner: str, /, **more: Any) -> dict[str, Any]:
        return {
            "id": key,
            "name": f"圈子{key}",
            "name_en": "Circle",
            "topic": "pets",
            "partner": f"猫咖{self.mark}",
            "kind": "open",
            "owner": owner,
            "created_at": at(0),
        } | more

    def post(self, name: str, text: str = "今天的猫", **more: Any) -> dict[str, Any]:
        return {
            "id": name,
            "circle": "c1",
            "author": "a1",
            "text": text,
            "media": [],
            "created_at": at(2),
        } | more

    def comment(self, name: str, text: str = "真好看", **more: Any) -> dict[str, Any]:
        return {
            "id": name,
            "post": "p1",
            "reply_to": None,
            "author": "a2",
            "text": text,
            "created_at": at(3),
        } | more

    def photo(self, name: str, content: bytes | None = None) -> str:
        """Put a picture into media/ and return its name."""
        (self.folder / "media" / name).write_bytes(content or saved(scene()))
        return name

    @property
    def names(self) -> Names:
        return Names(name_of(self.folder))

    def circle_id(self, name: str = "c1") -> UUID:
        return self.names.of("circle", name)


class Importer:
    """Imports folders, and counts what is there."""

    def __init__(self, parts: dict[str, Any], screener: BatchScreener) -> None:
        self._parts = parts
        self.screener = screener

    async def __call__(
        self, archive: Archive, told: Callable[[str, int, int], None] = lambda *_: None
    ) -> Report:
        return await import_archive(
            archive.folder,
            pool=self._parts["pool"],
            config=self._parts["config"],
            store=self._parts["store"],
            photo_screener=self._parts["photo_screener"],
            told=told,
            screener=self.screener,
        )

    async def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        async with reading(self._parts["pool"]) as conn:
            return [tuple(row) for row in await conn.fetch(query, *values)]

    async def counts(self, archive: Archive) -> dict[str, int]:
        """How many rows of each kind the archive's circle has."""
        circle_id = archive.circle_id()
        counted = {
            "posts": "SELECT count(*) FROM posts WHERE circle_id = $1",
            "comments": "SELECT count(*) FROM comments WHERE circle_id = $1",
            "members": "SELECT count(*) FROM memberships WHERE circle_id = $1",
            "counted": "SELECT member_count FROM circles WHERE id = $1",
            "photos": "SELECT count(*) FROM media_uses WHERE circle_id = $1",
            "events": "SELECT count(*) FROM outbox WHERE event->>'circle_id' = $1::uuid::text",
        }
        return {name: (await self.rows(query, circle_id))[0][0] for name, query in counted.items()}
