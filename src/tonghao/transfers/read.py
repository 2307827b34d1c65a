"""Every query about transfers that changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.read import list_cards
from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.money import decimal_of
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.transfers.remind import may_remind_at
from tonghao.transfers.types import (
    CodePayment,
    MoneyDesk,
    MoneyRequest,
    Payee,
    Split,
    SplitShare,
    Transfer,
    TransferState,
    TransferWishes,
)

_OPEN_MOST: Final = 50

# What is delayed is not there yet for who will get it; cancelled in time, it never was.
_TRANSFERS: Final = """
    SELECT id, from_id, to_id, amount_minor, currency, note, state, deliver_at, expires_at, ended_at,
           created_at
      FROM transfers
     WHERE (from_id = $1 OR (to_id = $1 AND deliver_at <= $2 AND state <> 'cancelled'))
       AND (NOT $3::boolean OR (ended_at IS NULL AND expires_at > $2))
       AND (created_at, id) < (COALESCE($4, 'infinity'::timestamptz),
                               COALESCE($5, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $6
"""
# By its key alone: the one above reads all that the person ever sent.
_TRANSFER: Final = """
    SELECT id, from_id, to_id, amount_minor, currency, note, state, deliver_at, expires_at, ended_at,
           created_at
      FROM transfers
     WHERE id = $3 AND (from_id = $1 OR (to_id = $1 AND deliver_at <= $2 AND state <> 'cancelled'))
"""
_REQUESTS: Final = """
    SELECT id, from_id, to_id, amount_minor, currency, note, state, reminded_at, reminder_count, expires_at,
           ended_at, created_at
      FROM money_requests
     WHERE (from_id = $1 OR to_id = $1)
       AND (NOT $3::boolean OR (state = 'open' AND expires_at > $2))
       AND ($4::uuid IS NULL OR id = $4)
       AND (created_at, id) < (COALESCE($5, 'infinity'::timestamptz),
                               COALESCE($6, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $7
"""
_SPLITS: Final = """
    SELECT s.id, s.made_by, s.title, s.method, s.total_minor, s.currency, s.open_count, s.reminded_at,
           s.reminder_count, s.closed_at, s.created_at
      FROM splits s
     WHERE (s.made_by = $1 OR s.id IN (SELECT split_id FROM split_shares WHERE account_id = $1))
       AND (NOT $2::boolean OR s.closed_at IS NULL)
       AND ($3::uuid IS NULL OR s.id = $3)
       AND (s.created_at, s.id) < (COALESCE($4, 'infinity'::timestamptz),
                                   COALESCE($5, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY s.created_at DESC, s.id DESC LIMIT $6
"""
_SHARES: Final = """
    SELECT split_id, account_id, amount_minor, state, ended_at
      FROM split_shares WHERE split_id = ANY($1::uuid[]) ORDER BY split_id, account_id
"""
_CODE_PAYMENTS: Final = """
    SELECT id, way, from_id, to_id, amount_minor, currency, note, created_at
      FROM code_payments
     WHERE (from_id = $1 OR to_id = $1) AND ($2::uuid IS NULL OR id = $2)
       AND (created_at, id) < (COALESCE($3, 'infinity'::timestamptz),
                               COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5
"""
_WISHES: Final = "SELECT delay_hours FROM transfer_wishes WHERE account_id = $1"
# Friends first, then the newest thousand of each of one's circles, by name or handle.
_PAYEES: Final = """
    WITH near AS (
        SELECT friend_id AS account_id, true AS is_friend FROM friendships WHERE account_id = $1
        UNION ALL
        SELECT m.account_id, false
          FROM joined_circles j
         CROSS JOIN LATERAL (SELECT e.account_id FROM memberships e
                              WHERE e.circle_id = j.circle_id ORDER BY e.joined_at DESC LIMIT 1000) m
         WHERE j.account_id = $1
    ), known AS (
        SELECT account_id, bool_or(is_friend) AS is_friend
          FROM near WHERE account_id <> $1 GROUP BY account_id
    )
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, k.is_friend,
           NOT EXISTS (SELECT FROM transfers t
                        WHERE t.from_id = $1 AND t.to_id = p.account_id AND t.state = 'accepted') AS is_new
      FROM known k
      JOIN profiles p ON p.account_id = k.account_id
     WHERE NOT p.is_gone AND ($2 = '' OR strpos(lower(p.name), $2) > 0 OR strpos(p.handle, $2) > 0)
       AND p.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $1
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $1)
     ORDER BY k.is_friend DESC, is_new, p.name, p.account_id LIMIT 30
"""


async def _cards(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, ProfileCard]:
    """The cards of *ids*, one for each: also for who is unknown here."""
    wanted = set(ids)
    found = await list_cards(conn, wanted)
    return {one: found.get(one) or ProfileCard(one, "", "", None, True) for one in wanted}


async def _transfers_from(
    conn: Connection, rows: Sequence[Row], viewer_id: UUID, at: datetime
) -> list[Transfer]:
    cards = await _cards(conn, [one for row in rows for one in (row["from_id"], row["to_id"])])
    return [
        Transfer(
            row["id"],
            cards[row["from_id"]],
            cards[row["to_id"]],
            row["from_id"] == viewer_id,
            decimal_of(row["amount_minor"], row["currency"]),
            row["currency"],
            row["note"],
            _state_of(row, at),
            row["deliver_at"],
            row["expires_at"],
            row["ended_at"],
            row["created_at"],
        )
        for row in rows
    ]


def _state_of(row: Row, at: datetime) -> TransferState:
    """What holds at *at*, also where the job that writes it down has yet to come by."""
    if row["ended_at"] is None and at >= row["expires_at"]:
        return "expired"
    if row["state"] == "delayed" and at >= row["deliver_at"]:
        return "waiting"
    state: TransferState = row["state"]
    return state


async def get_transfer(conn: Connection, *, transfer_id: UUID, viewer_id: UUID, at: datetime) -> Transfer:
    """One transfer that *viewer_id* sent or may see.

    Raises:
        NotFound: it is none of theirs, or still delayed.
    """
    rows = await conn.fetch(_TRANSFER, viewer_id, at, transfer_id)
    if not rows:
        raise NotFound
    return (await _transfers_from(conn, rows, viewer_id, at))[0]


async def list_transfers(
    conn: Connection, *, viewer_id: UUID, at: datetime, cursor: str | None = None, limit: int = 30
) -> Page[Transfer]:
    """What *viewer_id* sent and got, the newest first."""
    last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_TRANSFERS, viewer_id, at, False, *last, limit + 1)
    found = await _transfers_from(conn, rows[:limit], viewer_id, at)
    return Page(found, _next(rows, limit))


def _next(rows: Sequence[Row], limit: int) -> str | None:
    return to_cursor(rows[limit - 1]["created_at"], rows[limit - 1]["id"]) if len(rows) > limit else None


async def _requests_from(
    conn: Connection, rows: Sequence[Row], viewer_id: UUID, at: datetime
) -> list[MoneyRequest]:
    cards = await _cards(conn, [one for row in rows for one in (row["from_id"], row["to_id"])])
    return [
        MoneyRequest(
            row["id"],
            cards[row["from_id"]],
            cards[row["to_id"]],
            row["from_id"] == viewer_id,
            decimal_of(row["amount_minor"], row["currency"]),
            row["currency"],
            row["note"],
            "expired" if row["state"] == "open" and at >= row["expires_at"] else row["state"],
            may_remind_at(row) if row["state"] == "open" and row["from_id"] == viewer_id else None,
            row["expires_at"],
            row["ended_at"],
            row["created_at"],
        )
        for row in rows
    ]


async def get_request(conn: Connection, *, request_id: UUID, viewer_id: UUID, at: datetime) -> MoneyRequest:
    """One request that *viewer_id* made or got.

    Raises:
        NotFound: it is none of theirs.
    """
    rows = await conn.fetch(_REQUESTS, viewer_id, at, False, request_id, None, None, 1)
    if not rows:
        raise NotFound
    return (await _requests_from(conn, rows, viewer_id, at))[0]


async def list_requests(
    conn: Connection, *, viewer_id: UUID, at: datetime, cursor: str | None = None, limit: int = 30
) -> Page[MoneyRequest]:
    """What *viewer_id* asked for and was asked for, the newest first."""
    last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_REQUESTS, viewer_id, at, False, None, *last, limit + 1)
    found = await _requests_from(conn, rows[:limit], viewer_id, at)
    return Page(found, _next(rows, limit))


async def _splits_from(conn: Connection, rows: Sequence[Row], viewer_id: UUID) -> list[Split]:
    shares: dict[UUID, list[Row]] = defaultdict(list)
    for share in await conn.fetch(_SHARES, [row["id"] for row in rows]):
        shares[share["split_id"]].append(share)
    people = [row["made_by"] for row in rows]
    people += [share["account_id"] for group in shares.values() for share in group]
    cards = await _cards(conn, people)
    return [
        Split(
            row["id"],
            cards[row["made_by"]],
            row["made_by"] == viewer_id,
            row["title"],
            row["method"],
            decimal_of(row["total_minor"], row["currency"]),
            decimal_of(_settled(shares[row["id"]]), row["currency"]),
            row["currency"],
            [_share_of(share, cards, row["currency"]) for share in shares[row["id"]]],
            row["open_count"],
            may_remind_at(row) if row["closed_at"] is None and row["made_by"] == viewer_id else None,
            row["closed_at"],
            row["created_at"],
        )
        for row in rows
    ]


def _settled(shares: Sequence[Row]) -> int:
    return sum(share["amount_minor"] for share in shares if share["state"] in {"paid", "own"})


def _share_of(share: Row, cards: dict[UUID, ProfileCard], currency: str) -> SplitShare:
    amount = decimal_of(share["amount_minor"], currency)
    return SplitShare(cards[share["account_id"]], amount, share["state"], share["ended_at"])


async def get_split(conn: Connection, *, split_id: UUID, viewer_id: UUID) -> Split:
    """One split in which *viewer_id* is.

    Raises:
        NotFound: they are in none of that name.
    """
    rows = await conn.fetch(_SPLITS, viewer_id, False, split_id, None, None, 1)
    if not rows:
        raise NotFound
    return (await _splits_from(conn, rows, viewer_id))[0]


async def list_splits(
    conn: Connection, *, viewer_id: UUID, cursor: str | None = None, limit: int = 30
) -> Page[Split]:
    """The splits in which *viewer_id* is, the newest first."""
    last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_SPLITS, viewer_id, False, None, *last, limit + 1)
    return Page(await _splits_from(conn, rows[:limit], viewer_id), _next(rows, limit))


async def _payments_from(conn: Connection, rows: Sequence[Row], viewer_id: UUID) -> list[CodePayment]:
    cards = await _cards(conn, [one for row in rows for one in (row["from_id"], row["to_id"])])
    return [
        CodePayment(
            row["id"],
            row["way"],
            cards[row["from_id"]],
            cards[row["to_id"]],
            row["from_id"] == viewer_id,
            decimal_of(row["amount_minor"], row["currency"]),
            row["currency"],
            row["note"],
            row["created_at"],
        )
        for row in rows
    ]


async def get_code_payment(conn: Connection, *, payment_id: UUID, viewer_id: UUID) -> CodePayment:
    """One payment by code that *viewer_id* made or got.

    Raises:
        NotFound: it is none of theirs.
    """
    rows = await conn.fetch(_CODE_PAYMENTS, viewer_id, payment_id, None, None, 1)
    if not rows:
        raise NotFound
    return (await _payments_from(conn, rows, viewer_id))[0]


async def list_code_payments(
    conn: Connection, *, viewer_id: UUID, cursor: str | None = None, limit: int = 30
) -> Page[CodePayment]:
    """What *viewer_id* paid and got by code, the newest first."""
    last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_CODE_PAYMENTS, viewer_id, None, *last, limit + 1)
    return Page(await _payments_from(conn, rows[:limit], viewer_id), _next(rows, limit))


async def get_money_desk(conn: Connection, *, viewer_id: UUID, at: datetime) -> MoneyDesk:
    """What is open between *viewer_id* and others."""
    transfers = await conn.fetch(_TRANSFERS, viewer_id, at, True, None, None, _OPEN_MOST)
    requests = await conn.fetch(_REQUESTS, viewer_id, at, True, None, None, None, _OPEN_MOST)
    splits = await conn.fetch(_SPLITS, viewer_id, True, None, None, None, _OPEN_MOST)
    return MoneyDesk(
        await _transfers_from(conn, transfers, viewer_id, at),
        await _requests_from(conn, requests, viewer_id, at),
        await _splits_from(conn, splits, viewer_id),
    )


async def get_wishes(conn: Connection, account_id: UUID) -> TransferWishes:
    """How long money for somebody new waits; at once where nothing was set."""
    return msgspec.convert({"delay_hours": await conn.fetchval(_WISHES, account_id) or 0}, TransferWishes)


async def list_payees(conn: Connection, *, account_id: UUID, words: str = "") -> list[Payee]:
    """Whom *account_id* may pay or ask, friends first; thirty at most.

    Args:
        words: What the name or handle must contain; empty for all.
    """
    rows = await conn.fetch(_PAYEES, account_id, words.strip().lower())
    return [Payee(ProfileCard(*row[:5]), row["is_friend"], row["is_new"]) for row in rows]
