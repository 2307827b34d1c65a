"""Audit: the books are read again, line by line, against what must always be true."""

import time
from datetime import datetime
from typing import Final

from tonghao import outbox
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.read import find_last_audit
from tonghao.ledger.types import Audit
from tonghao.money_events import BooksFaulted

_SECONDS: Final = 1800.0
_MOMENT: Final = "SELECT clock_timestamp()"

# I1
_SUMS: Final = """
    SELECT 'I1: all balances of ' || b.currency || ' together are ' || sum(b.balance_minor) || ', not 0'
      FROM ledger_balances b GROUP BY b.currency HAVING sum(b.balance_minor) <> 0
"""
# I2, I3, I5: each entry behind the one before it, from where the last audit ended.
_LINES: Final = """
    WITH touched AS (
        SELECT b.account_id, b.floor_minor, coalesce(m.version, 0) AS version,
               coalesce(m.balance_minor, 0) AS balance_minor
          FROM ledger_balances b
          LEFT JOIN ledger_marks m ON m.account_id = b.account_id AND NOT $1::boolean
         WHERE b.version <> coalesce(m.version, 0)
    ), lines AS (
        SELECT e.account_id, e.version, e.amount_minor, e.balance_after_minor, t.floor_minor,
               lag(e.version, 1, t.version) OVER w AS version_before,
               lag(e.balance_after_minor, 1, t.balance_minor) OVER w AS balance_before_minor
          FROM touched t
          JOIN ledger_entries e ON e.account_id = t.account_id AND e.version > t.version
        WINDOW w AS (PARTITION BY e.account_id ORDER BY e.version)
    )
    SELECT CASE WHEN l.version <> l.version_before + 1 THEN 'I3: a version is missing before '
                WHEN l.balance_after_minor <> l.balance_before_minor + l.amount_minor
                THEN 'I2: the balance is not the sum at '
                ELSE 'I5: below the floor at ' END || l.account_id || '/' || l.version
      FROM lines l
     WHERE l.version <> l.version_before + 1
        OR l.balance_after_minor <> l.balance_before_minor + l.amount_minor
        OR l.balance_after_minor < l.floor_minor
     LIMIT 20
"""
# I2: what the balance says is what its last entry says; also where no entry is left, or one too many.
_ENDS: Final = """
    SELECT 'I2: balance and last entry differ in ' || b.account_id
      FROM ledger_balances b
      LEFT JOIN ledger_marks m ON m.account_id = b.account_id
      LEFT JOIN ledger_entries e ON e.account_id = b.account_id AND e.version = b.version
     WHERE ($1::boolean OR b.version <> coalesce(m.version, 0) OR b.balance_minor <> m.balance_minor)
       AND (b.balance_minor <> coalesce(e.balance_after_minor, 0)
            OR (e.version IS NULL AND b.version <> 0)
            OR EXISTS (SELECT FROM ledger_entries n
                        WHERE n.account_id = b.account_id AND n.version > b.version))
     LIMIT 20
"""
# I4: of each transfer that new entries speak of, one entry of its debit and one of its credit account.
_PAIRS: Final = """
    SELECT 'I4: not exactly its two entries: transfer ' || e.transfer_id
      FROM ledger_balances b
      LEFT JOIN ledger_marks m ON m.account_id = b.account_id AND NOT $1::boolean
      JOIN ledger_entries e ON e.account_id = b.account_id AND e.version > coalesce(m.version, 0)
      LEFT JOIN ledger_transfers t ON t.id = e.transfer_id
     WHERE b.version <> coalesce(m.version, 0)
     GROUP BY e.transfer_id
    HAVING count(*) <> 2 OR count(t.id) <> 2
        OR count(*) FILTER (WHERE e.account_id = t.debit_id AND e.amount_minor = -t.amount_minor
                              AND b.currency = t.currency) <> 1
        OR count(*) FILTER (WHERE e.account_id = t.credit_id AND e.amount_minor = t.amount_minor
                              AND b.currency = t.currency) <> 1
     LIMIT 20
"""
# I4 from the other side: a transfer without entries, and a group that is there in part.
_UNWRITTEN: Final = """
    SELECT 'I4: without entries: transfer ' || t.id
      FROM ledger_transfers t
      LEFT JOIN ledger_entries e ON e.transfer_id = t.id AND e.at >= $1
     WHERE t.at >= $1 AND e.transfer_id IS NULL
     LIMIT 20
"""
_PARTS: Final = """
    SELECT 'I4: not all its transfers: group ' || t.group_id
      FROM ledger_transfers t WHERE t.at >= $1
     GROUP BY t.group_id HAVING count(*) <> max(t.leg_count) OR count(*) <> min(t.leg_count)
     LIMIT 20
"""
# I6
_TWO_ENDS: Final = """
    SELECT 'I6: posted and refused: group ' || r.id
      FROM ledger_refusals r JOIN ledger_transfers t ON t.group_id = r.id AND t.at >= $1
     LIMIT 20
"""
# I7
_LEFT_OVER: Final = """
    SELECT 'I7: money is left in the ended hold ' || h.id
      FROM ledger_holds h JOIN ledger_balances b ON b.account_id = h.held_id
     WHERE b.balance_minor <> CASE WHEN h.state = 'placed' THEN h.amount_minor ELSE 0 END
     LIMIT 20
"""
_COUNT: Final = """
    SELECT count(*) AS accounts, coalesce(sum(b.version - coalesce(m.version, 0)), 0)::bigint / 2 AS transfers
      FROM ledger_balances b
      LEFT JOIN ledger_marks m ON m.account_id = b.account_id AND NOT $1::boolean
     WHERE b.version <> coalesce(m.version, 0)
"""
_MARK: Final = """
    INSERT INTO ledger_marks AS m (account_id, version, balance_minor)
    SELECT b.account_id, b.version, b.balance_minor
      FROM ledger_balances b LEFT JOIN ledger_marks k ON k.account_id = b.account_id
     WHERE b.version > 0 AND (b.version, b.balance_minor) IS DISTINCT FROM (k.version, k.balance_minor)
    ON CONFLICT (account_id) DO UPDATE SET version = excluded.version, balance_minor = excluded.balance_minor
"""
_KEEP: Final = """
    INSERT INTO ledger_audits (id, is_full, account_count, transfer_count, faults, began_at, took_seconds)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_TRIM: Final = (
    "DELETE FROM ledger_audits WHERE began_at < $1::timestamptz - interval '90 days' AND faults = '{}'"
)
_BEGINNING: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


async def audit_books(conn: Connection, *, is_full: bool) -> Audit:
    """Check invariants I1 to I7 in one moment of the books, and keep what was found.

    A full audit reads everything. The others read what was written since the last one that found no
    fault, so that they cost what was written and not what is there; a fault is found again each time
    until it is gone.

    Args:
        conn: A transaction that is `repeatable_read`: all statements see the same moment.

    Emits: books.faulted, when the faults are not those of the last time.
    """
    begun = time.monotonic()
    last = await find_last_audit(conn)
    began_at: datetime = await conn.fetchval(_MOMENT)
    since = _BEGINNING if is_full or last is None or last.faults else last.began_at
    faults = []
    for sql, given in (
        (_SUMS, ()),
        (_LINES, (is_full,)),
        (_ENDS, (is_full,)),
        (_PAIRS, (is_full,)),
        (_UNWRITTEN, (since,)),
        (_PARTS, (since,)),
        (_TWO_ENDS, (since,)),
        (_LEFT_OVER, ()),
    ):
        faults += [row[0] for row in await conn.fetch(sql, *given, timeout=_SECONDS)]
    counted = await conn.fetchrow(_COUNT, is_full, timeout=_SECONDS)
    assert counted is not None
    took = time.monotonic() - begun
    audit = Audit(is_full, counted["accounts"], counted["transfers"], faults, began_at, took)
    if not faults:
        await conn.execute(_MARK, timeout=_SECONDS)
    await conn.execute(
        _KEEP, new_id(), is_full, audit.account_count, audit.transfer_count, faults, began_at, took
    )
    await conn.execute(_TRIM, began_at)
    if faults and (last is None or last.faults != faults):
        await outbox.emit(conn, BooksFaulted(faults), audience="nobody")
    return audit
