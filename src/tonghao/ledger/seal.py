"""Seal: the transfers of each day go into a hash that carries the hash of the day before."""

import hashlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tonghao.db import Connection, Row
from tonghao.ledger.types import Seal

_NONE: Final = bytes(32)
# Whoever began before midnight has ended by then, one way or the other; who has not is waited for.
_WAIT: Final = timedelta(minutes=10)

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('ledger_seals', 0))"
_LAST: Final = "SELECT day, sha256 FROM ledger_seals ORDER BY day DESC LIMIT 1"
_FIRST_MOMENT: Final = "SELECT min(at) FROM ledger_transfers"
_STILL_WRITING: Final = """
    SELECT EXISTS (SELECT FROM pg_stat_activity a
                    WHERE a.datname = current_database() AND a.xact_start < $1 AND a.backend_xid IS NOT NULL)
"""
_TRANSFERS: Final = """
    SELECT t.id, t.group_id, t.leg, t.leg_count, t.debit_id, t.credit_id, t.amount_minor, t.currency, t.code,
           t.cause_kind, t.cause_id, t.reverses_id, t.at
      FROM ledger_transfers t WHERE t.at >= $1 AND t.at < $2 ORDER BY t.at, t.id
"""
_SEAL: Final = """
    INSERT INTO ledger_seals (day, transfer_count, sums, previous, sha256) VALUES ($1, $2, $3, $4, $5)
"""
_SEALS: Final = """
    SELECT day, transfer_count, sums, previous, sha256 FROM ledger_seals WHERE day >= $1 ORDER BY day
"""
_NEWEST: Final = """
    SELECT day, transfer_count, sums, previous, sha256 FROM ledger_seals WHERE day < $1
     ORDER BY day DESC LIMIT $2
"""


def _seal_of(row: Row) -> Seal:
    return Seal(row[0], row[1], row[2], row[3].hex(), row[4].hex())


async def seal_days(conn: Connection, *, at: datetime) -> list[Seal]:
    """Seal every day that is over and not sealed yet, and return those seals; days are those of UTC.

    Locks: the chain of seals, by an advisory lock.
    """
    await conn.execute(_LOCK)
    last = await conn.fetchrow(_LAST)
    if last is None:
        first: datetime | None = await conn.fetchval(_FIRST_MOMENT)
        if first is None:
            return []
        day, previous = first.astimezone(UTC).date(), _NONE
    else:
        day, previous = last["day"] + timedelta(days=1), last["sha256"]
    made = []
    while _end_of(day) + _WAIT <= at and not await conn.fetchval(_STILL_WRITING, _end_of(day)):
        count, sums, own = await _hash_of(conn, day, previous)
        await conn.execute(_SEAL, day, count, sums, previous, own)
        made.append(Seal(day, count, sums, previous.hex(), own.hex()))
        day, previous = day + timedelta(days=1), own
    return made


async def broken_seals(conn: Connection, *, since: date = date.min) -> list[str]:
    """Compute the seals from *since* on again; a sentence for each that does not hold.

    Args:
        conn: A transaction.
    """
    faults = []
    before: Seal | None = None
    for row in await conn.fetch(_SEALS, since):
        seal = _seal_of(row)
        if before is not None and (
            seal.previous != before.sha256 or seal.day != before.day + timedelta(days=1)
        ):
            faults.append(f"seal: {seal.day} does not follow {before.day}")
        count, sums, own = await _hash_of(conn, seal.day, row["previous"])
        if (count, sums, own.hex()) != (seal.transfer_count, seal.sums, seal.sha256):
            faults.append(f"seal: the transfers of {seal.day} are not those that were sealed")
        before = seal
    return faults


async def list_seals(conn: Connection, *, before: date = date.max, limit: int = 30) -> list[Seal]:
    """Seals, the newest day first."""
    return [_seal_of(row) for row in await conn.fetch(_NEWEST, before, limit)]


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


async def _hash_of(conn: Connection, day: date, previous: bytes) -> tuple[int, dict[str, int], bytes]:
    """How many transfers a day has, their sum by currency, and the hash of the day."""
    own = hashlib.sha256(previous + day.isoformat().encode())
    count, sums = 0, Counter[str]()
    end = _end_of(day)
    async for row in conn.cursor(_TRANSFERS, end - timedelta(days=1), end, prefetch=1000):
        own.update(("\x1f".join(map(str, row[:12])) + f"\x1f{row[12].isoformat()}\n").encode())
        count += 1
        sums[row["currency"]] += row["amount_minor"]
    return count, dict(sorted(sums.items())), own.digest()
