"""The oversight board: every number opens what it counts, week by week, over all circles and in one."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_number_of_the_board_opens_what_it_counts(person: type[Person]) -> None:
    platform = await person.enter(door="platform", width=1280)
    await platform.go("/console/oversight")
    await platform.sees("每个数字都点得开", "一个一个圈子", "各分数的圈子")
    await platform.looks_right()

    removed = platform.page.get_by_role("button", name=re.compile("移除之前被看到"))
    await expect(removed).to_contain_text(re.compile(r"\d+ 次，\d+ 条"))
    await removed.click()
    dialog = platform.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("在移除之前给作者和平台以外的人看过多少次")
    row = dialog.get_by_role("listitem").filter(has_text="网上存下来的")
    await expect(row).to_contain_text("被看 18 次")
    await platform.looks_right()
    await row.get_by_role("link", name="案件").click()
    await platform.sees("案件", "抽查看到的")

    await platform.go("/console/oversight")
    await platform.page.get_by_role("link", name="前一周").click()
    studio = platform.page.get_by_role("listitem").filter(has_text="好看就好").first
    await studio.get_by_role("link", name="好看就好").click()
    await platform.sees("回到全部圈子")
    await platform.page.get_by_role("button", name=re.compile("抽查漏放")).click()
    await expect(dialog).to_contain_text("随机抽出")
    await expect(dialog.get_by_text("算在内").first).to_be_visible()
    await platform.looks_right()

    english = await person.enter(door="duty", width=390, language="en", theme="dark")
    await english.go("/console/oversight")
    await english.sees("Every number opens", "Circle by circle")
    for chart in await english.page.get_by_text("As a table").all():
        await chart.click()
    await english.looks_right()


async def test_tips_stand_beside_views_and_open_their_rows(person: type[Person]) -> None:
    platform = await person.enter(door="platform", width=1280)
    await platform.go("/console/oversight")
    await platform.sees("打赏和看的人", "谁给了谁，这里不写。")
    table = platform.page.get_by_role("region", name="打赏和看的人").filter(
        has=platform.page.get_by_role("table")
    )
    await platform.page.get_by_text("看成表").first.click()
    await platform.looks_right()
    await table.get_by_role("button", name=re.compile("起的一周，打赏: ")).first.click()
    dialog = platform.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("这一周给出的打赏")
    row = dialog.get_by_role("listitem").filter(has_text="一个月一本").first
    await expect(row).to_contain_text(re.compile(r"¥\d+\.\d\d"))
    await platform.looks_right()
    await row.get_by_role("link", name="帖子").click()
    await platform.sees("一个月一本")

    phone = await person.enter(door="duty", width=390, language="en", theme="dark")
    circle = await phone.api("GET", "/circle-slugs/yibenshu")
    await phone.go(f"/console/oversight?circle={circle['circle_id']}&figure=views")
    await expect(phone.page.get_by_role("dialog")).to_contain_text("How often posts of the circle were shown")
    await phone.looks_right()
    # From the breaker's own count of who tipped to the tips of that week.
    await phone.go("/brakes")
    await phone.page.get_by_role("link", name="Tips of that week in this circle").first.click()
    await phone.sees("Tips")
    await expect(phone.page.get_by_role("dialog")).to_contain_text("Tips given in this week")
