"""A wallet is frozen by two of the platform; its owner sees it, appeals, and a third puts it right."""

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import expect

from tests.stories.person import Person

_WHY = "三位街坊说押金交到了这里，人联系不上。"
_SAID = "押金第二天就退了，转账记录里看得到。"
_ANSWER = "三笔退款都在账上，解冻。"


async def _with_money(person: type[Person], name: str, **more: Any) -> Person:
    owner = await person.newcomer(name, **more)
    await owner.go("/wallet")
    await owner.api("POST", "/wallet/top-ups", {"order_id": str(uuid4()), "amount": "50"})
    await owner.sees("¥50.00")
    return owner


async def test_two_freeze_a_wallet_and_a_third_hears_the_appeal(person: type[Person]) -> None:
    owner = await _with_money(person, "收押金的人")

    first = await person.enter(door="duty", width=1280)
    await first.go(f"/console/people/{owner.account_id}?name=收押金的人")
    await first.presses("作一个决定")
    dialog = first.page.get_by_role("dialog")
    await dialog.get_by_label("决定什么").select_option("freeze")
    await expect(dialog).to_contain_text("两个人里要有一位是平台运营者")
    await dialog.get_by_label("类别").select_option("fraud")
    await dialog.get_by_label("原因").fill(_WHY)
    await first.looks_right()
    await first.presses("提议", within=dialog)
    await first.sees("你提议的，要由另一个人确认")
    await owner.does_not_see("钱包冻结了")

    # The owner looks at the wallet while the second one confirms, and sees it happen.
    second = await person.enter(door="platform", width=1280)
    await second.go("/console/treasury")
    await second.types("用户名，或人、账户、转账、分组、订单的编号", owner.handle)
    await second.presses("查找")
    await second.follows(re.compile("看明细：收押金的人"))
    await second.sees("等第二个人", _WHY)
    await second.looks_right()
    await second.presses("确认：冻结钱包")
    await second.sees("确认了，已经生效", "执行中")
    await owner.sees("钱包冻结了", f"原因：{_WHY}", re.compile("起 · 没有定结束时间"), "¥50.00")
    await expect(owner.page.get_by_role("button", name="提现", exact=True)).to_have_count(0)
    await owner.looks_right()
    refused = await owner.context.request.post(
        f"{owner.address}/api/v1/wallet/withdrawals",
        data={"order_id": str(uuid4()), "amount": "10.00"},
        headers={"Origin": owner.address},
    )
    assert (await refused.json())["code"] == "wallet_frozen"
    await owner.go("/notifications")
    await owner.sees("你的钱包冻结了")

    await owner.go("/wallet")
    await owner.follows("申诉")
    await owner.types("为什么不对", _SAID)
    await owner.looks_right()
    await owner.presses("提交申诉")
    await owner.sees(re.compile(r"收到了，编号 A-\d{8}-"))

    # Neither of the two decides on it.
    await first.go("/console/appeals")
    await first.page.get_by_role("link", name=_SAID).click()
    await first.sees("申诉说的")
    await expect(first.page.get_by_role("button", name="推翻", exact=True)).to_have_count(0)
    third = await person.newcomer("第三个人", width=1280)
    await second.api("PUT", f"/people/{third.account_id}/role", {"moderates": True})
    await owner.go("/wallet")
    await owner.sees("钱包冻结了")
    await third.go("/console/appeals")
    await third.page.get_by_role("link", name=_SAID).click()
    await third.page.get_by_text("推翻，恢复原样").click()
    await third.types("告诉申诉的人", _ANSWER)
    await third.looks_right()
    await third.page.get_by_role("button", name="推翻", exact=True).click()
    await expect(third.page.get_by_text(_ANSWER).first).to_be_visible()
    await owner.does_not_see("钱包冻结了")
    await expect(owner.page.get_by_role("button", name="提现", exact=True)).to_have_count(1)
    await second.api("PUT", f"/people/{third.account_id}/role", {"moderates": False})


async def test_a_frozen_wallet_reads_well_in_english_and_in_the_dark(person: type[Person]) -> None:
    owner = await _with_money(person, "被弄错的人", language="en", theme="dark")
    first = await person.enter(door="duty", width=1280)
    body = {"kind": "freeze", "category": "fraud", "reason": "有人用了别人的名字。", "hours": 24}
    [made, *_] = (await first.api("POST", f"/people/{owner.account_id}/sanctions", body))["entries"]
    second = await person.enter(door="platform", width=390, language="en", theme="dark")
    await second.go("/console/proposals")
    card = second.page.get_by_role("listitem").filter(has_text="有人用了别人的名字。")
    await second.presses("Confirm: Freeze the wallet", within=card)
    await second.sees("Confirmed, and in force")
    await owner.sees("The wallet is frozen", re.compile("Since .+ until"))
    await owner.looks_right()
    await owner.go("/decided")
    await owner.sees("The wallet is frozen", re.compile("nothing goes out of it"))
    await owner.looks_right()
    await first.go(f"/console/people/{owner.account_id}?name=被弄错的人")
    await first.presses("撤回：冻结钱包")
    dialog = first.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("弄错了人。")
    await first.presses("撤回", within=dialog)
    await first.sees("撤回了")
    await owner.go("/wallet")
    await owner.does_not_see("The wallet is frozen")
    decided = await owner.api("GET", "/me/decisions")
    assert [(one["sanction_id"], one["state"]) for one in decided["entries"]] == [
        (made["sanction_id"], "ended")
    ]
