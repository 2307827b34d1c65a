"""Award: a deed brings points once, takes them back with what was removed, and gives them back with it."""

from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.circles.set_level import set_levels
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.growth.rules import RULE, level_of
from tonghao.growth.types import PointKind

# Only where the circle has chosen it, and only for members.
_OPEN: Final = """
    SELECT c.zone
      FROM circle_levels l
      JOIN circles c ON c.id = $1
      JOIN memberships m ON m.circle_id = $1 AND m.account_id = $2
     WHERE l.circle_id = $1 AND l.is_on
"""
_BEGIN: Final = "INSERT INTO growth (circle_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_LOCK: Final = "SELECT points FROM growth WHERE circle_id = $1 AND account_id = $2 FOR UPDATE"
_ADD: Final = """
    INSERT INTO growth_points (circle_id, account_id, cause, kind, subject_id, points, day, at, post_id)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $10
     WHERE (SELECT count(*) FROM growth_points
             WHERE circle_id = $1 AND account_id = $2 AND kind = $4 AND day = $7) < $9::integer
    ON CONFLICT DO NOTHING
    RETURNING points
"""
_TAKE: Final = """
    UPDATE growth_points SET is_back = $4
     WHERE circle_id = $1 AND account_id = $2 AND subject_id = $3 AND is_back <> $4
       AND ($5::text IS NULL OR cause = $5)
    RETURNING points
"""
_WITHDRAW: Final = """
    DELETE FROM growth_points WHERE circle_id = $1 AND account_id = $2 AND cause = $3
    RETURNING CASE WHEN is_back THEN 0 ELSE points END
"""
_CHANGE: Final = """
    UPDATE growth SET points = points + $3 WHERE circle_id = $1 AND account_id = $2 RETURNING points
"""
_HOLDERS: Final = """
    SELECT DISTINCT account_id FROM growth_points WHERE circle_id = $1 AND subject_id = $2 ORDER BY account_id
"""
_IS_ON: Final = "SELECT is_on FROM circle_levels WHERE circle_id = $1"


async def zone_where_on(conn: Connection, circle_id: UUID, account_id: UUID) -> ZoneInfo | None:
    """The circle's zone when it has levels and *account_id* is a member, else None."""
    zone: str | None = await conn.fetchval(_OPEN, circle_id, account_id)
    return None if zone is None else ZoneInfo(zone)


async def award(
    conn: Connection,
    *,
    circle_id: UUID,
    account_id: UUID,
    kind: PointKind,
    cause: str,
    subject_id: UUID | None,
    post_id: UUID | None = None,
    at: datetime | None = None,
) -> int:
    """Give the points of one deed, and return how many: none a second time or beyond the day's measure.

    A deed whose points were taken back has them again.

    Locks: the member's growth.
    """
    zone = await zone_where_on(conn, circle_id, account_id)
    if zone is None:
        return 0
    await lock_growth(conn, circle_id, account_id)
    if subject_id is not None:
        again = await conn.fetch(_TAKE, circle_id, account_id, subject_id, False, cause)
        if again:
            return await change_points(conn, circle_id, account_id, sum(row["points"] for row in again))
    moment, rule = at or now(), RULE[kind]
    points = await conn.fetchval(
        _ADD,
        circle_id,
        account_id,
        cause,
        kind,
        subject_id,
        rule.points,
        moment.astimezone(zone).date(),
        moment,
        rule.most_a_day,
        post_id,
    )
    return 0 if points is None else await change_points(conn, circle_id, account_id, points)


async def withdraw(conn: Connection, *, circle_id: UUID, account_id: UUID, cause: str) -> None:
    """Somebody changed their mind about what brought points: they are gone, and nothing brings them back.

    Locks: the member's growth.
    """
    await lock_growth(conn, circle_id, account_id)
    points = await conn.fetchval(_WITHDRAW, circle_id, account_id, cause)
    if points:
        await change_points(conn, circle_id, account_id, -points)


async def take_back(conn: Connection, *, circle_id: UUID, subject_id: UUID) -> None:
    """Take back what hangs on a post or comment that is gone.

    Locks: the growth of each whom it concerns, by account.
    """
    await _turn(conn, circle_id, subject_id, True)


async def give_back(conn: Connection, *, circle_id: UUID, subject_id: UUID) -> None:
    """Give back what was taken with a post or comment that is there again.

    Locks: the growth of each whom it concerns, by account.
    """
    await _turn(conn, circle_id, subject_id, False)


async def _turn(conn: Connection, circle_id: UUID, subject_id: UUID, is_back: bool) -> None:
    for row in await conn.fetch(_HOLDERS, circle_id, subject_id):
        account_id = row["account_id"]
        await lock_growth(conn, circle_id, account_id)
        turned = await conn.fetch(_TAKE, circle_id, account_id, subject_id, is_back, None)
        points = sum(one["points"] for one in turned)
        if points:
            await change_points(conn, circle_id, account_id, -points if is_back else points)


async def lock_growth(conn: Connection, circle_id: UUID, account_id: UUID) -> None:
    """Begin the member's growth where there is none, and lock it."""
    await conn.execute(_BEGIN, circle_id, account_id)
    await conn.execute(_LOCK, circle_id, account_id)


async def change_points(conn: Connection, circle_id: UUID, account_id: UUID, by: int) -> int:
    """Add *by* to points that the caller has locked, show the level, and return *by*."""
    points = await conn.fetchval(_CHANGE, circle_id, account_id, by)
    if await conn.fetchval(_IS_ON, circle_id):
        await set_levels(conn, circle_id=circle_id, levels=[(account_id, level_of(points))])
    return by
