"""Every query about gadgets that changes nothing."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.gadgets.types import Bench, Gadget, Guess
from tonghao.media.read import shown_photos
from tonghao.money import decimal_of
from tonghao.paging import Page, from_cursor, to_cursor

PAGE: Final = 20
MOST_GUESSES: Final = 50
_FIRST: Final = (True, UUID(int=2**128 - 1))

# What is still at the bench first, then what has left it, the newest first.
_GADGETS: Final = """
    SELECT g.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, g.device, g.symptom,
           g.media_ids, g.state, g.quote_low, g.quote_high, g.outcome, g.cost_minor, g.created_at, g.ended_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = g.circle_id AND r.subject_id = g.id AND r.removed_at IS NULL) AS remarks
      FROM gadgets g
      JOIN profiles p ON p.account_id = g.made_by
     WHERE g.circle_id = $1 AND g.removed_at IS NULL AND (g.state <> 'done', g.id) < ($2, $3)
       AND g.made_by NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $4
                              UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $4)
     ORDER BY (g.state <> 'done') DESC, g.id DESC LIMIT $5
"""
_GADGET: Final = """
    SELECT g.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, g.device, g.symptom,
           g.media_ids, g.state, g.quote_low, g.quote_high, g.outcome, g.cost_minor, g.created_at, g.ended_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = g.circle_id AND r.subject_id = g.id AND r.removed_at IS NULL) AS remarks
      FROM gadgets g
      JOIN profiles p ON p.account_id = g.made_by
     WHERE g.circle_id = $1 AND g.id = $2 AND g.removed_at IS NULL
"""
_GUESSES: Final = """
    SELECT o.gadget_id, g.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, g.low_minor,
           g.high_minor, g.cause, g.at
      FROM unnest($2::uuid[]) AS o (gadget_id)
     CROSS JOIN LATERAL (
           SELECT x.id, x.account_id, x.low_minor, x.high_minor, x.cause, x.at FROM price_guesses x
            WHERE x.circle_id = $1 AND x.gadget_id = o.gadget_id AND x.removed_at IS NULL
              AND x.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                        UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
            ORDER BY x.low_minor, x.high_minor, x.id LIMIT $4) g
      JOIN profiles p ON p.account_id = g.account_id
     ORDER BY o.gadget_id, g.low_minor, g.high_minor, g.id
"""
_BENCH: Final = """
    SELECT count(*) FILTER (WHERE state <> 'done') AS waiting,
           count(*) FILTER (WHERE outcome = 'repaired') AS repaired,
           count(*) FILTER (WHERE outcome = 'self_repaired') AS self_repaired,
           count(*) FILTER (WHERE outcome = 'not_worth') AS not_worth,
           COALESCE(sum(cost_minor), 0)::bigint AS spent
      FROM gadgets WHERE circle_id = $1 AND removed_at IS NULL
"""


def _guess_of(row: Row, cost: int | None, viewer_id: UUID | None) -> Guess:
    return Guess(
        row["id"],
        ProfileCard(*row[2:7]),
        decimal_of(row["low_minor"]),
        decimal_of(row["high_minor"]),
        row["cause"],
        cost is not None and row["low_minor"] <= cost <= row["high_minor"],
        row["at"],
        row["account_id"] == viewer_id,
    )


def _amount(minor: int | None) -> str | None:
    return None if minor is None else decimal_of(minor)


async def _gadgets_of(
    conn: Connection, circle_id: UUID, rows: Sequence[Row], viewer_id: UUID | None
) -> list[Gadget]:
    wanted = [(row["account_id"], media_id) for row in rows for media_id in row["media_ids"]]
    photos = await shown_photos(conn, wanted, viewer_id)
    guesses: dict[UUID, list[Row]] = {}
    for guess in await conn.fetch(_GUESSES, circle_id, [row["id"] for row in rows], viewer_id, MOST_GUESSES):
        guesses.setdefault(guess["gadget_id"], []).append(guess)
    return [
        Gadget(
            row["id"],
            ProfileCard(*row[1:6]),
            row["device"],
            row["symptom"],
            [photos[one] for one in row["media_ids"] if one in photos],
            row["state"],
            _amount(row["quote_low"]),
            _amount(row["quote_high"]),
            row["outcome"],
            _amount(row["cost_minor"]),
            [_guess_of(one, row["cost_minor"], viewer_id) for one in guesses.get(row["id"], [])],
            row["remarks"],
            row["created_at"],
            row["ended_at"],
            row["account_id"] == viewer_id,
        )
        for row in rows
    ]


async def list_gadgets(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Gadget]:
    """The bench, without those whom the viewer blocks or who block the viewer."""
    is_there, before = from_cursor(cursor, tuple[bool, UUID]) or _FIRST
    rows = await conn.fetch(_GADGETS, circle_id, is_there, before, viewer_id, limit + 1)
    gadgets = await _gadgets_of(conn, circle_id, rows[:limit], viewer_id)
    more = len(rows) > limit
    return Page(gadgets, to_cursor(gadgets[-1].state != "done", gadgets[-1].gadget_id) if more else None)


async def get_gadget(conn: Connection, *, circle_id: UUID, gadget_id: UUID, viewer_id: UUID | None) -> Gadget:
    """One thing at the bench.

    Raises:
        NotFound: there is no such.
    """
    rows = await conn.fetch(_GADGET, circle_id, gadget_id)
    if not rows:
        raise NotFound
    return (await _gadgets_of(conn, circle_id, rows, viewer_id))[0]


async def get_bench(conn: Connection, *, circle_id: UUID) -> Bench:
    """What the bench has seen."""
    row = await conn.fetchrow(_BENCH, circle_id)
    assert row is not None
    return Bench(
        row["waiting"],
        row["repaired"],
        row["self_repaired"],
        row["not_worth"],
        decimal_of(row["spent"]),
    )
