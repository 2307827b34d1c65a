"""Tell tips: two circles have them, a few people take them, and what was given in the last weeks."""

import tomllib
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.past import Past, moment_in
from tonghao.demo.story import HERE, Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.errors import Refusal
from tonghao.ids import derived_id
from tonghao.tips.choose import choose_tips, switch_tips
from tonghao.tips.give import HELD_FOR, give_tip
from tonghao.tips.settle import settle_tip
from tonghao.tips.types import NewTip
from tonghao.wallets.confirm import PayConfirmation

_SETTLED_AFTER: Final = HELD_FOR + timedelta(minutes=4)


def tip_id_of(number: int) -> UUID:
    """The same tip at every telling."""
    return derived_id("wutong", "tip", str(number))


async def switch_on(conn: Connection) -> None:
    """Switch tips on where the lane wants them."""
    told = _told()
    for circle in told["circle"]:
        access = await access_of(conn, circle_id_of(circle["slug"]), account_id_of(circle["by"]))
        await switch_tips(conn, access=access, is_on=True)
    for handle in told["takers"]:
        await choose_tips(conn, account_id=account_id_of(handle), age_class="adult", takes_tips=True)


def tell_tips(past: Past, story: Story, *, currency: str) -> None:
    """Let each tip be given in its time, and settle after its day."""
    posts = {post.key: post for post in story.posts}
    for number, told in enumerate(_told()["tip"]):
        post, given_at = posts[told["post"]], moment_in(told, past.at)
        place = {"circle_id": circle_id_of(post.circle), "post_id": post_id_of(post, past.at)}
        past.add(given_at, partial(_give, past.conn, told, number, currency=currency, **place))
        if given_at + _SETTLED_AFTER < past.at:
            past.add(given_at + _SETTLED_AFTER, partial(settle_tip, past.conn, tip_id=tip_id_of(number)))


async def _give(
    conn: Connection, told: dict[str, Any], number: int, *, circle_id: UUID, post_id: UUID, currency: str
) -> None:
    giver, tip_id = account_id_of(told["by"]), tip_id_of(number)
    # Where its photo could not be judged, the post waits, and nobody is thanked for it yet.
    with suppress(Refusal):
        await give_tip(
            conn,
            caller=Caller(giver, tip_id, "member", "zh-CN", "adult", "active"),
            circle_id=circle_id,
            post_id=post_id,
            new=NewTip(tip_id, told["amount"]),
            confirmation=PayConfirmation("password"),
            currency=currency,
        )


def _told() -> dict[str, Any]:
    return tomllib.loads((HERE / "content" / "tips.toml").read_text("utf-8"))
