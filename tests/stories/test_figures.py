"""What the place says of itself in figures: how soon things went, and what was done, for everybody."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def test_a_reader_finds_how_soon_things_went_from_the_limits_that_the_standard_sets(
    person: type[Person],
) -> None:
    reader = await person.enter()
    await reader.go("/standard")
    await reader.follows("第一时间有多快", within=reader.page.get_by_role("main"))
    await expect(reader.page).to_have_url(re.compile("/first-moment#held_look"))
    await reader.sees("第一时间，到底多快", re.compile("少于 10 件的不显示时间"), "照片：从上传到机器判断")
    await reader.is_readable()
    photos = reader.page.locator("#photo_verdict")
    whole = photos.get_by_role("row").filter(has=reader.page.get_by_role("rowheader", name="全站"))
    await expect(whole).to_contain_text(re.compile(r"\d+\.\d (秒|分钟)"))
    await photos.get_by_role("link", name="梧桐里毛孩子").click()
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text("梧桐里毛孩子")
    await reader.follows("最近 28 天")
    await expect(reader.page.locator("strong")).to_have_text("最近 28 天")
    await reader.is_readable()


async def test_a_reader_without_script_takes_the_transparency_report_along_as_a_table(
    person: type[Person],
) -> None:
    reader = await person.enter(script=False, width=1280, language="en", theme="dark")
    await reader.page.goto("/transparency")
    await reader.sees("Transparency report", re.compile("dsa-tdb-v2/1"), "Overturned on appeal", "NUDITY")
    await reader.is_readable()
    address = await reader.page.get_by_role("link", name="Download as a table (CSV)").get_attribute("href")
    assert address is not None
    table = await reader.context.request.get(address)
    assert table.status == 200
    assert (await table.body()).startswith(b"\xef\xbb\xbf")
    assert "eu_mapping_version" in await table.text()
    await reader.follows(re.compile("half of"))
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text("half of")
    await reader.is_readable()


async def test_the_console_leads_to_both(person: type[Person]) -> None:
    duty = await person.enter(door="duty", width=1280)
    await duty.go("/console")
    menu = duty.page.get_by_role("navigation")
    for name, path in (("第一时间", "/first-moment"), ("透明度报告", "/transparency")):
        await expect(menu.get_by_role("link", name=name)).to_have_attribute("href", path)
