"""Reconcile: a gateway's file of a day against the books, line by line and in sum."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from tonghao.db import Connection, Pool, reading, writing
from tonghao.gateways.accounts import clearing_of
from tonghao.gateways.hear_notice import WebhookEarly, hear_notice
from tonghao.gateways.keep_difference import keep_missing, keep_odd_line, keep_sum
from tonghao.gateways.types import FileLine, Gateway, Notice, OddLine
from tonghao.ids import derived_id
from tonghao.ledger.types import leg_id_of

_ORDERS: Final = """
    SELECT id, amount_minor, currency, state
      FROM gateway_orders
     WHERE id = ANY ($1::uuid[]) AND gateway = $2
"""
_ENDED: Final = """
    SELECT id, kind, amount_minor, currency, reference FROM gateway_orders
     WHERE gateway = $1 AND state = 'succeeded' AND ended_at >= $2 AND ended_at < $3
"""
# Not what the orders say, but what the books moved for them.
_MOVED: Final = """
    SELECT coalesce(sum(CASE WHEN debit_id = $2 THEN amount_minor ELSE -amount_minor END), 0)::bigint
      FROM ledger_transfers
     WHERE id = ANY ($1::uuid[]) AND $2 IN (debit_id, credit_id)
"""
# Refunds that a line may be, where the gateway names only the top-up; one that waits may have ended.
_REFUNDS: Final = """
    SELECT id, amount_minor FROM gateway_orders
     WHERE refund_of = $1 AND refund_of IS NOT NULL AND gateway = $2
       AND (state IN ('made', 'open') OR state = 'succeeded' AND ended_at >= $3 AND ended_at < $4)
     ORDER BY id
"""
_CODES: Final = {"top_up": "top_up", "withdrawal": "withdrawal_paid", "refund": "refund_paid"}
_OPEN_OF_DAY: Final = """
    SELECT count(*) FROM gateway_differences WHERE gateway = $1 AND day = $2 AND settled_at IS NULL
"""
# Nothing was compared, or before the day was over. Before the first day of which anything is known there is
# nothing to be made up, and as far back as the screen shows.
_MISSED: Final = """
    WITH first AS (
        SELECT least((SELECT min(g.day) FROM gateway_days g WHERE g.gateway = $1),
                     (SELECT (min(o.ended_at) AT TIME ZONE $3)::date FROM gateway_orders o
                       WHERE o.gateway = $1 AND o.ended_at IS NOT NULL)) AS day
    )
    SELECT d.day::date AS day
      FROM first
     CROSS JOIN generate_series(greatest(first.day, $2::date - 60)::timestamp,
                                ($2::date - 1)::timestamp, interval '1 day') AS d (day)
     WHERE first.day IS NOT NULL
       AND NOT EXISTS (SELECT FROM gateway_days g
                        WHERE g.gateway = $1 AND g.day = d.day::date
                          AND g.at AT TIME ZONE $3 >= d.day + interval '1 day')
     ORDER BY d.day DESC
"""
_KEEP: Final = """
    INSERT INTO gateway_days (gateway, day, lines, matched, mended, differing, ours_minor, theirs_minor)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (gateway, day) DO UPDATE
       SET lines = $3, matched = $4, mended = gateway_days.mended + $5, differing = $6, ours_minor = $7,
           theirs_minor = $8, at = now()
"""


async def list_missed_days(conn: Connection, gateway: Gateway, *, before: date) -> list[date]:
    """The days of the last two months, up to *before*, whose whole file was never compared; newest first."""
    return [row["day"] for row in await conn.fetch(_MISSED, gateway.name, before, gateway.zone)]


async def reconcile_day(pool: Pool, gateway: Gateway, day: date, *, currency: str) -> None:
    """Compare the file of *day* with the books; what only the file told of is heard now, as a notice.

    Each mending is a transaction of its own, and the comparison comes after them. Done again it finds the
    same. A line that cannot be read is a difference and keeps nothing else back.

    Raises:
        GatewayAway: there is no file yet.

    Emits: wallet.moved.
    """
    told = await gateway.file_of(day)
    lines = await _named(pool, gateway, day, [line for line in told if isinstance(line, FileLine)])
    odd = [line for line in told if isinstance(line, OddLine)]
    mended = 0
    for line in lines:
        if line.order_id is not None and await _is_open(pool, gateway.name, line):
            with suppress(WebhookEarly):
                async with writing(pool) as conn:
                    mended += await hear_notice(conn, gateway.name, _notice_of(line, day)) == "applied"
    async with writing(pool) as conn:
        await compare_day(conn, gateway, day, lines, odd, currency=currency, mended=mended)


async def _named(pool: Pool, gateway: Gateway, day: date, lines: list[FileLine]) -> list[FileLine]:
    """*lines*, with refunds that name only their top-up under their own number: the first that fits."""
    found: list[FileLine] = []
    taken: set[UUID] = set()
    async with reading(pool) as conn:
        for line in lines:
            fits: list[UUID] = []
            if line.order_id is None and line.of_id is not None:
                rows = await conn.fetch(_REFUNDS, line.of_id, gateway.name, *_bounds(gateway, day))
                fits = [row[0] for row in rows if row[1] == line.amount_minor and row[0] not in taken]
            taken.update(fits[:1])
            found.append(msgspec.structs.replace(line, order_id=fits[0]) if fits else line)
    return found


def _bounds(gateway: Gateway, day: date) -> tuple[datetime, datetime]:
    """The first moment of *day* by the gateway's clock, and that of the next."""
    zone, after = ZoneInfo(gateway.zone), day + timedelta(days=1)
    return (
        datetime(day.year, day.month, day.day, tzinfo=zone),
        datetime(after.year, after.month, after.day, tzinfo=zone),
    )


async def _is_open(pool: Pool, name: str, line: FileLine) -> bool:
    """Whether the books do not know yet what *line* says."""
    async with reading(pool) as conn:
        rows = await conn.fetch(_ORDERS, [line.order_id], name)
    fits = [
        row for row in rows if (row["amount_minor"], row["currency"]) == (line.amount_minor, line.currency)
    ]
    return not fits or fits[0]["state"] != "succeeded"


def _notice_of(line: FileLine, day: date) -> Notice:
    assert line.order_id is not None
    return Notice(
        id=f"file_{day}_{line.order_id.hex}",
        order_id=line.order_id,
        kind=line.kind,
        state="succeeded",
        amount_minor=line.amount_minor,
        currency=line.currency,
        at=line.at,
        reference=line.reference,
    )


async def compare_day(
    conn: Connection,
    gateway: Gateway,
    day: date,
    lines: Sequence[FileLine],
    odd: Sequence[OddLine],
    *,
    currency: str,
    mended: int,
) -> None:
    """Write down where *lines* and the books of *day* disagree, and how the day came out."""
    ended = await conn.fetch(_ENDED, gateway.name, *_bounds(gateway, day))
    told = {line.order_id: line for line in lines}
    for unread in odd:
        await keep_odd_line(conn, gateway.name, unread, day=day)
    matched = 0
    for order in ended:
        line = told.get(order["id"])
        if line is None:
            await keep_missing(
                conn,
                gateway.name,
                order_id=order["id"],
                reference=order["reference"],
                ours_minor=order["amount_minor"],
                day=day,
            )
        elif line.amount_minor == order["amount_minor"]:
            matched += 1
    legs = [
        leg
        for order in ended
        if order["currency"] == currency
        for leg in _legs_of(order["id"], order["kind"])
    ]
    ours = await conn.fetchval(_MOVED, legs, clearing_of(gateway.name, currency))
    theirs = sum(
        line.amount_minor if line.kind == "top_up" else -line.amount_minor
        for line in lines
        if line.currency == currency
    )
    # Where lines differ already, the sum says nothing new.
    differing = await conn.fetchval(_OPEN_OF_DAY, gateway.name, day)
    if ours != theirs and not differing:
        await keep_sum(conn, gateway.name, currency=currency, ours_minor=ours, theirs_minor=theirs, day=day)
        differing = 1
    count = len(lines) + len(odd)
    await conn.execute(_KEEP, gateway.name, day, count, matched, mended, differing, ours, theirs)


def _legs_of(order_id: UUID, kind: str) -> list[UUID]:
    """The transfers with which an order may have gone over the clearing account: one of them is there."""
    return [leg_id_of(derived_id(_CODES[kind], str(order_id), *way), 0) for way in ((), ("unclaimed",))]
