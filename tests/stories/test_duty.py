"""Nobody is on duty: photos wait and the page says so; whoever comes on duty has the rest of it."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from tests.media import pictures
from tests.stories.person import Person

_SLUG = "manpao"
_WORDS = "夜里的桥，还亮着一盏灯。"


async def _day_off(host: Person, circle_id: str, **more: Any) -> str:
    """Let today differ from the roster; returns what was added."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    circle = await host.api("POST", f"/circles/{circle_id}/duty-exceptions", {"on_date": today, **more})
    return str(circle["duty_exceptions"][-1]["exception_id"])


async def test_while_nobody_is_on_duty_photos_wait_and_everybody_is_told_before(person: type[Person]) -> None:
    host = await person.enter(door="host", width=1280)
    circle_id = (await host.api("GET", f"/circle-slugs/{_SLUG}"))["circle_id"]
    away = await _day_off(host, circle_id)

    writer = await person.newcomer("夜里拍桥的人", circles=[_SLUG])
    reader = await person.newcomer("桥那头的人", circles=[_SLUG], width=1280)
    await writer.go(f"/c/{_SLUG}")
    await writer.sees(re.compile("现在没有人值班：照片要等到 .+ 有人看过"))
    await writer.looks_right()
    await writer.follows("发帖", within=writer.page.get_by_role("main"))
    await writer.sees(re.compile("现在没有人值班：照片要等到 .+ 有人看过"))
    await writer.types("正文", _WORDS)
    photo = {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": pictures.saved(pictures.scene())}
    await writer.page.get_by_label("加照片").and_(writer.page.locator("input")).set_input_files([photo])  # type: ignore[list-item]
    await expect(writer.page.get_by_text("检查过了，可以发")).to_have_count(1, timeout=30_000)
    await writer.looks_right()
    await writer.presses("发出")
    await expect(writer.page).to_have_url(re.compile(rf"/c/{_SLUG}/p/"))
    note = writer.page.get_by_role("article").get_by_role("status")
    await expect(note).to_contain_text("被拦下了，等人来看。")
    await expect(note).to_contain_text("发的时候圈子里没有人值班")
    await writer.looks_right()
    address = writer.page.url
    words = await writer.api(
        "POST", f"/circles/{circle_id}/posts", {"text": "只有字的这条照常。", "photos": []}
    )
    assert words["state"] == "visible"
    await reader.page.goto(address)
    await reader.sees("这里没有你要找的内容")

    me = await host.api("GET", "/me")
    on_top = await _day_off(host, circle_id, cover_id=me["account_id"])
    await writer.go(f"/c/{_SLUG}")
    await writer.does_not_see(re.compile("现在没有人值班：照片"))
    await reader.page.goto(address)
    await reader.sees("这里没有你要找的内容")

    await host.go(f"/c/{_SLUG}")
    await host.follows("今天")
    await host.sees("谁在值班", "没有人值班时来的照片", "夜里拍桥的人发的，别人还看不到", _WORDS)
    cover = host.page.get_by_role("button", name=re.compile("点开看")).first
    await expect(cover.locator("img")).to_have_css("filter", re.compile("blur"))
    await cover.click()
    await host.looks_right()
    await host.presses("看过，可以显示夜里拍桥的人发的")
    await host.sees("放行了，作者收到了通知")
    await reader.page.goto(address)
    await reader.sees(_WORDS)
    for one in (away, on_top):
        await host.api("DELETE", f"/circles/{circle_id}/duty-exceptions/{one}")


async def test_a_shift_passes_when_the_colleague_says_yes(person: type[Person]) -> None:
    host = await person.enter(door="host")
    circle_id = (await host.api("GET", f"/circle-slugs/{_SLUG}"))["circle_id"]
    me = await host.api("GET", "/me")
    colleague = await person.newcomer("代班的人", circles=[_SLUG], width=1280)
    staff = f"/circles/{circle_id}/members/{colleague.account_id}/role"
    await host.api("PUT", staff, {"role": "helper"})
    mine = await _day_off(host, circle_id, cover_id=me["account_id"])

    await host.go(f"/c/{_SLUG}/today")
    await host.presses("交班")
    dialog = host.page.get_by_role("dialog", name="把这一班交给谁？")
    await dialog.get_by_label("代班的人").last.check()
    await dialog.get_by_label("对方要知道什么（可不写）").fill("七点那一圈有人问膝盖，还没回。")
    await host.looks_right()
    await dialog.get_by_role("button", name="交班").click()
    await host.sees(re.compile("林教练请代班的人接班"), "撤回")
    await host.looks_right()

    await colleague.go("/notifications")
    await colleague.sees("请你接班")
    await colleague.go(f"/c/{_SLUG}/today")
    await colleague.sees(re.compile("林教练请你接班"), "七点那一圈有人问膝盖，还没回。")
    await colleague.looks_right()
    await colleague.presses("我来接")
    await colleague.sees("接班了，从现在起你在值班", re.compile("代班的人接了林教练的班"))
    await host.go("/notifications")
    await host.sees("接了你的班，从现在起由对方值班")
    await host.go(f"/c/{_SLUG}/log")
    await host.sees(re.compile("接了.*的班"))

    circle = await host.api("GET", f"/circle-slugs/{_SLUG}")
    for one in circle["duty_exceptions"]:
        if colleague.account_id in (one["cover_id"], one["absent_id"]) or one["exception_id"] == mine:
            await host.api("DELETE", f"/circles/{circle_id}/duty-exceptions/{one['exception_id']}")
    await host.api("PUT", staff, {"role": "member"})


async def test_the_duty_board_shows_who_is_there_and_whose_clocks_ran_out(person: type[Person]) -> None:
    officer = await person.enter(door="duty", width=1280)
    await officer.go("/console/duty")
    await officer.sees("值班板", "七天里一直有人。", re.compile(r"七天里有 .+ 小时没有人"), "误了的钟")
    falling = officer.page.get_by_role("listitem").filter(
        has=officer.page.get_by_role("heading", name="好看就好"), has_text="四周误了"
    )
    await expect(falling).to_contain_text(re.compile(r"四周误了 [1-9]\d* 次"))
    board = officer.page.locator("section").filter(has=officer.page.get_by_role("heading", name="误了的钟"))
    for side in ("圈子这边", "平台这边"):
        await expect(board.get_by_text(side).first).to_be_visible()
    await officer.looks_right()

    operator = await person.enter(door="platform", width=1280)
    await operator.go("/console/duty")
    await operator.presses("改排班")
    dialog = operator.page.get_by_role("dialog", name="平台的排班")
    await operator.looks_right()
    before = await dialog.get_by_role("group").count()
    await operator.presses("加一班", within=dialog)
    added = dialog.get_by_role("group").nth(before)
    await added.get_by_label("星期").select_option("6")
    await added.get_by_label("开始").fill("22:00")
    await added.get_by_label("结束").fill("06:00")
    await added.get_by_label("谁").select_option(label="苏敏")
    await operator.presses("保存", within=dialog)
    await operator.sees("排班存好了")
    duty = await operator.api("GET", "/duty")
    night = [(one["weekday"], one["starts_minute"], one["ends_minute"]) for one in duty["shifts"]]
    assert {(6, 22 * 60, 24 * 60), (0, 0, 6 * 60)} <= set(night)
