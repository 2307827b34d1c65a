"""A newcomer signs up, says what they like, joins a circle, and reads a feed that is not empty."""

import re

from playwright.async_api import expect

from tests.stories.person import PASSWORD, Person, Street


async def test_a_newcomer_signs_up_on_a_phone_and_reads_a_feed(person: type[Person], street: Street) -> None:
    me = await person.enter(width=390)
    await me.go("/")
    await me.sees("同好，就在附近", "演示入口")
    await me.looks_right()
    await me.follows("注册新账号")

    await me.sees("第 1 步，共 4 步")
    await me.types("邮箱", "tang_yuan@lane.example")
    await me.presses("发送验证码")

    await me.sees("第 2 步，共 4 步")
    await me.looks_right()
    await me.types("验证码", await street.code_for("tang_yuan@lane.example"))
    await me.presses("下一步")

    await me.sees("第 3 步，共 4 步")
    await me.types("名字", "汤圆")
    await me.types("用户名", "xiaoman")
    await me.sees("已经有人用了。")
    await me.types("用户名", "tang_yuan")
    await me.sees("这个用户名可以用。")
    await me.types("密码", PASSWORD)
    await me.looks_right()
    await me.presses("下一步")

    await me.sees("第 4 步，共 4 步")
    async with me.context.expect_page() as opened:
        await me.follows("看使用约定")
    terms = await opened.value
    await expect(terms.get_by_role("heading", level=1)).to_be_visible()
    await terms.close()
    await me.looks_right()
    await expect(me.page.get_by_role("button", name="完成注册")).to_be_disabled()
    await me.ticks("我已满 18 岁")
    await me.ticks("我读过并同意使用约定。")
    await me.presses("完成注册")

    await me.sees("汤圆，你好")
    await me.looks_right()
    await me.presses("宠物")
    await me.presses("读书")
    await me.presses("下一步")
    await me.sees("这些圈子有人在，会跟你打招呼。", re.compile("在这里，可以问宠物的事。"))
    await me.looks_right()
    await me.presses("加入「梧桐里毛孩子」")
    await me.sees("你加入了「梧桐里毛孩子」")
    await me.presses("进入首页")

    feed = me.page.get_by_role("region", name="加入的圈子的新帖")
    await expect(feed.get_by_role("article").first).to_be_visible()
    await expect(feed.get_by_role("link", name="梧桐里毛孩子").first).to_be_visible()
    await me.looks_right()


async def test_a_newcomer_signs_up_in_english_on_a_desktop(person: type[Person], street: Street) -> None:
    me = await person.enter(width=1280, language="en")
    await me.go("/sign-up")
    await me.types("E-mail", "rosa@lane.example")
    await me.presses("Send a code")
    await me.sees("Step 2 of 4")
    await me.types("Code", await street.code_for("rosa@lane.example"))
    await me.presses("Next")
    await me.types("Name", "Rosa")
    await me.types("Handle", "rosa_in_the_lane")
    await me.sees("This handle is free.")
    await me.types("Password", PASSWORD)
    await me.presses("Next")
    await me.ticks("I am 18 or older")
    await me.ticks("I have read and accept the terms.")
    await me.looks_right()
    await me.presses("Create the account")

    await me.sees("Hello, Rosa")
    await me.presses("Fitness")
    await me.presses("Next")
    await me.sees(re.compile("is here; ask anything about Fitness"))
    await me.presses("Join Slow Running Counts")
    await me.sees("You joined Slow Running Counts")
    await me.looks_right()
    await me.presses("Go to the home feed")

    feed = me.page.get_by_role("region", name="New posts of your circles")
    await expect(feed.get_by_role("link", name="Slow Running Counts").first).to_be_visible()
    await me.looks_right()


async def test_a_wrong_code_is_told_where_it_was_typed(person: type[Person], street: Street) -> None:
    me = await person.enter(width=390)
    await me.go("/sign-up")
    await me.types("邮箱", "wrong@lane.example")
    await me.presses("发送验证码")
    await street.code_for("wrong@lane.example")
    await me.types("验证码", "000000")
    await me.presses("下一步")
    await me.types("名字", "错码")
    await me.types("用户名", "wrong_code")
    await me.types("密码", PASSWORD)
    await me.presses("下一步")
    await me.ticks("我已满 18 岁")
    await me.ticks("我读过并同意使用约定。")
    await me.presses("完成注册")
    await me.sees("第 2 步，共 4 步")
    await expect(me.page.get_by_role("alert")).to_contain_text("验证码")
    await me.looks_right()
