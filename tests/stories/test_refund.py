"""A top-up that was paid twice is given back: the operator finds it, the owner sees it and reads why."""

import re

from playwright.async_api import expect

from tests.stories.person import Person

_WHY = "付重了一次，退一半。"


async def test_an_operator_gives_half_of_a_top_up_back(person: type[Person]) -> None:
    owner = await person.newcomer("付重的人")
    await owner.go("/wallet")
    await owner.presses("充值", within=owner.page.get_by_role("main"))
    await owner.types("金额", "80")
    await owner.presses("充值", within=owner.page.get_by_role("dialog"))
    await owner.sees("¥80.00")
    [order] = (await owner.api("GET", "/wallet/orders"))["entries"]

    operator = await person.enter(door="platform", width=1280)
    await operator.go(f"/console/treasury?q={order['order_id']}")
    await operator.sees("付重的人", "还能退", "¥80.00")
    await operator.looks_right()
    await operator.presses("退款")
    dialog = operator.page.get_by_role("dialog", name="退款")
    await dialog.get_by_label("金额").fill("80.01")
    await dialog.get_by_label("原因").fill(_WHY)
    await operator.presses("退款", within=dialog)
    await expect(dialog.get_by_role("alert")).to_contain_text("超过了这笔充值还能退的")
    await dialog.get_by_label("金额").fill("40")
    await operator.looks_right()
    await operator.presses("退款", within=dialog)
    await operator.sees("退款交给通道了", "¥40.00", _WHY, "苏敏 退的")
    # The gateway's word comes by itself, to both.
    panel = operator.page.get_by_role("listitem").filter(has_text=_WHY)
    await expect(panel).to_contain_text("到了", timeout=40_000)
    await operator.looks_right()
    await owner.sees("¥40.00", "充值退款", re.compile(_WHY))
    await owner.looks_right()
    await owner.go("/notifications")
    await owner.sees(re.compile("¥40.00 退回你的付款方式"))

    # Its movements lead back to the order, and the board draws what came and went.
    await operator.go(f"/console/treasury?q={order['order_id']}")
    await operator.sees("转账", "付重的人 · 钱包")
    await operator.go("/console/treasury")
    await operator.sees("30 天的钱", "进来", "出去", "按事由")
    await operator.page.get_by_text("一天一天看").click()
    rows = operator.page.get_by_role("table", name="每天进出的钱").get_by_role("row")
    await expect(rows).to_have_count(31)
    kinds = operator.page.get_by_role("table", name="按事由")
    await expect(kinds.get_by_role("row").filter(has_text="充值退款")).to_have_count(1)
    # Among all refunds it stands first, without whose it is: that is looked up on record.
    given_back = operator.page.get_by_role("listitem").filter(has_text=_WHY)
    await expect(given_back).to_contain_text("苏敏 退的")
    await expect(given_back).not_to_contain_text("付重的人")
    await expect(given_back.get_by_role("link", name=order["order_id"])).to_be_visible()
    await operator.looks_right()
    await operator.go(f"/console/audit?subject={order['order_id']}")
    await operator.sees(re.compile("账本 · 退款"))

    phone = await person.enter(door="platform", width=390, language="en", theme="dark")
    await phone.go(f"/console/treasury?q={order['order_id']}")
    await phone.sees("Can be given back", "Given back", _WHY)
    await phone.looks_right()
    await phone.go("/console/treasury")
    await phone.sees("Thirty days of money", "By what it was for")
    await phone.looks_right()
