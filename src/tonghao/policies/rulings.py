"""Which version of the policy counts, and what it changes."""

from typing import Final

import msgspec

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.media.types import Ruling
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.policies.types import InForce, PolicyOrder, PolicyVersion, Staged
from tonghao.screening.policy import Overlay, Policy, shipped

_PAGE_SIZE: Final = 20

# The last word counts: an order for now also ends one that waits for its day. One for a share of the
# circles leaves the others with the last word for all.
_IN_FORCE: Final = """
    SELECT o.number, v.overlay FROM policy_orders o
      LEFT JOIN policy_versions v ON v.number = o.number
     WHERE o.effective_at <= now() AND o.share = 100 ORDER BY o.id DESC LIMIT 1
"""
_LAST: Final = """
    SELECT o.number, v.overlay, o.share FROM policy_orders o
      LEFT JOIN policy_versions v ON v.number = o.number
     WHERE o.effective_at <= now() ORDER BY o.id DESC LIMIT 1
"""

_OVERLAY: Final = "SELECT overlay FROM policy_versions WHERE number = $1"

_VERSIONS: Final = """
    SELECT number, overlay, note, made_by, at FROM policy_versions
     WHERE number < $1 ORDER BY number DESC LIMIT $2
"""

_ORDERS: Final = """
    SELECT id, number, effective_at, reason, ordered_by, at, share
      FROM policy_orders ORDER BY id DESC LIMIT 20
"""

_FIRST: Final = 2**31 - 1


async def staged_now(conn: Connection) -> tuple[Ruling, int] | None:
    """The version that counts in a share of the circles at this moment, and the share; None for all."""
    row = await conn.fetchrow(_LAST)
    if row is None or row["share"] == 100:
        return None
    overlay = Overlay() if row["number"] == 0 else msgspec.convert(row["overlay"], Overlay)
    return Ruling(row["number"], overlay), row["share"]


async def ruling_now(conn: Connection) -> Ruling:
    """The version that counts in all circles that no staged one has; number 0 is the policy that ships."""
    row = await conn.fetchrow(_IN_FORCE)
    if row is None or row["number"] == 0:
        return Ruling()
    return Ruling(row["number"], msgspec.convert(row["overlay"], Overlay))


async def get_ruling(conn: Connection, number: int) -> Ruling:
    """The version *number*.

    Raises:
        NotFound: there is none such.
    """
    if number == 0:
        return Ruling()
    overlay = await conn.fetchval(_OVERLAY, number)
    if overlay is None:
        raise NotFound
    return Ruling(number, msgspec.convert(overlay, Overlay))


def policy_of(ruling: Ruling) -> Policy:
    """The whole policy under *ruling*."""
    return shipped().with_changes(ruling.overlay, number=ruling.number)


async def get_in_force(conn: Connection) -> InForce:
    """What counts now, beside what ships, with the last twenty orders, newest first."""
    ruling, staged = await ruling_now(conn), await staged_now(conn)
    policy, base = policy_of(ruling), shipped()
    return InForce(
        ruling.number,
        policy.version,
        ruling.overlay,
        {code: category.severity for code, category in base.categories.items()},
        base.photo.explicit,
        base.photo.suggestive,
        [PolicyOrder(*row) for row in await conn.fetch(_ORDERS)],
        None
        if staged is None
        else Staged(staged[0].number, policy_of(staged[0]).version, staged[0].overlay, staged[1]),
    )


async def list_versions(conn: Connection, *, cursor: str | None) -> Page[PolicyVersion]:
    """Every version, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[int]) or (_FIRST,)
    rows = await conn.fetch(_VERSIONS, min(after[0], _FIRST), _PAGE_SIZE + 1)
    page = [
        PolicyVersion(
            row["number"], msgspec.convert(row["overlay"], Overlay), row["note"], row["made_by"], row["at"]
        )
        for row in rows[:_PAGE_SIZE]
    ]
    more = len(rows) > _PAGE_SIZE
    return Page(page, to_cursor(page[-1].number)) if more else Page(page)
