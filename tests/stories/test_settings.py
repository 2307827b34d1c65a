"""Settings: language, theme, devices, blocking, leaving and coming back."""

import re

from playwright.async_api import expect

from tests.stories.person import PASSWORD, Person


async def test_language_and_dark_theme_are_kept(person: type[Person]) -> None:
    me = await person.newcomer("夜里看手机的人")
    await me.go("/settings")
    await me.looks_right()
    await me.follows(re.compile("语言和外观"))
    await me.page.get_by_role("radio", name="深色").click()
    await expect(me.page.locator("html")).to_have_attribute("data-theme", "dark")
    await me.looks_right()
    await me.page.get_by_role("radio", name="English").click()
    await expect(me.page.get_by_role("heading", level=1)).to_have_text("Language and look")
    await me.page.reload()
    await expect(me.page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(me.page.locator("html")).to_have_attribute("lang", "en")
    await me.looks_right()

    other = await me.other_device()
    await other.go("/settings/language")
    await expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(other.page.get_by_role("radio", name="English")).to_be_checked()


async def test_another_device_is_signed_out_from_the_list(person: type[Person]) -> None:
    phone = await person.newcomer("两处登录的人")
    desktop = await phone.other_device()
    await desktop.go("/notifications")
    await desktop.sees("还没有消息")

    await phone.go("/settings/security")
    rows = phone.page.get_by_role("listitem").filter(has_text="Chrom")
    await expect(rows).to_have_count(2)
    await expect(rows.filter(has_text="这台")).to_have_count(1)
    await phone.looks_right()
    await phone.presses("退出", within=rows.filter(has_not_text="这台"))
    await expect(rows).to_have_count(1)

    await desktop.page.goto("/settings")
    await expect(desktop.page).to_have_url(re.compile("/sign-in"))
    await phone.go("/settings/security")
    await phone.sees("这台")


async def test_who_is_blocked_is_no_longer_read(person: type[Person]) -> None:
    me = await person.newcomer("要清净的人", circles=["shuilema"])
    loud = await person.newcomer("话多的人", circles=["shuilema"])
    circle = await me.api("GET", "/circle-slugs/shuilema")
    post = await loud.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "今天第一百遍说奶瓶的事。", "photos": []}
    )
    await me.go(f"/u/{loud.handle}")
    await me.sees("今天第一百遍说奶瓶的事。")
    await me.looks_right()
    await me.picks("话多的人：更多", "屏蔽")
    await me.sees("屏蔽话多的人？")
    await me.looks_right()
    await me.presses("屏蔽", within=me.page.get_by_role("dialog"))
    await me.sees("你屏蔽了这个人，互相看不到对方写的。")
    await me.does_not_see("今天第一百遍说奶瓶的事。")
    await me.go("/c/shuilema")
    await expect(me.page.get_by_role("article").first).to_be_visible()
    await me.does_not_see("今天第一百遍说奶瓶的事。")

    await me.go("/settings/privacy")
    await me.sees("话多的人")
    await me.looks_right()
    await me.presses("取消屏蔽")
    await me.sees("你没有屏蔽任何人。")
    await me.go(f"/c/shuilema/p/{post['post_id']}")
    await me.sees("今天第一百遍说奶瓶的事。")


async def test_who_leaves_can_come_back_within_thirty_days(person: type[Person]) -> None:
    me = await person.newcomer("要走的人")
    neighbour = await person.newcomer("留下的人", width=1280)
    await me.go("/settings/leave")
    await me.sees("30 天内登录，就可以原样回来。")
    await me.looks_right()
    await me.presses("离开")
    asked = me.page.get_by_role("dialog", name="确定要离开？")
    await me.types("密码", "not the password")
    await me.presses("离开", within=asked)
    await expect(asked.get_by_role("alert")).to_be_visible()
    await me.looks_right()
    await me.types("密码", PASSWORD)
    await me.presses("离开", within=asked)
    await me.sees(re.compile(r"账号会在 .+ 删除。在那之前可以回来。"))
    await me.looks_right()

    await neighbour.go("/")
    await me.go("/notifications")
    await me.sees(re.compile(r"你的账号会在.+删除。"))
    await me.looks_right()
    await me.go("/settings/leave")
    await me.presses("我要回来", within=me.page.get_by_role("main"))
    await me.sees("30 天内登录，就可以原样回来。")
    await neighbour.go(f"/u/{me.handle}")
    await neighbour.sees("要走的人")
