"""Statement: what came in and went out of one account in a span of time, and the balance at both ends."""

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final
from uuid import UUID

import msgspec

from tonghao.cells import cell
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound, Refusal
from tonghao.ledger.read import find_account, list_entries, version_at
from tonghao.ledger.types import Entry
from tonghao.money import decimal_of

MOST_LINES: Final = 20_000


class StatementTooLong(Refusal):
    """There are too many lines for one statement. Choose a shorter time."""

    status = 400


class Statement(msgspec.Struct, frozen=True):
    """The lines of an account, the oldest first; opening balance plus in minus out is the closing one."""

    account_id: UUID
    currency: str
    since: datetime
    until: datetime
    opening_minor: int
    closing_minor: int
    in_minor: int
    out_minor: int
    entries: list[Entry]


def start_of(day: date, zone: tzinfo, *, days_on: int = 0) -> datetime:
    """The first moment of the day that lies *days_on* behind *day*, by the clock of *zone*.

    Raises:
        InvalidRequest: it lies outside every calendar.
    """
    try:
        found = day + timedelta(days=days_on)
        # As the books count; near both ends of the calendar there is no such moment.
        datetime(found.year, found.month, found.day, tzinfo=zone).astimezone(UTC)
    except OverflowError:
        raise InvalidRequest(reason="since, until: a day of the calendar") from None
    return datetime(found.year, found.month, found.day, tzinfo=zone)


async def statement_of(conn: Connection, account_id: UUID, *, since: datetime, until: datetime) -> Statement:
    """The statement of an account from behind *since* up to and with *until*.

    Raises:
        NotFound: there is no such account.
        StatementTooLong: it would have more than `MOST_LINES`.
    """
    account = await find_account(conn, account_id)
    if account is None:
        raise NotFound
    first, opening = await version_at(conn, account_id, since)
    last, closing = await version_at(conn, account_id, max(since, until))
    if last - first > MOST_LINES:
        raise StatementTooLong(lines=last - first, most=MOST_LINES)
    entries = await list_entries(
        conn, account_id, before_version=last + 1, after_version=first, limit=MOST_LINES
    )
    entries.reverse()
    came = sum(one.amount_minor for one in entries if one.amount_minor > 0)
    went = -sum(one.amount_minor for one in entries if one.amount_minor < 0)
    return Statement(account_id, account.currency, since, until, opening, closing, came, went, entries)


def csv_of(statement: Statement, *, zone: tzinfo, words: Mapping[str, str], names: Mapping[UUID, str]) -> str:
    """The statement for a spreadsheet, with the mark that lets it read Chinese.

    Args:
        zone: In which time of day is written.
        words: What a code means to its reader; a code without words stands for itself.
        names: Who stands behind a counterpart's account; nobody where it is not known.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    head = (
        "时间 time",
        "事由 for",
        "对方 with",
        "金额 amount",
        "余额 balance",
        "币种 currency",
        "单号 number",
    )
    writer.writerow(head)
    unit = statement.currency
    writer.writerow(["", "期初 opening", "", "", decimal_of(statement.opening_minor, unit), unit, ""])
    for entry in statement.entries:
        writer.writerow(
            [
                entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
                cell(words.get(entry.code, entry.code)),
                cell(names.get(entry.counterpart_id, "")),
                decimal_of(entry.amount_minor, unit),
                decimal_of(entry.balance_after_minor, unit),
                unit,
                entry.group_id,
            ]
        )
    writer.writerow(["", "期末 closing", "", "", decimal_of(statement.closing_minor, unit), unit, ""])
    return "\ufeff" + text.getvalue()
