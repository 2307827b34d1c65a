"""Keep where a gateway and the books do not agree, until somebody has looked at it."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.gateways.types import DifferenceKind, FileLine, Notice, OddLine
from tonghao.ids import derived_id

# The same disagreement told again, by another notice or by the file, is one row.
_KEEP: Final = """
    INSERT INTO gateway_differences (id, gateway, kind, order_id, reference, ours_minor, theirs_minor, day)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO NOTHING
"""
_SETTLE: Final = """
    UPDATE gateway_differences SET settled_at = now(), settled_by = $2, note = $3
     WHERE id = $1 AND settled_at IS NULL
    RETURNING id
"""
_KNOWN: Final = "SELECT id FROM gateway_differences WHERE id = $1"


async def keep_difference(
    conn: Connection,
    gateway: str,
    kind: DifferenceKind,
    told: Notice | FileLine,
    *,
    ours_minor: int | None,
) -> None:
    """Write down that *told* does not agree with the books."""
    name = str(told.order_id or told.reference)
    await _keep(
        conn,
        gateway,
        kind,
        name,
        told.order_id,
        told.reference,
        ours_minor,
        told.amount_minor,
        told.at.date(),
    )


async def keep_missing(
    conn: Connection, gateway: str, *, order_id: UUID, reference: str, ours_minor: int, day: date
) -> None:
    """Write down that the books have what the gateway's file of *day* lacks."""
    await _keep(conn, gateway, "missing_there", str(order_id), order_id, reference, ours_minor, None, day)


async def keep_sum(
    conn: Connection, gateway: str, *, currency: str, ours_minor: int, theirs_minor: int, day: date
) -> None:
    """Write down that the sums of *day* differ although each line fits."""
    name = f"{day} {currency}"
    await _keep(conn, gateway, "sum_differs", name, None, currency, ours_minor, theirs_minor, day)


async def keep_odd_line(conn: Connection, gateway: str, line: OddLine, *, day: date) -> None:
    """Write down that a line of the file of *day* cannot be read: somebody looks at it there."""
    where = f"{line.place} ({line.reference})" if line.reference else str(line.place)
    await _keep(conn, gateway, "unreadable_line", f"{day} {line.place}", None, where, None, None, day)


async def _keep(
    conn: Connection,
    gateway: str,
    kind: DifferenceKind,
    name: str,
    order_id: UUID | None,
    reference: str,
    ours_minor: int | None,
    theirs_minor: int | None,
    day: date,
) -> None:
    difference_id = derived_id("difference", gateway, kind, name, str(theirs_minor))
    await conn.execute(
        _KEEP, difference_id, gateway, kind, order_id, reference[:100], ours_minor, theirs_minor, day
    )


async def settle_difference(conn: Connection, *, difference_id: UUID, account_id: UUID, note: str) -> None:
    """Say what a difference was; settled twice, the first word stands.

    Raises:
        NotFound: there is no such difference.
    """
    if await conn.fetchval(_SETTLE, difference_id, account_id, note) is not None:
        return
    if await conn.fetchval(_KNOWN, difference_id) is None:
        raise NotFound
