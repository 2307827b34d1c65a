"""Somebody looks for a cat, for a circle that is misspelt, and for people who may or may not be found."""

import asyncio
import re

from playwright.async_api import expect

from tests.stories.person import Person

_CAT = "/search/texts?q=%E8%B1%86%E5%8C%85%20%E5%B1%8B%E9%A1%B6"


async def _is_cut(me: Person) -> None:
    """The demo's words are cut by a job a moment after they were written."""
    for _ in range(240):
        found = await me.api("GET", _CAT)
        if found["entries"] and not found["loosened"]:
            return
        await asyncio.sleep(0.5)
    raise AssertionError("nothing was found for two minutes")


async def test_the_cat_is_found_by_two_words_and_by_filters(person: type[Person]) -> None:
    me = await person.enter(door="member")
    await _is_cut(me)
    await me.go("/")
    await me.page.keyboard.press("/")
    field = me.page.get_by_role("searchbox")
    await expect(field).to_be_focused()
    await me.sees("可以这样搜")
    await me.looks_right()
    await field.fill("豆包 屋顶")
    await field.press("Enter")
    hit = me.page.locator("article").filter(has_text="第二版").first
    await expect(hit.locator("mark", has_text="豆包").first).to_be_visible()
    await expect(hit.locator("mark", has_text="屋顶").first).to_be_visible()
    await me.looks_right()

    await me.presses("帖子")
    await expect(me.page).to_have_url(re.compile("kind=posts"))
    await me.presses("楼层")
    await me.page.get_by_label("排序").select_option("newest")
    await expect(me.page).to_have_url(re.compile("order=newest"))
    await me.page.locator("article").filter(has_text="第二版").first.get_by_role("link").first.click()
    await expect(me.page).to_have_url(re.compile("floor="))

    await expect(me.page.get_by_role("region", name="楼层").get_by_role("listitem").first).to_be_visible()

    await me.page.keyboard.press("/")
    await expect(me.page.get_by_role("searchbox", name=re.compile("里搜"))).to_be_focused()
    await me.sees("最近搜过", "豆包 屋顶")
    await me.presses("全部忘掉")
    await me.does_not_see("最近搜过")


async def test_people_are_found_only_as_they_allow(person: type[Person]) -> None:
    me = await person.enter(door="host", width=1280)
    await me.go("/search?q=林教练&kind=people")
    await me.sees("@coach_lin")
    await me.go("/search?q=小满&kind=people")
    await me.sees("没有找到")
    await me.go("/search?q=xiaoman&kind=people")
    await me.sees("@xiaoman")
    await me.looks_right()


async def test_one_chooses_who_finds_one(person: type[Person]) -> None:
    me = await person.newcomer("秋实")
    await me.go("/settings/privacy")
    await me.ticks(re.compile("按名字搜得到"))
    await me.looks_right()
    other = await person.enter(door="host")
    await other.go(f"/search?q={me.handle}&kind=people")
    await other.sees("秋实")


async def test_a_slip_of_the_hand_is_forgiven(person: type[Person]) -> None:
    me = await person.enter(door="member")
    await me.go("/search?q=慢跑也算泡&kind=circles")
    await me.sees("要找的是不是")
    await me.looks_right()
