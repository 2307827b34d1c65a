"""A tip: offered where circle and author want it, held for a day, seen by two."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_reader_thanks_an_author_and_nobody_else_sees_it(person: type[Person]) -> None:
    xiaoman = await person.enter(door="member")
    circle = await xiaoman.api("GET", "/circle-slugs/yibenshu")
    posts = (await xiaoman.api("GET", "/accounts/aye/posts"))["entries"]
    post_id = next(post["post_id"] for post in posts if post["circle_id"] == circle["circle_id"])
    await xiaoman.go(f"/c/yibenshu/p/{post_id}")
    await xiaoman.presses("打赏")
    await xiaoman.sees("先放 24 小时", "别人看不到你给了多少")
    await xiaoman.looks_right()
    await xiaoman.ticks(re.compile(r"^1\.00 元"))
    await xiaoman.page.get_by_role("dialog").get_by_role("button", name="打赏", exact=True).click()
    await xiaoman.sees("已放好，24 小时后给对方。", "你在这里打赏过 1.00 元")
    await xiaoman.looks_right()

    other = await person.newcomer("也在读的人", circles=["yibenshu"])
    await other.go(f"/c/yibenshu/p/{post_id}")
    await expect(other.page.get_by_role("button", name="打赏")).to_be_visible()
    await other.does_not_see(re.compile("打赏过"))
    tipping = await other.api("GET", f"/circles/{circle['circle_id']}/posts/{post_id}/tips")
    assert tipping["mine"] is None


async def test_while_tips_are_paused_the_reader_is_told_why(person: type[Person]) -> None:
    judge = await person.enter(door="duty", width=1280)
    reader = await person.newcomer("想谢一声的人", circles=["yibenshu"], language="en", theme="dark")
    circle = await reader.api("GET", "/circle-slugs/yibenshu")
    posts = (await reader.api("GET", f"/circles/{circle['circle_id']}/posts"))["entries"]
    post_id = next(post["post_id"] for post in posts if post["author"]["handle"] == "aye")
    await judge.go("/console/circles?q=yibenshu")
    await judge.presses("限制")
    dialog = judge.page.get_by_role("dialog")
    await dialog.get_by_label("限制什么").select_option("tips_off")
    await dialog.get_by_label("原因").fill("有人自己打赏自己，先停。")
    await judge.presses("限制", within=dialog)
    await judge.sees("限制好了", "不能打赏")
    await reader.go(f"/c/yibenshu/p/{post_id}")
    await reader.sees(re.compile(r"No tips until .*: 有人自己打赏自己，先停。"))
    await expect(reader.page.get_by_role("button", name="Tip", exact=True)).to_have_count(0)
    await reader.looks_right()
    await judge.presses("解除：不能打赏")
    dialog = judge.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("查过了，没有的事。")
    await judge.presses("解除", within=dialog)
    await judge.sees("没有限制")
    await reader.go(f"/c/yibenshu/p/{post_id}")
    await expect(reader.page.get_by_role("button", name="Tip", exact=True)).to_be_visible()


async def test_it_is_off_until_somebody_switches_it_on(person: type[Person]) -> None:
    coach = await person.enter(door="host", width=1280)
    await coach.go("/c/manpao/manage?part=tips")
    await coach.sees("默认关着。")
    box = coach.page.get_by_label("这个圈子开打赏")
    await expect(box).not_to_be_checked()
    await coach.looks_right()
    await box.click()
    await expect(box).to_be_checked()
    await coach.go("/c/manpao/log")
    await coach.sees("打开了打赏")
    await coach.go("/c/manpao/manage?part=tips")
    await coach.page.get_by_label("这个圈子开打赏").click()
    await expect(coach.page.get_by_label("这个圈子开打赏")).not_to_be_checked()

    writer = await person.newcomer("刚来的作者", circles=["yibenshu"], language="en", theme="dark")
    await writer.go("/settings/privacy")
    await writer.ticks("I take tips")
    await writer.looks_right()
    # The account is new, so nobody can tip it for thirty days.
    circle = await writer.api("GET", "/circle-slugs/yibenshu")
    post = await writer.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": "第一次写读后感"})
    reader = await person.newcomer("读者", circles=["yibenshu"])
    place = f"/circles/{circle['circle_id']}/posts/{post['post_id']}/tips"
    assert (await reader.api("GET", place))["why_not"] == "tips_later"
    await reader.go(f"/c/yibenshu/p/{post['post_id']}")
    await reader.sees("第一次写读后感")
    await expect(reader.page.get_by_role("button", name="打赏")).to_have_count(0)
