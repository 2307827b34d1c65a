"""Neighbours send each other money, share a dinner, and pay by a code that works once."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, expect

from tests.stories.person import Person
from tonghao.ids import new_id


async def _top_up(person: Person, amount: str) -> None:
    """Play money through the sandbox, as the wallet's page asks for it; until it is there."""
    before = float((await person.api("GET", "/wallet"))["balance"])
    await person.api("POST", "/wallet/top-ups", {"order_id": str(new_id()), "amount": amount})
    for _ in range(200):
        if float((await person.api("GET", "/wallet"))["balance"]) >= before + float(amount):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the money did not come")


def _status(person: Person) -> Locator:
    """How what is shown stands."""
    return person.page.get_by_role("main").get_by_role("status").first


@pytest.mark.parametrize("width", [390, 1280])
async def test_xiaoman_sends_money_and_both_see_it_accepted(person: type[Person], width: int) -> None:
    me = await person.enter(door="member", width=width)
    che = await person.newcomer("阿澈的表弟", circles=["maohaizi"], width=width)
    await me.go("/wallet/transfers")
    await me.sees(re.compile("豆包回家那顿火锅"), re.compile("等你收下"))
    await me.looks_right()
    await me.follows("转账")
    await me.types("找人", che.handle)
    await me.presses(re.compile("^选阿澈的表弟"))
    await me.types("金额", "12.50")
    await me.types("留言", "上周的咖啡")
    await me.looks_right()
    await me.presses("转出")
    await expect(me.page).to_have_url(re.compile("/wallet/transfers/"))
    status = _status(me)
    await expect(status).to_contain_text("等对方收下")
    await me.looks_right()

    await che.go("/notifications")
    await che.sees(re.compile("转给你 ¥12.50，等你收下"))
    await che.page.get_by_role("link", name=re.compile("转给你 ¥12.50")).click()
    await che.sees("上周的咖啡")
    await che.looks_right()
    await che.presses("收下")
    await expect(_status(che)).to_contain_text("已收下")
    # The sender's page was open all the time.
    await expect(status).to_contain_text("已收下")
    await che.go("/wallet/transfers")
    await che.sees(re.compile("小满转给你"))


async def test_what_is_sent_back_is_back_at_once(person: type[Person]) -> None:
    che = await person.newcomer("不收钱的人", circles=["maohaizi"])
    me = await person.newcomer("要还钱的人", circles=["maohaizi"])
    await _top_up(me, "20.00")
    await me.go(f"/wallet/send?to={che.handle}")
    await me.types("金额", "8.00")
    await me.presses("转出")
    await expect(me.page).to_have_url(re.compile("/wallet/transfers/"))
    await che.go(me.page.url.removeprefix(me.address))
    await che.presses("退回")
    await che.page.get_by_role("dialog").get_by_role("button", name="退回", exact=True).click()
    for one in (me, che):
        await expect(_status(one)).to_contain_text("已退回")


async def test_four_people_share_a_dinner(person: type[Person]) -> None:
    maker = await person.newcomer("付了账的人", circles=["zhouwu"])
    others = [await person.newcomer(f"吃饭的人{number}", circles=["zhouwu"]) for number in range(3)]
    await maker.go("/wallet/split")
    await maker.types("什么账", "周五散场的火锅")
    await maker.types("总共花了", "100.01")
    for number, one in enumerate(others):
        if number:
            await maker.presses("加一个人")
        await maker.types("找人", one.handle)
        await maker.presses(re.compile(f"^选{one.name} "))
    await maker.sees(re.compile("4 个人分，每人 ¥25.00"))
    await maker.looks_right()
    await maker.presses("发起收款")
    await expect(maker.page).to_have_url(re.compile("/wallet/splits/"))
    place = maker.page.url.removeprefix(maker.address)
    await maker.looks_right()
    for number, one in enumerate(others, start=1):
        await _top_up(one, "30.00")
        await one.go(place)
        await one.page.get_by_role("button", name=re.compile("^付我的 ¥25.0[01]$")).click()
        await expect(_status(one)).to_contain_text(f"还有 {3 - number} 人没付" if number < 3 else "收齐了")
        if number < 3:
            await expect(_status(maker)).to_contain_text(f"还有 {3 - number} 人没付")
    await expect(_status(maker)).to_contain_text("收齐了")
    await maker.sees("已收 ¥100.01，共 ¥100.01")
    await others[0].sees("已收 ¥100.01，共 ¥100.01")
    await others[0].looks_right()


async def test_a_pay_code_is_paid_once(person: type[Person]) -> None:
    payer = await person.newcomer("出示付款码的人")
    till = await person.newcomer("收钱的人")
    await _top_up(payer, "30.00")
    await payer.go("/wallet/codes")
    await payer.types("最多付", "20.00")
    await payer.presses("出示付款码")
    token = await payer.page.get_by_test_id("pay-code").inner_text()
    await expect(payer.page.get_by_role("img", name=re.compile("付款码，最多付 ¥20.00"))).to_be_visible()
    await payer.looks_right()

    await till.go(f"/wallet/scan#pay={token}")
    await till.types("金额", "8.00")
    await till.looks_right()
    await till.presses("收 ¥8.00")
    await till.sees(f"收到 ¥8.00，{payer.name}付的")
    await payer.sees(f"付了 ¥8.00 给{till.name}")

    second = await person.newcomer("晚来的人")
    await second.go("/wallet/scan")
    await second.types("或者输入码下面的字", token)
    await second.presses("读这个码")
    await second.types("金额", "8.00")
    await second.presses("收 ¥8.00")
    await second.sees(re.compile("每个码只能用一次"))


async def test_a_collect_code_is_printed_and_paid(person: type[Person]) -> None:
    stall = await person.newcomer("摆摊的人")
    buyer = await person.newcomer("买菜的人")
    await _top_up(buyer, "30.00")
    await stall.go("/wallet/codes")
    await stall.types("一天最多收", "10.00")
    await stall.presses("做一个收款码")
    code = await stall.page.get_by_test_id("collect-code").inner_text()
    await stall.looks_right()
    await buyer.go(f"/wallet/scan#collect={code}")
    await buyer.sees("这个码今天还能收 ¥10.00")
    await buyer.types("金额", "6.00")
    await buyer.looks_right()
    await buyer.presses("付 ¥6.00")
    await buyer.sees(f"付了 ¥6.00 给{stall.name}")
    await stall.sees("今天收了 ¥6.00，上限 ¥10.00")
    await buyer.presses("再扫一个")
    await buyer.go(f"/wallet/scan#collect={code}")


async def test_money_is_asked_for_and_paid(person: type[Person]) -> None:
    asker = await person.newcomer("要猫粮钱的人", circles=["maohaizi"])
    payer = await person.newcomer("欠猫粮钱的人", circles=["maohaizi"])
    await asker.go("/wallet/ask")
    await asker.types("找人", payer.handle)
    await asker.presses(re.compile(f"^选{payer.name} "))
    await asker.types("金额", "30.00")
    await asker.types("为了什么", "猫粮，一人一半")
    await asker.presses("发出请求")
    await expect(asker.page).to_have_url(re.compile("/wallet/requests/"))
    await asker.looks_right()
    await payer.go(asker.page.url.removeprefix(asker.address))
    await payer.presses("付 ¥30.00")
    # Nothing is in the wallet yet, and that is said.
    await payer.sees(re.compile("钱包里没有这么多"))
    await _top_up(payer, "50.00")
    await payer.presses("付 ¥30.00")
    for one in (asker, payer):
        await expect(_status(one)).to_contain_text("已付")


async def test_a_member_gives_to_a_fund_and_its_book_says_so(person: type[Person]) -> None:
    host = await person.enter(door="host", width=1280)
    circle = await host.api("GET", "/circle-slugs/manpao")
    path = f"/circles/{circle['circle_id']}"
    await host.api("PUT", f"{path}/tools", {"tools": ["challenge", "fund"]})
    await host.api("POST", f"{path}/funds", {"title": "桥头的水", "purpose": "跑完喝的那一箱"})
    giver = await person.newcomer("买水的人", circles=["manpao"])
    await _top_up(giver, "20.00")
    await host.go("/c/manpao/tools/fund")
    await giver.go("/c/manpao/tools/fund")
    await giver.presses("捐一点")
    await giver.types("金额（元）", "12.50")
    await giver.types("写一句（可以不写）", "这周的一箱")
    await giver.looks_right()
    await giver.presses("转进公账")
    for one in (giver, host):
        await one.sees("其中 ¥12.50 在站内，能直接付出去", "这周的一箱")
        await one.looks_right()
    await host.presses("从公账付出")
    await host.types("找人", giver.handle)
    await host.presses(re.compile(f"^选{giver.name} "))
    await host.types("金额（元）", "2.50")
    await host.types("用途", "瓶子退了押金")
    await host.looks_right()
    await host.presses("提出")
    await host.sees("要另一位管事的人放行。")
    await host.presses("不付")
    await host.does_not_see("要另一位管事的人放行。")
    await host.api("PUT", f"{path}/tools", {"tools": ["challenge"]})
