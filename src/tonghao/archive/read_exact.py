"""Read an exact archive: every line is checked before the first one is believed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.archive.export_archive import FORMAT, MANIFEST, MEDIA, VERSION, FileFacts, Manifest
from tonghao.archive.shapes import Shape
from tonghao.errors import Refusal

_LONGEST_LINE: Final = 1_000_000
_LONGEST_MANIFEST: Final = 1_000_000
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2200
_DEEPEST: Final = 12
_FIELDS: Final = {"posts", "circles", "accounts"}


class ArchiveRefused(Refusal):
    """This archive cannot be brought in; nothing was changed. The details name the file, the line and why."""

    status = 400


def refused_at(file: str, line: int, reason: str) -> ArchiveRefused:
    """The refusal of an archive, with the place: *line* counts from 1, and is 0 for a whole file."""
    return ArchiveRefused(file=file, line=line, reason=reason)


def read_manifest(folder: Path) -> Manifest:
    """What the archive says of itself.

    Raises:
        ArchiveRefused: it is none of ours, or of a newer format.
    """
    path = folder / MANIFEST
    if path.is_symlink():
        raise refused_at(MANIFEST, 0, "is a link")
    try:
        manifest = msgspec.json.decode(path.read_bytes()[:_LONGEST_MANIFEST], type=Manifest)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as wrong:
        raise refused_at(MANIFEST, 0, str(wrong)) from None
    if (manifest.format, manifest.version) != (FORMAT, VERSION):
        raise refused_at(MANIFEST, 0, f"format {manifest.format!r}, version {manifest.version}")
    return manifest


def must_be_plain(folder: Path, known: list[Shape]) -> None:
    """Refuse links anywhere: they would let an archive read what its maker could not.

    Raises:
        ArchiveRefused: one of the files or folders that would be read is a link.
    """
    for path in [folder / shape.table.file for shape in known]:
        if path.is_symlink():
            raise refused_at(path.name, 0, "is a link")
    for path in [folder / MEDIA, *(folder / MEDIA).rglob("*")]:
        if path.is_symlink():
            raise refused_at(path.relative_to(folder).as_posix(), 0, "is a link")


def rows_of(folder: Path, shape: Shape) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of one file with their numbers, from 1, each of the right shape.

    Raises:
        ArchiveRefused: at the first line that is not.
    """
    path = folder / shape.table.file
    decoder = msgspec.json.Decoder(shape.line)
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(_LONGEST_LINE + 1):
            number += 1
            if len(raw) > _LONGEST_LINE:
                raise refused_at(path.name, number, "the line is too long")
            try:
                line = decoder.decode(raw)
                reason = _wrong_with(line)
                row = msgspec.json.decode(raw)
            except (msgspec.DecodeError, UnicodeError, ValueError, OverflowError, RecursionError) as wrong:
                raise refused_at(path.name, number, str(wrong)[:300]) from None
            if reason:
                raise refused_at(path.name, number, reason)
            yield number, row


def _wrong_with(line: Any) -> str:
    for name in line.__struct_fields__:
        value = getattr(line, name)
        if "\x00" in str(value):
            return f"`{name}` has a NUL character"
        if hasattr(value, "tzinfo"):
            if value.tzinfo is None:
                return f"`{name}` has no time zone"
            if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
                return f"`{name}` is outside {_FIRST_YEAR} to {_LAST_YEAR}"
        if isinstance(value, dict | list) and _is_too_deep(value, _DEEPEST):
            return f"`{name}` is nested too deeply"
    return ""


def _is_too_deep(value: object, most: int) -> bool:
    if most == 0:
        return True
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_is_too_deep(one, most - 1) for one in inner)


def check(folder: Path, manifest: Manifest, known: list[Shape]) -> dict[str, set[UUID]]:
    """Read everything once, and return the ids of accounts, circles, partners and posts.

    Raises:
        ArchiveRefused: a file is missing, cut off or changed; a line is wrong, stands twice, or names
            somebody or something that is not in this archive.
    """
    here: dict[str, set[UUID]] = defaultdict(set)
    photos: set[tuple[UUID, UUID]] = set()
    for shape in known:
        table = shape.table
        facts = manifest.files.get(table.file, FileFacts(0, hashlib.sha256().hexdigest()))
        path = folder / table.file
        if not path.exists():
            if facts.lines or table.name in _FIELDS:
                raise refused_at(table.file, 0, "is missing")
            continue
        seen: set[tuple[object, ...]] = set()
        for number, row in rows_of(folder, shape):
            key = tuple(row[column] for column in table.key)
            if key in seen:
                raise refused_at(table.file, number, "stands twice")
            seen.add(key)
            if "id" in row:
                here[table.name].add(UUID(row["id"]))
            reason = _named_wrongly(shape, row, here, manifest) or _photos_wrong(table.name, row, photos)
            if reason:
                raise refused_at(table.file, number, reason)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != facts.sha256:
                raise refused_at(
                    table.file, len(seen), f"is cut off or was changed: {facts.lines} lines were written"
                )
    return here


def _named_wrongly(shape: Shape, row: dict[str, Any], here: dict[str, set[UUID]], manifest: Manifest) -> str:
    """Why a line names what it may not: an archive speaks of its own people and circles alone."""
    for column, table in shape.names.items():
        value = row.get(column)
        if value is not None and UUID(value) not in here[table]:
            return f"`{column}` {value} is not in {table}.ndjson"
    if manifest.circle is not None and shape.table.name == "circles" and UUID(row["id"]) != manifest.circle:
        return f"circle {row['id']} is not the one of this archive"
    return ""


def photos_of(row: dict[str, Any]) -> list[Any]:
    """The photos of a post as its line has them, whatever they are."""
    return row["photos"] if isinstance(row["photos"], list) else [None]


def _photos_wrong(name: str, row: dict[str, Any], photos: set[tuple[UUID, UUID]]) -> str:
    """Why the photos of a line cannot be its own."""
    if name == "media":
        photos.add((UUID(row["owner_id"]), UUID(row["id"])))
    if name == "posts":
        for photo in photos_of(row):
            try:
                place = (UUID(photo["owner_id"]), UUID(photo["media_id"]))
            except (TypeError, KeyError, ValueError, AttributeError):
                return "`photos` is no list of photos"
            if place[0] != UUID(row["author_id"]):
                return "`photos` has a photo of somebody else"
    if name == "media_uses" and (UUID(row["owner_id"]), UUID(row["media_id"])) not in photos:
        return "names a photo that is not in media.ndjson"
    return ""
