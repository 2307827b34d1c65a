"""Sign in: a member says once a day in a circle that they are here."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.growth.award import award, lock_growth, zone_where_on
from tonghao.growth.read import get_my_growth
from tonghao.growth.rules import streak_after
from tonghao.growth.types import SignedIn

_FACTS: Final = """
    SELECT streak, last_day, forgiven_on FROM growth WHERE circle_id = $1 AND account_id = $2
"""
_SIGN: Final = """
    INSERT INTO circle_sign_ins (circle_id, account_id, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
_KEEP: Final = """
    UPDATE growth SET streak = $3, longest = GREATEST(longest, $3), last_day = $4,
                      forgiven_on = COALESCE($5, forgiven_on)
     WHERE circle_id = $1 AND account_id = $2
"""


class LevelsOff(Refusal):
    """This circle has no sign-in and no levels. Its hosts can switch them on."""


async def sign_in(
    conn: Connection, *, circle_id: UUID, account_id: UUID, at: datetime | None = None
) -> SignedIn:
    """Sign in for the day of the circle's own zone; twice is once, and an earlier day changes nothing.

    One missed day in any seven is forgiven: the streak goes on as if it were there.

    Args:
        at: The moment; now when left out.

    Raises:
        NotFound: no such circle for the person.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        LevelsOff: the circle has not chosen it.

    Locks: the member's growth.
    """
    (await access_of(conn, circle_id, account_id)).must_write()
    zone = await zone_where_on(conn, circle_id, account_id)
    if zone is None:
        raise LevelsOff
    moment = at or now()
    today = moment.astimezone(zone).date()
    await lock_growth(conn, circle_id, account_id)
    facts = await conn.fetchrow(_FACTS, circle_id, account_id)
    assert facts is not None
    points, forgave = 0, None
    last: date | None = facts["last_day"]
    if last is None or last < today:
        streak, forgave = streak_after(facts["streak"], last, facts["forgiven_on"], today)
        await conn.execute(_SIGN, circle_id, account_id, today)
        await conn.execute(_KEEP, circle_id, account_id, streak, today, forgave)
        points = await award(
            conn,
            circle_id=circle_id,
            account_id=account_id,
            kind="sign_in",
            cause=f"sign_in:{today}",
            subject_id=None,
            at=moment,
        )
    growth = await get_my_growth(conn, circle_id=circle_id, account_id=account_id, at=moment)
    return SignedIn(points, forgave, growth)
