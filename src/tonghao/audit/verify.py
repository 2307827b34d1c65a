"""Verify: the whole chain is computed again, so that a change anywhere is found."""

from collections.abc import Sequence
from typing import Final

import msgspec

from tonghao.audit.types import ERASED, NO_HASH, Head, Link, digest_of, hash_of
from tonghao.db import Connection, Row

_ENDS: Final = """
    SELECT h.number, h.hash, (SELECT max(number) FROM audit_entries) AS newest
      FROM audit_head h WHERE h.sole
"""

_PAGE: Final = """
    SELECT e.number, e.at, e.act, e.actor_id, e.subject_kind, e.subject_id, e.circle_id,
           e.digest, e.previous, e.hash, p.salt, p.payload
      FROM audit_entries e LEFT JOIN audit_payloads p USING (number)
     WHERE e.number > $1 AND e.number <= $2
     ORDER BY e.number LIMIT 1000
"""

_ERASURES: Final = """
    SELECT p.payload
      FROM audit_entries e JOIN audit_payloads p USING (number)
     WHERE e.act = 'audit.erased'
     ORDER BY e.number
"""


class Verification(msgspec.Struct, frozen=True):
    """What the check found.

    Attributes:
        entries: How many stand in the log.
        erased: How many of them lost their payload to an erasure that the log records.
        first_broken: The first number that is changed, missing or out of place; None when all is well.
        head_hash: Hash of the newest entry, in hexadecimal.
    """

    ok: bool
    entries: int
    erased: int
    first_broken: int | None
    head_hash: str


async def verify(conn: Connection, remembered: Sequence[Head] = ()) -> Verification:
    """Walk the chain from its first entry to its head and compute every hash again.

    A payload may be missing only when a later entry says that it was erased.

    Args:
        remembered: Heads that were published or written down earlier. Without one, somebody who owns
            the database could cut the tail and set the head back unseen.
    """
    kept: dict[int, set[str]] = {}
    for head in remembered:
        kept.setdefault(head.number, set()).add(head.hash)
    ends = await conn.fetchrow(_ENDS)
    if ends is None:
        return Verification(False, 0, 0, 1, NO_HASH.hex())
    number, previous = 0, NO_HASH
    missing: list[int] = []
    broken: set[int] = set()
    while not broken and (rows := await conn.fetch(_PAGE, number, ends["number"])):
        for row in rows:
            if _is_broken(row, number + 1, previous):
                broken.add(number + 1)
                break
            number, previous = row["number"], row["hash"]
            if row["salt"] is None:
                missing.append(number)
            if kept.get(number, {previous.hex()}) != {previous.hex()}:
                broken.add(number)
                break
    if not broken and _ends_elsewhere(ends, number, previous, max(kept, default=0)):
        broken.add(number + 1)
    # Read last, so that an erasure during the walk is explained too.
    explained = await _erased_numbers(conn)
    broken.update(lost for lost in missing if lost not in explained)
    return Verification(not broken, number, len(missing), min(broken, default=None), previous.hex())


def _ends_elsewhere(ends: Row, number: int, previous: bytes, remembered: int) -> bool:
    """Whether entries were cut off, stand beyond the head, or are fewer than somebody remembers."""
    return bool(
        number != ends["number"]
        or previous != ends["hash"]
        or (ends["newest"] or 0) > number
        or remembered > number
    )


def _is_broken(row: Row, number: int, previous: bytes) -> bool:
    link = Link(
        row["number"],
        row["at"],
        row["act"],
        row["actor_id"],
        row["subject_kind"],
        row["subject_id"],
        row["circle_id"],
        row["digest"],
        row["previous"],
    )
    if link.number != number or link.previous != previous or hash_of(link) != row["hash"]:
        return True
    if row["salt"] is None:
        return link.act == ERASED
    return digest_of(row["salt"], row["payload"]) != link.digest


async def _erased_numbers(conn: Connection) -> set[int]:
    numbers: set[int] = set()
    for row in await conn.fetch(_ERASURES):
        numbers.update(row["payload"]["numbers"])
    return numbers
