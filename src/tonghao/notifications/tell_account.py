"""Tell the owner of an account what happened to the account itself."""

from typing import Final

from tonghao.account_events import DeviceSeen, TakeoutChanged
from tonghao.case_events import AccountSeenAs
from tonghao.db import Pool, writing
from tonghao.events import SecurityChanged
from tonghao.ids import new_id
from tonghao.notifications.notify import notify
from tonghao.notifications.types import SEEN_AS, Details, Sentences

_SEEN_AS: Final = Sentences(
    "只看得到这件事的圈子或作者写的，和你看不到它的缘由（不是成员、静音、屏蔽）；"
    "看不到你赞过、读过、加入了别的哪里。",
    "Only what its circle or author wrote, and why you may not see it (no member, a mute, a block); nothing "
    "of what you liked, read or joined elsewhere.",
)


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


async def tell_of_look(event: AccountSeenAs, *, pool: Pool) -> None:
    """Somebody hears that a moderator looked with their eyes; once for each case, however often it was."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="decision",
            cause=f"{SEEN_AS}:{event.case_id}",
            details=Details(act=SEEN_AS, message=_SEEN_AS),
            circle_id=event.circle_id,
        )
