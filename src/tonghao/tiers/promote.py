"""Promote: a person of the platform takes a circle up that has earned it, or takes one down."""

from typing import Final
from uuid import UUID

from tonghao.circles.close import sign_closing
from tonghao.circles.record_act import screened_reason
from tonghao.circles.set_tier import set_tier
from tonghao.circles.tiers import ABOVE, Tier
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.screening.text import TextScreener
from tonghao.tiers.figures import WEEKS, clean_run
from tonghao.tiers.read import first_week, get_recovery, list_window
from tonghao.tiers.types import Demotion, Recovery

_LOCK: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_STANDS: Final = """
    SELECT c.zone, c.tier, c.tier_since,
           EXISTS (SELECT FROM memberships m
                    WHERE m.circle_id = c.id AND m.account_id = $2 AND m.role <> 'member')
           OR EXISTS (SELECT FROM partner_staff s
                       WHERE s.partner_id = c.partner_id AND s.account_id = $2) AS is_own
      FROM circles c WHERE c.id = $1
"""
_ORDER: Final[dict[str, int]] = {
    "terminated": 0, "frozen": 1, "probation": 2, "trial": 3, "standard": 3, "trusted": 4,
}  # fmt: skip


class OwnStanding(Refusal):
    """You look after this circle yourself. Another person of the platform must decide."""

    status = 403


class NotEarned(Refusal):
    """This circle has not had four clean weeks in a row where it stands. The details say how many."""


class NotBelow(Refusal):
    """By hand a circle is only taken down. Up it goes after four clean weeks."""


async def promote_circle(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, by_id: UUID, reason: str
) -> Recovery:
    """Take a circle one tier up after four clean weeks.

    Raises:
        NotFound: there is no such circle.
        OwnStanding: the person has a role in the circle, or works for its partner.
        NotEarned: it has not had them, or cannot rise.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.

    Emits: circle.tier_changed. Locks: the circle, then the audit log.
    """
    said = screened_reason(screener, reason)
    await conn.execute(_LOCK, circle_id)
    row = await conn.fetchrow(_STANDS, circle_id, by_id)
    if row is None:
        raise NotFound
    if row["is_own"]:
        raise OwnStanding
    window = await list_window(conn, circle_id=circle_id, since=first_week(row["zone"], row["tier_since"]))
    clean = clean_run(window)
    above = ABOVE.get(row["tier"])
    if above is None or clean < WEEKS:
        raise NotEarned(clean_weeks=clean, weeks_needed=WEEKS)
    await _set(conn, circle_id, above, said, by_id)
    return await get_recovery(conn, circle_id=circle_id)


async def demote_circle(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, by_id: UUID, demotion: Demotion
) -> Recovery:
    """Take a circle down by hand; to its end two people take it, as they close one otherwise.

    Args:
        by_id: Who runs the place.

    Raises:
        AnotherPersonNeeded: see `sign_closing`.
        NotFound, OwnStanding, ReasonNeeded, TextRefused, CheckerAway: see `promote_circle`.
        NotBelow: the tier is not lower than the present one.

    Emits: circle.tier_changed. Locks: the circle, then the audit log.
    """
    said = screened_reason(screener, demotion.reason)
    await conn.execute(_LOCK, circle_id)
    row = await conn.fetchrow(_STANDS, circle_id, by_id)
    if row is None:
        raise NotFound
    if row["is_own"]:
        raise OwnStanding
    if _ORDER[demotion.tier] >= _ORDER[row["tier"]]:
        raise NotBelow
    if demotion.tier != "terminated" or await sign_closing(
        conn, circle_id=circle_id, by=by_id, is_operator=True, way="tier", reason=said
    ):
        await _set(conn, circle_id, demotion.tier, said, by_id)
    return await get_recovery(conn, circle_id=circle_id)


async def _set(conn: Connection, circle_id: UUID, tier: Tier, reason: str, by_id: UUID) -> None:
    await set_tier(conn, circle_id=circle_id, tier=tier, reason=reason, reason_en="", by=by_id, at=now())
