"""Export an archive: the whole community, or one circle, as it is at one moment."""

import hashlib
import shutil
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from tonghao.archive.progress import Told
from tonghao.archive.shapes import Shape, shapes
from tonghao.archive.tables import Table
from tonghao.cannot_start import CannotStart, writing_into
from tonghao.db import Connection, connect
from tonghao.errors import NotFound
from tonghao.media.store import Store, keys_of

MANIFEST: Final = "archive.json"
FORMAT: Final = "tonghao-archive"
VERSION: Final = 2
MEDIA: Final = "media"
_AT_ONCE: Final = 1_000

_CIRCLE: Final = "SELECT id FROM circles WHERE slug = $1"


class FolderNotFree(CannotStart):
    """{folder} holds something already, and nothing was changed. Name a new folder."""

    zh = "{folder} 里已有内容，没有改动任何东西。请换一个新文件夹。"


class FileFacts(msgspec.Struct, frozen=True):
    """How a file is when it is whole."""

    lines: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What an archive says of itself; it names no time and no server, so that equal ones are equal.

    Attributes:
        circle: The one that it holds; None for the whole community.
        files: By name.
    """

    format: str
    version: int
    circle: UUID | None
    files: dict[str, FileFacts]


async def export_archive(dsn: str, store: Store, target: Path, *, slug: str | None, told: Told) -> Manifest:
    """Write the community into *target*, or the circle with *slug*; the folder appears when it is complete.

    All lines are of one moment. Photos are copied afterwards; one that was deleted meanwhile is left out.

    Raises:
        FolderNotFree: something is there.
        NotFound: no circle has this slug.
    """
    _must_be_free(target)
    work = target.with_name(target.name + ".partial")
    with writing_into(work):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700, parents=True)
        conn = await connect(dsn)
        try:
            async with conn.transaction(isolation="repeatable_read", readonly=True):
                await conn.execute("SET LOCAL timezone = 'UTC'")
                manifest, media = await _write_all(conn, work, slug, told)
        finally:
            await conn.close()
        for number, (owner_id, media_id) in enumerate(media, start=1):
            await _copy_photo(store, work, owner_id, media_id)
            told(MEDIA, number, len(media))
        (work / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
        _put_in_place(work, target)
    return manifest


def _must_be_free(target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        raise FolderNotFree(folder=target)


def _put_in_place(work: Path, target: Path) -> None:
    if target.exists():
        target.rmdir()
    work.rename(target)


async def _write_all(
    conn: Connection, work: Path, slug: str | None, told: Told
) -> tuple[Manifest, list[tuple[UUID, UUID]]]:
    circle_id = None
    if slug is not None:
        circle_id = await conn.fetchval(_CIRCLE, slug)
        if circle_id is None:
            raise NotFound
    known = await shapes(conn)
    people = await _people_of(conn, known, circle_id) if circle_id else []
    files: dict[str, FileFacts] = {}
    media: list[tuple[UUID, UUID]] = []
    for shape in known:
        if circle_id is not None and not shape.table.circle:
            continue
        files[shape.table.file] = await _write(conn, shape, work, circle_id, people, media)
        told(shape.table.file, files[shape.table.file].lines, files[shape.table.file].lines)
    return Manifest(FORMAT, VERSION, circle_id, files), media


def _values(condition: str, circle_id: UUID | None, people: list[UUID]) -> tuple[str, list[object]]:
    """*condition* with its numbers in order, since a statement takes no value that it does not name."""
    if "$1" in condition:
        return condition, [circle_id, people] if "$2" in condition else [circle_id]
    return condition.replace("$2", "$1"), [people] if "$2" in condition else []


async def _people_of(conn: Connection, known: list[Shape], circle_id: UUID) -> list[UUID]:
    """Everybody whom a line about the circle names."""
    people: set[UUID] = set()
    for shape in known:
        condition = shape.table.circle
        # The avatars of people follow from who they are, and do not name more of them.
        if not condition or "$1" not in condition:
            continue
        where, values = _values(condition, circle_id, [])
        for column in (name for name, table in shape.names.items() if table == "accounts"):
            rows = await conn.fetch(
                f"SELECT DISTINCT t.{column} FROM {shape.table.name} t WHERE {where}",
                *values,
            )
            people |= {row[0] for row in rows if row[0] is not None}
    return sorted(people)


async def _write(
    conn: Connection,
    shape: Shape,
    work: Path,
    circle_id: UUID | None,
    people: list[UUID],
    media: list[tuple[UUID, UUID]],
) -> FileFacts:
    """Write one file and return how it is."""
    table = shape.table
    where, values = _values(table.circle if circle_id else table.everywhere, circle_id, people)
    digest, lines = hashlib.sha256(), 0
    with (work / table.file).open("wb") as file:
        async for row in conn.cursor(_select(table, list(shape.columns), where), *values, prefetch=_AT_ONCE):
            line = row["line"].encode() + b"\n"
            file.write(line)
            digest.update(line)
            lines += 1
            if table.name == "media" and row["state"] != "refused":
                media.append((row["owner_id"], row["id"]))
    return FileFacts(lines, digest.hexdigest())


def _select(table: Table, columns: list[str], where: str) -> str:
    # Assembled from the tables' own names alone: decision 0010.
    named = ", ".join(f"t.{column}" for column in columns)
    order = ", ".join(f"t.{column}" for column in table.key)
    more = ", t.owner_id, t.id, t.state" if table.name == "media" else ""
    return (
        f"SELECT (SELECT row_to_json(l) FROM (SELECT {named}) l)::text AS line{more}"
        f" FROM {table.name} t WHERE {where} ORDER BY {order}"
    )


async def _copy_photo(store: Store, work: Path, owner_id: UUID, media_id: UUID) -> None:
    """Every file of a photo, under the names that it has in the store."""
    for key in keys_of(owner_id, media_id):
        content = await store.find(key)
        if content is not None:
            path = work / MEDIA / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
