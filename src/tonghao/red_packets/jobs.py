"""What red packets do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import AccountDeleted, PostHidden
from tonghao.red_packets.forget import forget_greetings
from tonghao.red_packets.give_back import give_back, list_expired, list_open_under
from tonghao.red_packets.remove import remove_packet
from tonghao.sweep import sweep


async def return_what_is_left(pool: Pool) -> None:
    """Each minute: packets of more than 24 hours ago give back what nobody took."""
    await sweep(pool, list_expired, _return, what="packet")


async def _return(conn: Connection, packet_id: UUID) -> None:
    await give_back(conn, packet_id=packet_id)


async def return_packets_of_post(event: PostHidden, *, pool: Pool) -> None:
    """A post that is removed or deleted takes its packets along; one that is only held keeps them."""
    if event.state not in {"removed", "deleted"}:
        return
    async with reading(pool) as conn:
        found = await list_open_under(conn, circle_id=event.circle_id, post_id=event.post_id)
    for packet_id in found:
        async with writing(pool) as conn:
            await remove_packet(conn, circle_id=event.circle_id, packet_id=packet_id)


async def forget_giver(event: AccountDeleted, *, pool: Pool) -> None:
    """The words of a deleted person go from their packets."""
    async with writing(pool) as conn:
        await forget_greetings(conn, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostHidden: [return_packets_of_post],
    AccountDeleted: [forget_giver],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"* * * * *": [return_what_is_left]}
