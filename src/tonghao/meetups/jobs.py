"""What meetups do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.circle_events import CircleLeft
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.meetups.forget import coming_places, forget_called_off, forget_organiser, signed_up_places
from tonghao.meetups.remind import remind_of_meetups
from tonghao.meetups.sign_off import take_off


async def take_off_left(event: CircleLeft, *, pool: Pool) -> None:
    """Who left the circle, or was banned, comes to nothing that is still ahead."""
    async with reading(pool) as conn:
        places = await coming_places(conn, account_id=event.account_id, circle_id=event.circle_id)
    for circle_id, post_id in places:
        async with writing(pool) as conn:
            await take_off(conn, circle_id=circle_id, post_id=post_id, account_id=event.account_id)


async def forget_guest(event: AccountDeleted, *, pool: Pool) -> None:
    """A deleted person is on no list; seats ahead go to those who wait."""
    async with reading(pool) as conn:
        places = await signed_up_places(conn, event.account_id)
    for circle_id, post_id in places:
        async with writing(pool) as conn:
            await take_off(conn, circle_id=circle_id, post_id=post_id, account_id=event.account_id)
    async with writing(pool) as conn:
        await forget_organiser(conn, event.account_id)


async def remind(pool: Pool) -> None:
    """Tell of what is near."""
    async with writing(pool) as conn:
        await remind_of_meetups(conn)


async def forget_old(pool: Pool) -> None:
    """Drop lists of what was deleted a month ago."""
    async with writing(pool) as conn:
        await forget_called_off(conn)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    CircleLeft: [take_off_left],
    AccountDeleted: [forget_guest],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [remind],
    "23 4 * * *": [forget_old],
}
