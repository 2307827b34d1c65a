"""Holders: the two people who are on the clock, one of the partner and one of the platform."""

from datetime import datetime
from uuid import UUID

from tonghao.circles.read_duty import duty_of_circles
from tonghao.db import Connection
from tonghao.duty.read import answering, first_of, get_platform_duty
from tonghao.duty.types import Holders


async def holders_of(
    conn: Connection, *, circle_id: UUID | None, at: datetime, besides: UUID | None = None
) -> Holders:
    """Who answers at *at* for something in a circle.

    Args:
        circle_id: None for what lies in no circle: then the platform answers alone.
        besides: Whose content it is: nobody is on the clock of their own.
    """
    partner = None
    if circle_id is not None:
        duty = (await duty_of_circles(conn, [circle_id], at=at)).get(circle_id)
        partner = first_of(duty.on_duty, besides) if duty else None
    platform = answering(await get_platform_duty(conn, at=at, besides=besides))
    return Holders(partner, platform[0] if platform else None)
