"""A phone instead of a mailbox: sign up with it, come back with a code, add a mailbox later."""

import re
import secrets

from playwright.async_api import expect

from tests.stories.person import PASSWORD, Person


async def test_somebody_signs_up_by_phone_and_comes_back_with_a_code(person: type[Person]) -> None:
    phone = f"138{secrets.randbelow(10**8):08d}"
    me = await person.enter()
    await me.go("/sign-up")
    await me.page.get_by_text("用手机", exact=True).click()
    await me.looks_right()
    await me.types("手机号", phone)
    await me.presses("发送验证码")
    await me.types("验证码", await me.text_for(f"+86{phone}"))
    await me.presses("下一步")
    await me.types("名字", "没有邮箱的人")
    await me.types("用户名", f"ph_{phone}")
    await me.types("密码", PASSWORD)
    await me.presses("下一步")
    await me.page.get_by_role("radio", name="我已满 18 岁").click()
    await me.ticks("我读过并同意使用约定。")
    await me.presses("完成注册")
    await expect(me.page).to_have_url(re.compile("/welcome"))
    await me.api("PUT", "/me/interests", {"topics": ["pets"]})

    await me.go("/settings/security")
    await me.sees("邮箱和手机", f"+86 {phone[:3]}******{phone[-2:]}")
    await me.does_not_see(phone)
    await me.looks_right()
    await me.presses("添加")
    email = f"p{phone}@lane.example"
    await me.types("邮箱", email)
    await me.presses("发送验证码")
    await me.types("验证码", await me.code_for(email))
    await me.looks_right()
    await me.presses("确认")
    await me.sees(email)

    other = await person.enter(width=1280)
    await other.go("/sign-in")
    await other.presses("用验证码登录")
    await other.types("手机号", phone)
    await other.presses("发送验证码")
    await other.types("验证码", await other.text_for(f"+86{phone}", after=1))
    await other.looks_right()
    await other.presses("登录")
    await expect(other.page.get_by_role("heading", level=1)).to_be_attached()
    await expect(other.page).not_to_have_url(re.compile("/sign-in"))

    # The mailbox hears of the new device, and its link sends it away.
    link = await me.link_for(email, "/not-me/")
    await me.go(link)
    await me.looks_right()
    await me.presses("不是我，让它退出")
    await me.sees("那台设备已经退出。")
    await me.looks_right()
    await me.types("新密码", "another sentence of the lane")
    await me.presses("设为新密码")
    await expect(me.page).to_have_url(re.compile("/sign-in"))
    await other.page.goto("/settings")
    await expect(other.page).to_have_url(re.compile("/sign-in"))
