"""A host removes what somebody wrote: its author reads why, asks the platform, and gets an answer."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.stories.person import Person

_TEXT = "周六晚上操场见，带手电。"
_WHY = "晚上操场没有灯，等物业修好再约。"


async def test_a_removal_by_the_host_has_a_reason_and_a_door(person: type[Person]) -> None:
    author = await person.newcomer("爱夜跑的人", circles=["manpao"])
    circle = await author.api("GET", "/circle-slugs/manpao")
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": _TEXT})
    page = f"/c/manpao/p/{post['post_id']}"

    host = await person.enter(door="host", width=1280)
    await host.go(page)
    await host.picks("爱夜跑的人的帖子：更多", "删除")
    dialog = host.page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="删除")).to_be_disabled()
    await dialog.get_by_label("理由").fill(_WHY)
    await host.looks_right()
    await host.presses("删除", within=dialog)
    await expect(host.page).to_have_url(re.compile(r"/c/manpao$"))

    notice = author.page.get_by_role("link", name=re.compile("「慢跑也算跑」移除了你写的"))
    await author.go("/notifications")
    await author.finds(notice)
    await author.looks_right()
    await notice.click()
    await author.sees("被圈子的人移除", f"他们写的原因：{_WHY}", re.compile("由平台的人来看"))
    await author.looks_right()
    await author.types("为什么不对", "物业上周就修好了。")
    await author.presses("提交申诉")
    await author.sees(re.compile(r"收到了，编号 A-\d{8}-"))

    judge = await person.enter(door="duty", width=1280)
    await judge.go("/console/appeals")
    await judge.page.get_by_role("link", name="物业上周就修好了。").click()
    await judge.sees("圈子的人移除的内容", _TEXT, _WHY)
    await judge.looks_right()
    await judge.page.get_by_text("推翻，恢复原样").click()
    await judge.types("告诉申诉的人", "灯修好了，可以约。")
    await judge.page.get_by_role("button", name="推翻", exact=True).click()
    await expect(judge.page.get_by_text("灯修好了，可以约。").first).to_be_visible()

    reader = await person.newcomer("一起跑的人", circles=["manpao"])
    await reader.go(page)
    await reader.sees(_TEXT)
    await reader.go("/c/manpao/log")
    await reader.sees(re.compile("作者申诉，平台另一个人看过，放回来了"))


async def test_a_table_and_a_mark_are_reported_in_one_tap(person: type[Person]) -> None:
    opener = await person.newcomer("开桌的人", circles=["zhouwu"])
    circle = await opener.api("GET", "/circle-slugs/zhouwu")
    tables = f"/circles/{circle['circle_id']}/team-ups"
    soon = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    await opener.api("POST", tables, {"game": "押大小", "note": "带现金", "starts_at": soon, "seats": 4})
    reader = await person.newcomer("看不下去的人", circles=["zhouwu"])
    await reader.go("/c/zhouwu/tools/team_up")
    await reader.presses("举报「押大小」")
    dialog = reader.page.get_by_role("dialog")
    await reader.looks_right()
    await reader.ticks("赌博", within=dialog)
    await dialog.get_by_role("button", name="提交").click()
    await reader.sees("收到了")

    judge = await person.enter(door="duty", width=1280)
    await judge.go(f"/console/queue?circle={circle['circle_id']}")
    await judge.follows(re.compile("押大小"))
    await judge.sees(re.compile("带现金"))
    await judge.looks_right()
    await judge.types("理由", "约人赌钱。")
    await judge.page.get_by_role("button", name="移除", exact=True).click()
    await judge.sees("这一件已经决定")
    await reader.go("/c/zhouwu/tools/team_up")
    await reader.does_not_see("押大小")
