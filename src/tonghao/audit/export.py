"""Export: the log of a period as lines of JSON, which anybody can check without this server."""

import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.audit.types import ERASED, NO_HASH, Link, digest_of, hash_of
from tonghao.db import Connection, Pool, Row, reading

FORMAT: Final = "tonghao.audit.1"

# The clock of a server may have been set back, but numbers only grow: the period is one run of numbers.
_BOUNDS: Final = """
    SELECT min(number) AS first, max(number) AS last FROM audit_entries WHERE at >= $1 AND at < $2
"""
_PREVIOUS: Final = "SELECT previous FROM audit_entries WHERE number = $1"
_LINES: Final = """
    SELECT e.number, e.at, e.act, e.actor_id, e.subject_kind, e.subject_id, e.circle_id,
           e.digest, e.previous, e.hash, p.salt, p.payload
      FROM audit_entries e LEFT JOIN audit_payloads p USING (number)
     WHERE e.number BETWEEN $1 AND $2
     ORDER BY e.number LIMIT 1000
"""


class Checked(msgspec.Struct, frozen=True):
    """What a check of an export found; `first_broken` is a number, or None when all is well."""

    entries: int
    first: int
    last: int
    without_words: int
    first_broken: int | None
    head: str


class NoExport(Exception):
    """The file is not an export of the audit log."""


async def export_lines(pool: Pool, *, site: str, since: datetime, until: datetime) -> AsyncIterator[bytes]:
    """Give the log from *since* to before *until*, a line of JSON each: a head, then the entries.

    Each page is read by itself, so that a long export holds nothing open; entries never change, and words
    that are erased meanwhile are missing like those that were erased before.
    """
    async with reading(pool) as conn:
        bounds = await conn.fetchrow(_BOUNDS, since, until)
        assert bounds is not None
        previous = await conn.fetchval(_PREVIOUS, bounds["first"]) if bounds["first"] else NO_HASH
    head = {
        "format": FORMAT,
        "site": site,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "first": bounds["first"],
        "last": bounds["last"],
        "previous": previous.hex(),
    }
    yield _line(head)
    number = bounds["first"]
    while number is not None and number <= bounds["last"]:
        async with reading(pool) as conn:
            rows = await _page(conn, number, bounds["last"])
        yield b"".join(_line(_entry(row)) for row in rows)
        number = rows[-1]["number"] + 1 if rows else None


async def _page(conn: Connection, first: int, last: int) -> list[Row]:
    return list(await conn.fetch(_LINES, first, last))


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _entry(row: Row) -> dict[str, object]:
    return {
        "number": row["number"],
        "at": row["at"].isoformat(),
        "act": row["act"],
        "actor_id": _text(row["actor_id"]),
        "subject_kind": row["subject_kind"],
        "subject_id": _text(row["subject_id"]),
        "circle_id": _text(row["circle_id"]),
        "digest": row["digest"].hex(),
        "previous": row["previous"].hex(),
        "hash": row["hash"].hex(),
        "salt": None if row["salt"] is None else b64encode(row["salt"]).decode(),
        "payload": row["payload"],
    }


def _text(identifier: UUID | None) -> str | None:
    return None if identifier is None else str(identifier)


def check_lines(lines: Iterable[str]) -> Checked:
    """Compute every hash of an export again, from the file alone.

    Words may be missing: whether a later entry explains it, the log itself tells (`audit verify`).

    Raises:
        NoExport: it is none.
    """
    numbered = iter(lines)
    try:
        head = json.loads(next(numbered))
        if head["format"] != FORMAT:
            raise NoExport
        previous, expected = bytes.fromhex(head["previous"]), head["first"]
        entries = without = 0
        last = expected - 1 if expected else 0
        for line in numbered:
            said = json.loads(line)
            without += said["payload"] is None
            if said["number"] != last + 1 or not _is_sound(said, previous):
                return Checked(entries, expected or 0, last, without, last + 1, previous.hex())
            entries, last, previous = entries + 1, said["number"], bytes.fromhex(said["hash"])
    except (StopIteration, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NoExport from fault
    broken = None if last == (head["last"] or 0) else last + 1
    return Checked(entries, expected or 0, last, without, broken, previous.hex())


def told_of(found: Checked) -> list[str]:
    """What a check found, line by line in both languages; a cross begins what is wrong."""
    broken = found.first_broken
    return [
        f"{found.entries} 条 / entries {found.first}–{found.last}",
        f"{found.without_words} 条没有内容 / without words; 链尾 / head {found.last}:{found.head}",
        "✓ 完好 / unbroken" if broken is None else f"✗ 第 {broken} 条被改动 / entry {broken} was changed",
    ]


def _is_sound(said: dict[str, object], previous: bytes) -> bool:
    link = Link(
        int(str(said["number"])),
        datetime.fromisoformat(str(said["at"])),
        str(said["act"]),
        _identifier(said["actor_id"]),
        str(said["subject_kind"]),
        _identifier(said["subject_id"]),
        _identifier(said["circle_id"]),
        bytes.fromhex(str(said["digest"])),
        bytes.fromhex(str(said["previous"])),
    )
    if link.previous != previous or hash_of(link).hex() != said["hash"]:
        return False
    payload = said["payload"]
    if payload is None:
        return link.act != ERASED
    assert isinstance(payload, dict)
    return digest_of(b64decode(str(said["salt"])), payload) == link.digest


def _identifier(said: object) -> UUID | None:
    return None if said is None else UUID(str(said))
