"""What tips do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import AccountDeleted, PostHidden
from tonghao.sweep import sweep
from tonghao.tips.choose import forget_choice
from tonghao.tips.settle import list_due, list_held_under, list_held_with, return_tip, settle_tip


async def settle_due(pool: Pool) -> None:
    """Each five minutes: tips of a clean day are the author's."""
    await sweep(pool, list_due, _settle, what="tip")


async def _settle(conn: Connection, tip_id: UUID) -> None:
    await settle_tip(conn, tip_id=tip_id)


async def return_tips_of_post(event: PostHidden, *, pool: Pool) -> None:
    """A removed or deleted post sends back what is held for it; one that is only held keeps it waiting."""
    if event.state not in {"removed", "deleted"}:
        return
    async with reading(pool) as conn:
        held = await list_held_under(conn, circle_id=event.circle_id, post_id=event.post_id)
    for tip_id in held:
        async with writing(pool) as conn:
            await return_tip(conn, tip_id=tip_id)


async def forget_tipper(event: AccountDeleted, *, pool: Pool) -> None:
    """What is held between a deleted person and others goes back; the books stay."""
    async with writing(pool) as conn:
        await forget_choice(conn, account_id=event.account_id)
        held = await list_held_with(conn, event.account_id)
    for tip_id in held:
        async with writing(pool) as conn:
            await return_tip(conn, tip_id=tip_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostHidden: [return_tips_of_post],
    AccountDeleted: [forget_tipper],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"*/5 * * * *": [settle_due]}
