"""Topping up and taking out are stopped: who looks at the wallet reads it before they try."""

import re
from uuid import uuid4

from playwright.async_api import expect

from tests.stories.person import Person

_WHY = "网关的证书今天换，先不收新的。"
_OUT = "银行那边对不上一笔，先停提现。"


async def _pulls(judge: Person, what: str, why: str, hours: str | None = None) -> None:
    await judge.go("/console/brakes")
    await judge.presses(f"停住：{what}")
    dialog = judge.page.get_by_role("dialog", name=f"停住「{what}」")
    await dialog.get_by_label("原因").fill(why)
    if hours is not None:
        await dialog.get_by_label("多久").select_option(hours)
    await judge.looks_right()
    await judge.presses("停", within=dialog)
    await judge.sees("停住了", why)


async def _lets_go(judge: Person, what: str) -> None:
    await judge.go("/console/brakes")
    await judge.presses(f"松开：{what}")
    dialog = judge.page.get_by_role("dialog", name=f"松开「{what}」")
    await dialog.get_by_label("原因").fill("好了。")
    await judge.presses("松开", within=dialog)
    await judge.sees("松开了")


async def test_the_wallet_says_what_is_stopped_why_and_until_when(person: type[Person]) -> None:
    me = await person.newcomer("等着充值的人")
    await me.go("/wallet")
    await me.api("POST", "/wallet/top-ups", {"order_id": str(uuid4()), "amount": "50"})
    await me.sees("¥50.00")
    # The dialog is open already when the brake is pulled: the refusal says why, and the page behind it too.
    await me.presses("充值", within=me.page.get_by_role("main"))
    await me.types("金额", "20")
    judge = await person.enter(door="duty", width=1280)
    await _pulls(judge, "充值", _WHY, hours="24")
    await judge.looks_right()
    dialog = me.page.get_by_role("dialog")
    await me.presses("充值", within=dialog)
    await expect(dialog.get_by_role("alert")).to_contain_text(re.compile(f"{_WHY}.*到 "))
    await me.presses("关闭", within=dialog)
    await me.sees("暂时不能充值", "已经付出去的钱照样入账。", f"原因：{_WHY}", re.compile("起 · 到 "))
    main = me.page.get_by_role("main")
    await expect(main.get_by_role("button", name="充值", exact=True)).to_have_count(0)
    await me.looks_right()

    await _pulls(judge, "提现", _OUT)
    other = await person.newcomer("somebody", language="en", theme="dark", width=1280)
    await other.go("/wallet")
    await other.sees("No topping up for now", "No withdrawing for now", re.compile("without a set end"))
    await expect(other.page.get_by_role("main").get_by_role("button", name="Withdraw")).to_have_count(0)
    await other.looks_right()
    await other.go("/brakes")
    await other.sees(re.compile("No top-ups"), re.compile("No withdrawals"))

    await _lets_go(judge, "充值")
    await _lets_go(judge, "提现")
    await me.go("/wallet")
    await me.does_not_see("暂时不能充值")
    await me.presses("充值", within=main)
    await me.types("金额", "20")
    await me.presses("充值", within=me.page.get_by_role("dialog"))
    await me.sees("¥70.00")
