"""A passkey: made in the settings, opens the account by itself, and is the second step when one wants it."""

import re

from playwright.async_api import expect

from tests.stories.device import give_device
from tests.stories.person import PASSWORD, Person


async def test_a_passkey_opens_the_account_and_is_asked_for_as_the_second_step(person: type[Person]) -> None:
    me = await person.newcomer("不记密码的人")
    await give_device(me)
    await me.go("/settings/security")
    await me.presses("添加通行密钥")
    await me.types("名字", "我的手机")
    await me.looks_right()
    await me.presses("继续")
    await me.sees("我的手机", "只在一台设备上")
    await me.looks_right()

    await me.api("DELETE", "/sessions/current")
    await me.go("/sign-in")
    await me.presses("用通行密钥")
    await expect(me.page).to_have_url(re.compile(r"/$"))

    await me.go("/settings/security")
    await me.presses("生成恢复码")
    codes = me.page.get_by_role("dialog").get_by_role("listitem")
    await expect(codes).to_have_count(10)
    kept = await codes.first.inner_text()
    await me.looks_right()
    await me.presses("我存好了")
    await me.sees("还剩 10 个没用过。")
    await me.presses("打开")
    await me.sees("开着：")

    await me.api("DELETE", "/sessions/current")
    await me.go("/sign-in")
    await me.types("邮箱、手机号或用户名", me.handle)
    await me.types("密码", PASSWORD)
    await me.presses("登录")
    await me.sees("还差一步")
    await me.looks_right()
    await me.presses("用通行密钥继续")
    await expect(me.page).to_have_url(re.compile(r"/$"))

    other = await person.enter(width=1280, language="en")
    await other.go("/sign-in")
    await other.types("E-mail, phone or handle", me.handle)
    await other.types("Password", PASSWORD)
    await other.presses("Sign in")
    await other.presses("Use a recovery code")
    await other.types("Recovery code", kept)
    await other.looks_right()
    await other.presses("Sign in")
    await expect(other.page).to_have_url(re.compile(r"/$"))
