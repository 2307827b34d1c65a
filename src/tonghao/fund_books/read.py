"""Every query about fund books that changes nothing."""

import csv
import io
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.cells import cell
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.fund_books.types import Fund, FundEntry, FundPayout, LinkedPost, Receipt
from tonghao.money import decimal_of
from tonghao.paging import Page, from_cursor, to_cursor

_FUNDS: Final = """
    SELECT id, title, purpose, currency, balance_minor, held_minor, last_number, created_at
      FROM funds WHERE circle_id = $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY id DESC LIMIT 20
"""
# The newest line first, as one opens a book where it was written last.
_ENTRIES: Final = """
    SELECT e.number, e.amount_minor, e.balance_minor, e.day,
           CASE WHEN e.removed_at IS NULL THEN e.purpose ELSE '' END AS purpose,
           a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone,
           b.account_id AS confirmer_id, b.handle AS confirmer_handle, b.name AS confirmer_name,
           b.avatar_media_id AS confirmer_avatar, b.is_gone AS confirmer_gone,
           e.confirmed_at, e.reverses,
           (SELECT r.number FROM fund_entries r
             WHERE r.circle_id = e.circle_id AND r.fund_id = e.fund_id
               AND r.reverses = e.number) AS reversed_by,
           f.owner_id, f.id AS media_id, f.width, f.height, f.blur, f.alt, f.state,
           (SELECT jsonb_agg(jsonb_build_object('post_id', p.id, 'excerpt', left(p.text, 40))
                             ORDER BY array_position(e.post_ids, p.id))
              FROM posts p
             WHERE p.circle_id = e.circle_id AND p.id = ANY(e.post_ids) AND p.state = 'visible') AS posts,
           e.at, e.id AS entry_id, e.removed_at IS NOT NULL AS is_removed, e.group_id IS NOT NULL AS moved
      FROM fund_entries e
      JOIN profiles a ON a.account_id = e.entered_by
      LEFT JOIN profiles b ON b.account_id = e.confirmed_by
      LEFT JOIN media f ON f.owner_id = e.media_owner AND f.id = e.media_id
                       AND e.removed_at IS NULL
                       AND (f.state = 'visible' OR (e.media_owner = $3 AND f.state IN ('pending', 'held')))
     WHERE e.circle_id = $1 AND e.fund_id = $2 AND e.number < $4
     ORDER BY e.number DESC LIMIT $5
"""
_PAYOUTS: Final = """
    SELECT p.id, a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone, p.amount_minor, p.purpose,
           b.account_id, b.handle, b.name, b.avatar_media_id, b.is_gone, p.created_at
      FROM fund_payouts p
      JOIN profiles a ON a.account_id = p.to_id
      JOIN profiles b ON b.account_id = p.proposed_by
     WHERE p.circle_id = $1 AND p.fund_id = $2 AND p.state = 'proposed' ORDER BY p.id LIMIT 50
"""
_MOST: Final = 2**31 - 1
_REMOVED: Final = "（已移除 removed）"


def _fund_of(row: Row) -> Fund:
    balance, held = decimal_of(row[4]), decimal_of(row[5])
    return Fund(row[0], row[1], row[2], row[3], balance, held, row[6], row[7])


def _entry_of(row: Row) -> FundEntry:
    return FundEntry(
        row["number"],
        decimal_of(row["amount_minor"]),
        decimal_of(row["balance_minor"]),
        row["day"],
        row["purpose"],
        ProfileCard(*row[5:10]),
        None if row["confirmer_id"] is None else ProfileCard(*row[10:15]),
        row["confirmed_at"],
        row["reverses"],
        row["reversed_by"],
        None if row["media_id"] is None else Receipt(*row[18:25]),
        msgspec.convert(row["posts"] or [], list[LinkedPost]),
        row["at"],
        row["entry_id"],
        row["is_removed"],
        row["moved"],
    )


async def list_funds(conn: Connection, circle_id: UUID) -> list[Fund]:
    """The funds of a circle, the newest first."""
    return [_fund_of(row) for row in await conn.fetch(_FUNDS, circle_id, None)]


async def get_fund(conn: Connection, *, circle_id: UUID, fund_id: UUID) -> Fund:
    """One fund.

    Raises:
        NotFound: there is no such.
    """
    row = await conn.fetchrow(_FUNDS, circle_id, fund_id)
    if row is None:
        raise NotFound
    return _fund_of(row)


async def list_payouts(conn: Connection, *, circle_id: UUID, fund_id: UUID) -> list[FundPayout]:
    """The payouts of a fund that wait for a second person, the oldest first."""
    rows = await conn.fetch(_PAYOUTS, circle_id, fund_id)
    payees, proposers = [ProfileCard(*row[1:6]) for row in rows], [ProfileCard(*row[8:13]) for row in rows]
    return [
        FundPayout(row[0], payee, decimal_of(row[6]), row[7], proposer, row[13])
        for row, payee, proposer in zip(rows, payees, proposers, strict=True)
    ]


async def list_entries(
    conn: Connection,
    *,
    circle_id: UUID,
    fund_id: UUID,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[FundEntry]:
    """The lines of a book, the newest first."""
    (before,) = from_cursor(cursor, tuple[int]) or (_MOST,)
    rows = await conn.fetch(_ENTRIES, circle_id, fund_id, viewer_id, before, limit + 1)
    entries = [_entry_of(row) for row in rows[:limit]]
    return Page(entries, to_cursor(entries[-1].number) if len(rows) > limit else None)


async def csv_of(conn: Connection, *, circle_id: UUID, fund_id: UUID) -> str:
    """The whole book as CSV, the oldest line first, with the mark that lets spreadsheets read Chinese.

    A cell that begins like a formula is told apart by an apostrophe.
    """
    rows = await conn.fetch(_ENTRIES, circle_id, fund_id, None, _MOST, 100_000)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    head = ("序号 number", "日期 day", "金额 amount", "余额 balance", "用途 purpose", "记账 entered by")
    writer.writerow([*head, "核对 confirmed by", "冲正 reverses"])
    for entry in map(_entry_of, reversed(rows)):
        confirmed = "" if entry.confirmed_by is None else cell(entry.confirmed_by.name)
        words = (
            _REMOVED if entry.is_removed else cell(entry.purpose),
            cell(entry.entered_by.name),
            confirmed,
        )
        writer.writerow([entry.number, entry.day, entry.amount, entry.balance, *words, entry.reverses or ""])
    return "\ufeff" + text.getvalue()
