"""Tell of money: that it came, was accepted, went back, was asked for, or was taken by a code."""

from tonghao.db import Pool, writing
from tonghao.money import decimal_of
from tonghao.money_events import MoneyTold
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details


async def tell_of_money(event: MoneyTold, *, pool: Pool) -> None:
    """The person hears of it once, of each reminder once."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="money",
            cause=f"money:{event.subject_id}:{event.what}:{event.actor_id}:{event.count}",
            details=Details(
                what=event.what,
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                amount=decimal_of(event.amount_minor, event.currency),
                currency=event.currency,
                title=event.title or None,
            ),
            actor_id=event.actor_id,
        )
