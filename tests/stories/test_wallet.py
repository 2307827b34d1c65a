"""The wallet: money comes and goes before one's eyes, is asked for where it matters, and limits explain."""

import re

from playwright.async_api import Locator, expect

from tests.stories.person import PASSWORD, Person


def _dialog(me: Person) -> Locator:
    return me.page.get_by_role("dialog")


async def _moves(me: Person, button: str, amount: str) -> None:
    """Open the dialog behind *button*, type *amount*, send."""
    await me.presses(button, within=me.page.get_by_role("main"))
    await me.types("金额", amount)
    await me.presses(button, within=_dialog(me))


async def _sets_pay_password(me: Person, digits: str) -> None:
    await me.types("新的支付密码", digits)
    await me.types("再输一次", digits)
    await me.presses("设好")


async def test_money_arrives_live_leaves_and_hits_a_limit_that_explains_itself(person: type[Person]) -> None:
    me = await person.newcomer("小满")
    await me.go(f"/u/{me.handle}")
    await me.follows("钱包")
    await expect(me.page).to_have_url(re.compile("/wallet$"))
    await me.sees("¥0.00", "还没有任何往来。", re.compile("练习钱"))
    # A calm room: no tabs, nothing that counts what is new.
    await expect(me.page.get_by_role("navigation")).to_have_count(0)
    await me.looks_right()

    await me.presses("充值", within=me.page.get_by_role("main"))
    await me.looks_right()
    await me.types("金额", "0")
    await me.presses("充值", within=_dialog(me))
    await me.sees("写成 20 或 20.50 这样，要大于零。")
    await me.types("金额", "50")
    await me.presses("充值", within=_dialog(me))
    await expect(_dialog(me)).to_have_count(0)
    # Nobody reloads: the notice of the gateway reaches the screen by itself.
    await me.sees("¥50.00")
    rows = me.page.get_by_role("listitem")
    await expect(rows.filter(has_text="充值").filter(has_text="+¥50.00")).to_have_count(1)

    await _moves(me, "提现", "20")
    await me.sees("¥30.00")
    await expect(rows.filter(has_text="提现").filter(has_text="−¥20.00")).to_have_count(1)
    await me.looks_right()

    # More than there is, more than once, more than a day: each says why and what is left.
    await _moves(me, "提现", "31")
    await me.sees("钱包里没有这么多。可以先充值，或者换一个小一点的金额。")
    await me.presses("关闭", within=_dialog(me))
    await _moves(me, "充值", "201")
    alert = _dialog(me).get_by_role("alert")
    await expect(alert).to_contain_text("一次最多 ¥200.00")
    await expect(alert).to_contain_text("现在还能动 ¥200.00")
    await expect(alert).to_contain_text("验证手机号以后，限额会提高。")
    await me.looks_right()
    await me.follows("看全部限额", within=_dialog(me))
    await me.sees("你现在：邮箱", "每一档", "身份（还没有开放）")
    await me.looks_right()
    desk = await me.other_device()
    await desk.go("/wallet")
    await desk.sees("¥30.00", "每个月")
    await desk.looks_right()


async def test_a_larger_amount_asks_for_the_pay_password_which_is_set_once(person: type[Person]) -> None:
    me = await person.newcomer("小满", width=1280)
    await me.go("/wallet")
    for _ in range(2):
        await _moves(me, "充值", "100")
        await expect(_dialog(me)).to_have_count(0)
    await me.sees("¥200.00")
    await _moves(me, "提现", "120")
    await me.sees("确认是你", "你还没有支付密码，也没有通行密钥。先设一个支付密码，再回来付。")
    await me.looks_right()
    await me.follows("设支付密码", within=_dialog(me))
    await me.sees(re.compile("六位数字，付大一点的金额时用"))
    await _sets_pay_password(me, "123456")
    await me.sees(re.compile("不能全一样、不能是连着的"))
    await me.looks_right()
    await _sets_pay_password(me, "139274")
    await expect(me.page).to_have_url(re.compile("/wallet$"))

    await _moves(me, "提现", "120")
    await me.types("支付密码", "111222")
    await me.presses("确认付款")
    await me.sees("支付密码不对。旁边写着还能试几次。 还能试 4 次。")
    await me.looks_right()
    await me.types("支付密码", "139274")
    await me.presses("确认付款")
    await expect(_dialog(me)).to_have_count(0)
    await me.sees("¥80.00")


async def test_five_wrong_tries_rest_and_a_new_pay_password_helps_at_once(person: type[Person]) -> None:
    me = await person.newcomer("健忘的人")
    await me.api("PUT", "/wallet/pay-password", {"pay_password": "139274"})
    await me.go("/wallet")
    await _moves(me, "充值", "100")
    await me.sees("¥100.00")
    await _moves(me, "提现", "60")
    for left in (4, 3, 2, 1, 0):
        await me.types("支付密码", "000001")
        await me.presses("确认付款")
        await me.sees(re.compile(f"还能试 {left} 次"))
    await me.types("支付密码", "139274")
    await me.presses("确认付款")
    await me.sees(re.compile("支付密码错了五次"))
    await me.looks_right()
    await me.follows("重设支付密码", within=_dialog(me))
    await _sets_pay_password(me, "204816")
    await expect(me.page).to_have_url(re.compile("/wallet$"))
    await _moves(me, "提现", "60")
    await me.types("支付密码", "204816")
    await me.presses("确认付款")
    await me.sees("¥40.00")


async def test_history_is_found_and_each_line_has_its_receipt(person: type[Person]) -> None:
    me = await person.enter(door="member", width=390, language="en", theme="dark")
    await me.go("/wallet")
    await me.sees("Wallet", re.compile("play money"), "Month by month")
    await me.page.get_by_text("Filter and search").click()
    await me.page.get_by_label("Kind").select_option("withdrawal")
    rows = me.page.get_by_role("listitem").filter(has_text="Withdrawal")
    await expect(rows.first).to_be_visible()
    await expect(me.page.get_by_role("listitem").filter(has_text="Top-up")).to_have_count(0)
    await me.looks_right()
    await me.page.get_by_role("searchbox").fill("nobody has this name")
    await me.presses("Search")
    await me.sees("Nothing found. Try other conditions.")
    await me.presses("Show all")
    await me.page.get_by_text("See the figures").click()
    await me.sees("Movements")
    await me.page.get_by_role("listitem").filter(has_text="Top-up").get_by_role("link").first.click()
    await me.sees("Receipt", "Balance afterwards", "Number at the gateway", re.compile("^sb_"))
    await me.looks_right()
    statement = await me.context.request.get("/api/v1/wallet/statement?format=csv")
    assert statement.ok
    assert "期初 opening" in await statement.text()


async def test_a_new_device_moves_only_a_little_on_its_first_day(person: type[Person]) -> None:
    me = await person.newcomer("换手机的人")
    await me.go("/wallet")
    await _moves(me, "充值", "100")
    await me.sees("¥100.00")
    thief = await person.enter(width=390)
    await thief.api("POST", "/sessions", {"email": me.email, "password": PASSWORD})
    await thief.go("/wallet")
    await thief.sees(re.compile("这台设备是新的"))
    await thief.looks_right()
    await _moves(thief, "提现", "60")
    alert = _dialog(thief).get_by_role("alert")
    await expect(alert).to_contain_text("这台设备是新的，第一天只能动一点点")
    await expect(alert).to_contain_text("现在还能动 ¥50.00")
    await thief.looks_right()
