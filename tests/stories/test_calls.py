"""Something grave comes: who is on duty is called until somebody says that they are on it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, expect

from tests.stories.person import Person

_SLUG = "manpao"
_FRAUD = "周末跑完可以做手机兼职刷单，一单五十，当天结。"


async def _on_duty_for_platform(person: type[Person]) -> Person:
    """Whoever answers for the platform at this hour, at a desk."""
    asks = await person.enter(door="platform")
    duty = await asks.api("GET", "/duty")
    me = await asks.api("GET", "/me")
    answers = duty["on_duty"][0] if duty["on_duty"] else duty["stands_in"]
    return await person.enter(
        door="platform" if answers["account_id"] == me["account_id"] else "duty", width=1280
    )


async def _is_on_all_of(banner: Locator) -> None:
    """Say of each call that one is on it; others than the story's own may be among them."""
    buttons = banner.get_by_role("button", name="我在")
    while left := await buttons.count():
        await buttons.first.click()
        await expect(buttons).not_to_have_count(left)
    await expect(banner).to_have_count(0)


async def test_who_is_on_duty_is_called_until_somebody_is_on_it(person: type[Person]) -> None:
    host = await person.enter(door="host")
    circle_id = (await host.api("GET", f"/circle-slugs/{_SLUG}"))["circle_id"]
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    me = await host.api("GET", "/me")
    on_top = {"on_date": today, "cover_id": me["account_id"]}
    circle = await host.api("POST", f"/circles/{circle_id}/duty-exceptions", on_top)
    await host.go("/notifications")
    officer = await _on_duty_for_platform(person)
    await officer.go("/console")
    writer = await person.newcomer("要大家刷单的人", circles=[_SLUG])
    written = await writer.api("POST", f"/circles/{circle_id}/posts", {"text": _FRAUD, "photos": []})
    assert written["state"] == "held"

    banner = host.page.get_by_role("region", name="要你马上看")
    await expect(banner).to_contain_text("有很重的内容等人看", timeout=60_000)
    await host.looks_right()
    await host.go(f"/c/{_SLUG}")
    await expect(banner).to_be_visible()
    await host.presses("我在", within=banner)
    await host.sees("记下了：你在处理")
    await _is_on_all_of(banner)

    desk = officer.page.get_by_role("region", name="要你马上看")
    await expect(desk).to_contain_text("有很重的内容等人看")
    await officer.looks_right()
    await officer.go("/console/duty")
    await officer.sees("呼叫", re.compile("第 1 次："), re.compile("应用里 发了"))
    await expect(desk).to_be_visible()
    ours = officer.page.get_by_role("listitem").filter(has_text="圈子这边").filter(has_text="慢跑也算跑")
    await expect(ours.first).to_contain_text("有人回应")
    await _is_on_all_of(desk)
    await officer.looks_right()
    cover = circle["duty_exceptions"][-1]["exception_id"]
    await host.api("DELETE", f"/circles/{circle_id}/duty-exceptions/{cover}")


async def test_a_partner_says_where_its_calls_go_besides(person: type[Person]) -> None:
    host = await person.enter(door="host")
    await host.go("/partners")
    panel = host.page.locator("section").filter(has_text="呼叫还发到哪里").last
    await host.sees("没有设地址。")
    await panel.get_by_label("地址").fill("http://127.0.0.1:9/calls")
    await host.presses("设这个地址", within=panel)
    await expect(panel.locator("code")).to_have_text(re.compile(r"whsec_\S+"))
    await host.looks_right()
    await host.presses("试发一次", within=panel)
    await host.sees("这个地址在内网，不发")
    await host.go("/partners")
    await host.sees(re.compile("127.0.0.1:9，.+设的"))
    await expect(panel.locator("code")).to_have_count(0)
    await host.presses("不再发", within=panel)
    await host.sees("没有设地址。")
