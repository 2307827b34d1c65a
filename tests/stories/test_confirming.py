"""Above a limit a red packet and a tip are confirmed by a passkey; whom the packet is for is told of it."""

import asyncio
import re

from playwright.async_api import Locator, expect

from tests.stories.device import give_device
from tests.stories.person import Person
from tonghao.ids import new_id


async def _has_money(person: Person, *amounts: str) -> None:
    """Play money through the sandbox; until all of it is there."""
    for amount in amounts:
        await person.api("POST", "/wallet/top-ups", {"order_id": str(new_id()), "amount": amount})
    wanted = sum(float(amount) for amount in amounts)
    for _ in range(300):
        if float((await person.api("GET", "/wallet"))["balance"]) >= wanted:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the money did not come")


def _dialog(me: Person) -> Locator:
    return me.page.get_by_role("dialog")


async def test_a_large_packet_and_a_tip_after_many_are_confirmed_by_a_passkey(person: type[Person]) -> None:
    giver = await person.newcomer("带钥匙的人", circles=["yibenshu"])
    friend = await person.newcomer("收红包的人", circles=["yibenshu"], width=1280)
    await give_device(giver)
    await giver.go("/settings/security")
    await giver.presses("添加通行密钥")
    await giver.types("名字", "我的手机")
    await giver.presses("继续")
    await giver.sees("我的手机")
    await _has_money(giver, "200", "200")

    await giver.go(f"/packets/new?to={friend.handle}")
    await giver.sees("只给收红包的人一个人。")
    await giver.types("总额", "60.00")
    await giver.presses("塞钱进红包")
    await giver.sees("确认是你", "这个金额要确认一下。不超过 ¥50.00 的不用。")
    await giver.looks_right()
    await giver.presses("用通行密钥确认", within=_dialog(giver))
    await expect(giver.page).to_have_url(re.compile(r"/packets/[0-9a-f-]{36}$"))

    await friend.go("/notifications")
    notice = friend.page.get_by_role("link", name=re.compile("带钥匙的人.*给你一个人发了红包"))
    await expect(notice).to_be_visible()
    await friend.looks_right()
    await notice.click()
    await friend.presses("打开红包")
    await friend.sees("你领到", "60.00 元")

    # What goes without a word is small in all of a day too.
    for _ in range(4):
        packet = {"packet_id": str(new_id()), "kind": "exclusive", "to_id": friend.account_id, "total": "50"}
        await giver.api("POST", "/red-packets", packet)
    circle = await giver.api("GET", "/circle-slugs/yibenshu")
    posts = (await giver.api("GET", f"/circles/{circle['circle_id']}/posts"))["entries"]
    post_id = next(post["post_id"] for post in posts if post["author"]["handle"] == "aye")
    await giver.go(f"/c/yibenshu/p/{post_id}")
    await giver.presses("打赏")
    await giver.ticks(re.compile(r"^1\.00 元"))
    await giver.presses("打赏", within=_dialog(giver))
    await giver.sees("确认是你")
    await giver.looks_right()
    await giver.presses("用通行密钥确认", within=_dialog(giver))
    await giver.sees("已放好，24 小时后给对方。", "你在这里打赏过 1.00 元")
