"""Attended: photos wait for a person while nobody of the circle is on duty."""

from collections.abc import Collection
from uuid import UUID

from tonghao.circles.read_duty import duty_of_circles
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.posts.screen import NO_DUTY


async def kinds_now(
    conn: Connection, circle_id: UUID, restrictions: Collection[str], *, has_photos: bool
) -> frozenset[str]:
    """*restrictions*, and NO_DUTY with them when photos would be shown while nobody answers for them.

    Read from the roster at this moment and not from a row that a job keeps, so that not one minute
    of a gap is open; a circle without a roster has nobody on duty.
    """
    if not has_photos:
        return frozenset(restrictions)
    duty = (await duty_of_circles(conn, [circle_id], at=now())).get(circle_id)
    is_attended = duty is not None and bool(duty.on_duty)
    return frozenset(restrictions) if is_attended else frozenset({*restrictions, NO_DUTY})
