"""Look at one account: its balance, its sums, its entries, and its statement for a spreadsheet."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ledger.read import find_account, list_entries, version_at
from tonghao.ledger.statement import csv_of, start_of, statement_of
from tonghao.ledger.types import Account
from tonghao.money import decimal_of
from tonghao.paging import from_cursor, to_cursor
from tonghao.treasury.names import names_of, shown
from tonghao.treasury.note_look import note_look
from tonghao.treasury.types import LedgerAccountPage, LedgerEntry
from tonghao.wallets.statement import WORDS

_DAYS: Final = 30
_SUMS: Final = """
    SELECT coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS came,
           coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint AS went
      FROM ledger_entries WHERE account_id = $1 AND version > $2
"""
_ZONE: Final = "SELECT zone FROM accounts WHERE id = $1"


async def look_at_account(
    conn: Connection, *, account_id: UUID, by: UUID, cursor: str | None = None, limit: int = 50
) -> LedgerAccountPage:
    """An account of the books with a page of its entries.

    Raises:
        NotFound: there is no such account.
        BadCursor: the cursor is not one of ours.

    Locks: the audit head.
    """
    (before,) = from_cursor(cursor, tuple[int]) or (None,)
    account = await _account(conn, account_id)
    since, _ = await version_at(conn, account_id, now() - timedelta(days=_DAYS))
    sums = await conn.fetchrow(_SUMS, account_id, since)
    assert sums is not None
    rows = await list_entries(conn, account_id, before_version=before, limit=limit + 1)
    page = rows[:limit]
    names = await names_of(conn, [one.counterpart_id for one in page])
    unit = account.currency
    found = LedgerAccountPage(
        (await shown(conn, [account]))[0],
        decimal_of(sums["came"], unit),
        decimal_of(sums["went"], unit),
        [
            LedgerEntry(
                one.version,
                one.transfer_id,
                one.group_id,
                names[one.counterpart_id],
                decimal_of(one.amount_minor, unit),
                decimal_of(one.balance_after_minor, unit),
                one.code,
                one.at,
            )
            for one in page
        ],
        to_cursor(page[-1].version) if len(rows) > limit else None,
    )
    await note_look(conn, by=by, what="entries", subject_id=account_id, about_id=_person_of(account))
    return found


async def take_statement(
    conn: Connection, *, account_id: UUID, by: UUID, since: date | None, until: date | None
) -> str:
    """The statement of an account as CSV, in whole days of the operator's own clock; 30 when none are named.

    Raises:
        NotFound: there is no such account.
        InvalidRequest: see `start_of`.
        StatementTooLong: see `statement_of`.

    Locks: the audit head.
    """
    account = await _account(conn, account_id)
    zone = ZoneInfo(await conn.fetchval(_ZONE, by))
    last = until or now().astimezone(zone).date()
    statement = await statement_of(
        conn,
        account_id,
        since=start_of(since or last, zone, days_on=0 if since else -_DAYS),
        until=start_of(last, zone, days_on=1),
    )
    names = await names_of(conn, [one.counterpart_id for one in statement.entries])
    written = csv_of(
        statement,
        zone=zone,
        words=WORDS,
        names={
            key: f"{one.owner_kind} {one.purpose}" if one.person is None else one.person.name
            for key, one in names.items()
        },
    )
    await note_look(conn, by=by, what="statement", subject_id=account_id, about_id=_person_of(account))
    return written


async def _account(conn: Connection, account_id: UUID) -> Account:
    account = await find_account(conn, account_id)
    if account is None:
        raise NotFound
    return account


def _person_of(account: Account) -> UUID | None:
    return account.owner_id if account.owner_kind == "person" else None
