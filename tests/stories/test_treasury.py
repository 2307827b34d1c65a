"""The books in the console: an operator finds a top-up, sees balance and sums, and how all of it stands."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_an_operator_finds_a_top_up_and_sees_balance_and_sums(person: type[Person]) -> None:
    me = await person.newcomer("小满")
    await me.go("/wallet")
    await me.presses("充值", within=me.page.get_by_role("main"))
    await me.types("金额", "50")
    await me.presses("充值", within=me.page.get_by_role("dialog"))
    await me.sees("¥50.00")

    sumin = await person.enter(door="platform", width=1280)
    await sumin.go("/console")
    await sumin.follows("账本")
    await sumin.sees("账本的审计", "在路上的钱", "通道", "对账", "限额", "sandbox")
    await sumin.looks_right()

    # By the handle: the wallet, its balance, its sums, its one line.
    await sumin.types("用户名，或人、账户、转账、分组、订单的编号", me.handle)
    await sumin.presses("查找")
    await sumin.sees("小满", f"@{me.handle}", "¥50.00")
    await sumin.looks_right()
    await sumin.follows(re.compile("看明细：小满"))
    await sumin.sees("30 天收入", "30 天支出")
    row = sumin.page.get_by_role("table", name="明细").get_by_role("row").filter(has_text="充值")
    await expect(row).to_contain_text("+¥50.00")
    await expect(row.get_by_text("收入 ¥50.00")).to_have_count(1)
    await sumin.looks_right()
    statement = await sumin.page.get_by_role("link", name="下载 30 天的对账单").get_attribute("href")
    answer = await sumin.context.request.get(str(statement))
    assert answer.ok
    assert "期末 closing,,,50.00" in await answer.text()

    # By the number of the group: both sides of the transfer.
    await row.get_by_role("link", name=re.compile("^[0-9a-f-]{36}$")).click()
    await sumin.sees("转账", "通道 · 往来", "小满 · 钱包")
    await sumin.looks_right()

    # Each look stands in the audit log, with who looked.
    await sumin.go(f"/console/audit?subject={me.account_id}")
    await sumin.sees(re.compile("账本 · 查看"))

    phone = await person.enter(door="platform", width=390, language="en", theme="dark")
    await phone.go("/console/treasury?q=nobody_has_this")
    await phone.sees("Not in the books")
    await phone.follows("Back to everything")
    await phone.sees("Audit of the books", "Limits")
    await phone.looks_right()

    other = await person.enter(door="duty", width=1280)
    await other.go("/console/treasury")
    await other.sees("这一页只给平台运营者看")


async def test_a_month_of_the_lane_a_frozen_wallet_and_a_refund_stand_in_the_books(
    person: type[Person],
) -> None:
    sumin = await person.enter(door="platform", width=1280)
    await sumin.go("/console/treasury")
    await sumin.page.get_by_text("一天一天看").click()
    days = sumin.page.get_by_role("table", name="每天进出的钱").get_by_role("row")
    await expect(days).to_have_count(31)
    came = [text for text in await days.all_inner_texts() if re.search(r"¥[1-9]", text)]
    assert len(came) >= 20
    await sumin.page.locator("summary").filter(has_text="再往前的日子").click()
    await sumin.looks_right()

    await sumin.go("/console/treasury?q=youpin_daigou")
    await sumin.sees("优品代购", "冻结", "¥33.00")
    await sumin.follows(re.compile("看明细：优品代购"))
    await sumin.sees(re.compile("两位街坊付了订金"), "执行中")
    await sumin.looks_right()
    await sumin.go("/console/appeals")
    await sumin.sees(re.compile("货在路上了"))

    await sumin.go("/console/treasury?q=daliu")
    await sumin.follows(re.compile("看明细：大刘"))
    row = sumin.page.get_by_role("table", name="明细").get_by_role("row").filter(has_text="充值退款")
    await expect(row).to_contain_text("−¥30.00")

    phone = await person.enter(door="platform", width=390, language="en", theme="dark")
    await phone.go("/console/treasury")
    await phone.sees("Thirty days of money", "Reconciliation")
    await phone.looks_right()
