"""A host makes a circle stricter than the platform; members read the rule where it meets them."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_host_watches_a_word_and_a_member_reads_why(person: type[Person]) -> None:
    host = await person.enter(door="host")
    circle = await host.api("GET", "/circle-slugs/manpao")
    first = (await host.api("GET", f"/circles/{circle['circle_id']}/house-rules"))["now"]["number"] + 1
    await host.go("/c/manpao/manage?part=house")
    await host.sees("哪些先由人看", "留意的词", "链接与新来的人")
    await host.presses("加一个词")
    await host.types("第 1 个词", "代跑换公里")
    await host.types("第 1 个词的理由", "公里数要自己跑，替人跑的先让教练看一眼。")
    await host.types("为什么这样改", "上周有人收钱替人打卡。")
    await host.looks_right()
    await host.presses("让规则生效")
    await host.sees(f"规则生效了，是第 {first} 版")

    member = await person.newcomer("想偷懒的人", circles=["manpao"])
    post = await member.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "谁能代跑換公里，请你喝豆浆。"}
    )
    await member.go(f"/c/manpao/p/{post['post_id']}")
    await member.sees(re.compile("本圈的规则：里面有这个圈子留意的词"))
    await member.looks_right()

    await member.go("/c/manpao/about")
    panel = member.page.get_by_role("region", name="本圈规则").or_(
        member.page.locator("section", has=member.page.get_by_role("heading", name="本圈规则"))
    )
    await expect(panel.first).to_contain_text("公里数要自己跑，替人跑的先让教练看一眼。")
    await expect(panel.first).not_to_contain_text("代跑换公里")
    await member.looks_right()
    await member.go("/c/manpao/log")
    await member.sees("定了本圈的规则", re.compile("上周有人收钱替人打卡"))

    # What was set can be taken back the same way; the earlier version stays to be read.
    desk = await person.enter(door="host", width=1280)
    await desk.go("/c/manpao/manage?part=house")
    await desk.sees(f"现在是第 {first} 版。")
    await desk.presses("去掉第 1 个词")
    await desk.types("为什么这样改", "说开了，先不用留意了。")
    await desk.looks_right()
    await desk.presses("让规则生效")
    await desk.sees(f"现在是第 {first + 1} 版。")
    again = await member.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "代跑换公里的事就此打住。"}
    )
    assert again["state"] == "visible"


async def test_the_circle_of_contracts_says_what_it_asks(person: type[Person]) -> None:
    reader = await person.enter(width=1280, language="en")
    await reader.go("/c/kandong/about")
    await reader.sees(
        "Rules of this circle", "No links to other sites", re.compile("first post of new members")
    )
    await reader.does_not_see(re.compile("内部额度"))
    await reader.looks_right()
