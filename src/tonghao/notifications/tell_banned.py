"""Tell the banned: by which circle, why and until when, and that it is over."""

from tonghao.circle_events import BanLifted, MemberBanned
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details


async def tell_of_ban(event: MemberBanned, *, pool: Pool) -> None:
    """Who is banned hears by which circle, why and until when; not by whom: the circle answers for it."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="circle",
            cause=f"ban:{event.act_id}",
            details=Details(act="ban", reason=event.reason, until=event.until),
            circle_id=event.circle_id,
        )


async def tell_of_lifted_ban(event: BanLifted, *, pool: Pool) -> None:
    """Who was banned hears that it is over."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="circle",
            cause=f"unban:{event.act_id}",
            details=Details(act="unban"),
            circle_id=event.circle_id,
        )
