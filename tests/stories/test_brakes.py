"""The platform lets a person look first, stops a circle with one click, and decides about somebody as two."""

import re

from playwright.async_api import expect

from tests.stories.person import PASSWORD, Person

SLUG, NAME = "xiudehao", "修得好就不换"


async def test_a_circle_under_pre_check_says_so_and_a_person_lets_posts_through(person: type[Person]) -> None:
    judge = await person.enter(door="duty", width=1280)
    await judge.go(f"/console/circles?q={SLUG}")
    await judge.sees(NAME)
    await judge.presses("限制")
    dialog = judge.page.get_by_role("dialog", name=f"限制「{NAME}」")
    await dialog.get_by_label("原因").fill("旧货广告太多，先由人看。")
    await judge.looks_right()
    await judge.presses("限制", within=dialog)
    await judge.sees("限制好了", "每条先由人看")
    await judge.looks_right()

    writer = await person.newcomer("修表的人", circles=[SLUG])
    circle = await writer.api("GET", f"/circle-slugs/{SLUG}")
    await writer.go(f"/c/{SLUG}")
    await writer.sees("这个圈子暂时受限", re.compile("旧货广告太多"))
    await writer.looks_right()
    written = await writer.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "一块老上海表，走走停停。", "photos": []}
    )
    assert written["state"] == "held"
    await writer.go(f"/c/{SLUG}/p/{written['post_id']}")
    await writer.sees(re.compile("这个圈子现在由人先看每一条"))

    await judge.go(f"/console/queue?circle={circle['circle_id']}")
    await judge.follows(re.compile("老上海表"))
    await judge.types("理由", "问修表，没有问题。")
    await judge.page.get_by_role("button", name="放行", exact=True).click()
    await judge.sees("这一件已经决定")
    reader = await person.newcomer("路过的人", circles=[SLUG])
    await reader.go(f"/c/{SLUG}/p/{written['post_id']}")
    await reader.sees("一块老上海表，走走停停。")

    await judge.go(f"/console/circles?q={SLUG}")
    await judge.presses("解除：每条先由人看")
    dialog = judge.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("三天里没有广告了。")
    await judge.presses("解除", within=dialog)
    await judge.sees("没有限制")
    await writer.go(f"/c/{SLUG}/log")
    await writer.sees("解除了一项限制", "限制了圈子")


async def test_one_click_stops_a_circle_and_everybody_reads_why(person: type[Person]) -> None:
    judge = await person.enter(door="duty", width=1280)
    await judge.go(f"/console/circles?q={SLUG}")
    await judge.presses("紧急刹车")
    dialog = judge.page.get_by_role("dialog", name=f"拉下「{NAME}」的刹车")
    await dialog.get_by_label("原因").fill("有人冒充老周收钱。")
    await judge.looks_right()
    await judge.presses("紧急刹车", within=dialog)
    await judge.sees("松开刹车")
    await judge.go("/console/brakes")
    await judge.sees("只能看，不能写")
    await judge.looks_right()

    reader = await person.newcomer("等修伞的人")
    await reader.go("/brakes")
    await expect(reader.page.get_by_text("原因：有人冒充老周收钱。").first).to_be_visible()
    await reader.looks_right()
    await judge.go(f"/console/circles?q={SLUG}")
    await judge.presses("松开刹车")
    dialog = judge.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("冒充的人停用了。")
    await judge.presses("松开刹车", within=dialog)
    await judge.sees("没有限制")


async def test_it_takes_two_to_stop_an_account_and_the_person_reads_why(person: type[Person]) -> None:
    somebody = await person.newcomer("冒充的人")
    me = await somebody.api("GET", "/me")
    first = await person.enter(door="duty", width=1280)
    await first.go(f"/console/people/{me['account_id']}?name=冒充的人")
    await first.presses("作一个决定")
    dialog = first.page.get_by_role("dialog")
    await dialog.get_by_label("决定什么").select_option("suspend")
    await dialog.get_by_label("原因").fill("冒充街坊收钱。")
    await first.looks_right()
    await first.presses("提议", within=dialog)
    await first.sees("你提议的，要由另一个人确认")
    second = await person.enter(door="platform", width=1280)
    await second.go("/console/proposals")
    await second.sees("冒充的人", "冒充街坊收钱。")
    await second.looks_right()
    card = second.page.get_by_role("listitem").filter(has_text="冒充街坊收钱。")
    await second.presses("确认：停用账号", within=card)
    await second.sees("确认了，已经生效")

    await somebody.api("POST", "/sessions", {"email": somebody.email, "password": PASSWORD})
    await somebody.go("/")
    await somebody.sees("关于我的决定", "账号停用", "原因：冒充街坊收钱。", "带走我的数据")
    await somebody.looks_right()
