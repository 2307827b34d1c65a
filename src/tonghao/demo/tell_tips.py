"""Tell tips: the reading circle has them, two people take them, and one was given this morning."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.clock import told_by
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.errors import Refusal
from tonghao.ids import derived_id
from tonghao.tips.choose import choose_tips, switch_tips
from tonghao.tips.give import give_tip
from tonghao.tips.types import NewTip
from tonghao.wallets.confirm import PayConfirmation

CIRCLE, HOST = "yibenshu", "xu_banye"
TAKERS: Final = ("hannah", "aye")
GIVER, POST, AMOUNT = "xu_banye", "copybook", "2.00"
_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM circle_tipping WHERE circle_id = $1)"
_BEFORE: Final = timedelta(hours=5)


def tip_id_of(number: int) -> UUID:
    """The same tip at every telling."""
    return derived_id("wutong", "tip", str(number))


async def tell_tips(conn: Connection, story: Story, *, at: datetime, currency: str) -> None:
    """Switch tips on where the lane wants them, and let one be given; told again, nothing is added."""
    circle_id = circle_id_of(CIRCLE)
    if await conn.fetchval(_IS_TOLD, circle_id):
        return
    access = await access_of(conn, circle_id, account_id_of(HOST))
    await switch_tips(conn, access=access, is_on=True)
    for handle in TAKERS:
        await choose_tips(conn, account_id=account_id_of(handle), age_class="adult", takes_tips=True)
    post = next(one for one in story.posts if one.key == POST)
    giver = account_id_of(GIVER)
    # Where its photo could not be judged, the post waits, and nobody is thanked for it yet.
    with told_by(lambda: at - _BEFORE), suppress(Refusal):
        await give_tip(
            conn,
            caller=Caller(giver, tip_id_of(0), "member", "zh-CN", "adult", "active"),
            circle_id=circle_id,
            post_id=post_id_of(post, at),
            new=NewTip(tip_id_of(0), AMOUNT),
            confirmation=PayConfirmation("password"),
            currency=currency,
        )
