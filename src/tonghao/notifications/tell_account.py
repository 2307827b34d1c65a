"""Tell the owner of an account what happened to the account itself."""

from tonghao.account_events import DeviceSeen, TakeoutChanged
from tonghao.db import Pool, writing
from tonghao.events import SecurityChanged
from tonghao.ids import new_id
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details


async def tell_of_device(event: DeviceSeen, *, pool: Pool) -> None:
    """The owner hears that a browser signed in which the account had not been used on."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="security",
            cause=f"device:{event.session_id}",
            details=Details(what="device", device=event.user_agent),
        )


async def tell_of_change(event: SecurityChanged, *, pool: Pool) -> None:
    """The owner hears that what opens the account has changed."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="security",
            cause=f"security:{new_id()}",
            details=Details(what=event.what, reason=event.name or None),
        )


async def tell_of_takeout(event: TakeoutChanged, *, pool: Pool) -> None:
    """The owner hears that everything about them can be fetched, or must be asked for again."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="takeout",
            cause=f"takeout:{event.takeout_id}:{event.state}",
            details=Details(what=event.state),
        )
