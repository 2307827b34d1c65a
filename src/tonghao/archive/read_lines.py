"""Read lines: one JSON object a line, checked one by one; a bad one is reported and passed over."""

import hashlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from tonghao.archive.types import BadLine, Report

T = TypeVar("T", bound=msgspec.Struct)

# PostgreSQL and the identifiers take no time outside these; nobody's history does either.
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2200
_LONGEST_LINE: Final = 1_000_000


def name_of(folder: Path) -> str:
    """A name for the archive in *folder* that stays when the folder moves or grows at its end."""
    digest = hashlib.sha256()
    for file in ("accounts.ndjson", "circles.ndjson"):
        with (folder / file).open("rb") as lines:
            digest.update(lines.readline(65_536))
    return digest.hexdigest()[:16]


def lines_of(path: Path, shape: type[T], report: Report) -> Iterator[tuple[int, T]]:
    """The good lines of *path* with their numbers, from 1.

    Args:
        shape: What a line must be.
        report: Where the bad ones go.
    """
    if not path.exists():
        return
    decoder = msgspec.json.Decoder(shape)
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                line = decoder.decode(raw if len(raw) <= _LONGEST_LINE else b"{")
                reason = _wrong_with(line)
            except (msgspec.DecodeError, UnicodeError, ValueError, OverflowError, RecursionError) as error:
                reason = str(error) if len(raw) <= _LONGEST_LINE else "the line is too long"
            if reason:
                report.bad.append(BadLine(path.name, number, reason))
            else:
                yield number, line


def _wrong_with(line: Any) -> str:
    for name in line.__struct_fields__:
        value = getattr(line, name)
        if isinstance(value, str) and "\x00" in value:
            return f"`{name}` has a NUL character"
        if hasattr(value, "year"):
            if value.tzinfo is None:
                return f"`{name}` has no time zone"
            if not _FIRST_YEAR <= value.astimezone(UTC).year <= _LAST_YEAR:
                return f"`{name}` is outside {_FIRST_YEAR} to {_LAST_YEAR}"
    return ""


def digest_of(path: Path) -> str:
    """A short name for what the file says now: places in it count only as long as it says the same."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def batches(lines: Iterator[tuple[int, T]], size: int) -> Iterator[list[tuple[int, T]]]:
    """*lines* in lists of *size*; the last one may be shorter."""
    batch: list[tuple[int, T]] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
