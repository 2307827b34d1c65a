"""Tell a person what was decided about them, and that it is over."""

from typing import Final

from tonghao.account_events import AccountEased, AccountSanctioned
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details, Sentences

_SET: Final[dict[str, Sentences]] = {
    "strike": Sentences("记了一次违规。", "A strike was recorded."),
    "mute": Sentences("你暂时只能看，不能写。", "You can read but not write for now."),
    "suspend": Sentences("你的账号停用了。", "Your account is stopped."),
    "close": Sentences("你的账号关闭了。", "Your account is closed."),
    "freeze": Sentences(
        "你的钱包冻结了，钱进得来，出不去。", "Your wallet is frozen: money can come in, none can go out."
    ),
}
_OVER: Final[dict[str, Sentences]] = {
    "strike": Sentences("一次违规不再计算。", "A strike counts no more."),
    "mute": Sentences("你又可以写了。", "You can write again."),
    "suspend": Sentences("你的账号恢复了。", "Your account is back."),
    "close": Sentences("你的账号恢复了。", "Your account is back."),
    "freeze": Sentences("你的钱包解冻了。", "Your wallet is no longer frozen."),
}


async def tell_of_sanction(event: AccountSanctioned, *, pool: Pool) -> None:
    """Whoever it is about hears what was decided, why, and until when; where to appeal stands on the page."""
    told = _SET[event.sanction]
    details = Details(
        act=event.sanction,
        category=event.category,
        message=Sentences(
            f"{told.zh}原因：{event.reason}", f"{told.en} Why: {event.reason_en or event.reason}"
        ),
        until=event.until,
    )
    await _tell(pool, event, details, f"sanction:{event.sanction_id}")


async def tell_of_easing(event: AccountEased, *, pool: Pool) -> None:
    """Whoever it was about hears that it is over."""
    told = _OVER[event.sanction]
    why = Sentences(f"{told.zh}{event.reason}", f"{told.en} {event.reason}".rstrip())
    details = Details(act=f"{event.sanction}_over", message=why)
    await _tell(pool, event, details, f"eased:{event.sanction_id}")


async def _tell(pool: Pool, event: AccountSanctioned | AccountEased, details: Details, cause: str) -> None:
    async with writing(pool) as conn:
        await notify(conn, account_id=event.account_id, kind="decision", cause=cause, details=details)
