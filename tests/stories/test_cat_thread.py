"""小满 reads the thread of her lost cat: forty floors, and what one can do on the way."""

import re

from playwright.async_api import expect

from tests.patience import until
from tests.stories.person import Person


async def _opens_the_thread(me: Person) -> str:
    """The address of the thread, found in the circle as a reader finds it."""
    circle = await me.api("GET", "/circle-slugs/maohaizi")
    page = await me.api("GET", f"/circles/{circle['circle_id']}/posts")
    post = next(one for one in page["entries"] if one["text"].startswith("**豆包走丢了**"))
    return f"/c/maohaizi/p/{post['post_id']}"


async def test_the_thread_is_read_from_floor_1_to_floor_40(person: type[Person]) -> None:
    me = await person.enter(door="member")
    await me.go(await _opens_the_thread(me))
    await me.sees("1 楼 · 楼主", "豆包走丢了")
    floors = me.page.get_by_role("region", name="楼层").get_by_role("listitem")
    await expect(floors.first).to_be_visible()
    last = me.page.locator("#floor-40")

    async def scrolled() -> bool:
        await me.page.mouse.wheel(0, 3000)
        return await last.count() > 0

    await until(scrolled, seconds=60)
    await expect(last).to_be_visible()
    numbers = await me.page.locator("[id^=floor-]").evaluate_all("all => all.map(one => one.id)")
    assert numbers == [f"floor-{number}" for number in range(2, 41)]
    await me.sees("已找到，这帖结了。", "没有更多楼层了")
    await me.looks_right()


async def test_one_jumps_to_floor_38_where_the_cat_is_found(person: type[Person]) -> None:
    me = await person.enter(door="member", width=1280)
    await me.go(await _opens_the_thread(me))
    await me.presses("跳到楼层")
    dialog = me.page.get_by_role("dialog", name="跳到楼层")
    await me.types("几楼（1 到 40）", "38")
    await me.looks_right()
    await me.presses("过去", within=dialog)
    found = me.page.locator("#floor-38")
    await expect(found).to_be_in_viewport()
    await expect(found).to_contain_text("茶馆屋檐底下")
    await expect(me.page).to_have_url(re.compile(r"floor=38"))

    inside = found.get_by_role("list", name="38 楼里的回复")
    await expect(inside.get_by_role("listitem")).to_have_count(3)
    await me.presses(re.compile("还有 2 条回复"), within=found)
    await expect(inside.get_by_role("listitem")).to_have_count(5)
    await expect(inside).to_contain_text("我看了桌下柜后，没看顶上")
    await me.looks_right()


async def test_author_only_shows_what_xiaoman_wrote(person: type[Person]) -> None:
    me = await person.enter(door="member")
    await me.go(await _opens_the_thread(me))
    await me.presses("只看楼主")
    await expect(me.page.locator("#floor-6")).to_be_visible()
    await expect(me.page.locator("#floor-2")).to_have_count(0)
    await expect(me.page.locator("[id^=floor-]")).to_have_count(6)
    await me.presses("只看楼主")
    await expect(me.page.locator("#floor-2")).to_be_visible()


async def test_a_reader_answers_inside_a_floor_and_likes_it(person: type[Person]) -> None:
    me = await person.newcomer("路过的人", circles=["maohaizi"])
    await me.go(f"{await _opens_the_thread(me)}?floor=17")
    floor = me.page.locator("#floor-17")
    await expect(floor).to_be_in_viewport()
    like = floor.get_by_role("button", name="赞，已有 24 个")
    await like.click()
    await expect(floor.get_by_role("button", name="赞，已有 25 个")).to_have_attribute("aria-pressed", "true")
    await floor.get_by_role("button", name="赞，已有 25 个").click()
    await expect(floor.get_by_role("button", name="赞，已有 24 个")).to_have_attribute(
        "aria-pressed", "false"
    )

    await me.presses("回复毛毛", within=floor)
    await me.sees("回复 17 楼 毛毛")
    await me.types("回复毛毛", "地图画得真好。")
    await me.presses("发出")
    inside = floor.get_by_role("list", name="17 楼里的回复")
    await expect(inside).to_contain_text("地图画得真好。")
    await me.looks_right()


async def test_the_feed_says_why_and_what_is_muted_stays_away(person: type[Person]) -> None:
    me = await person.newcomer("安静的人", circles=["maohaizi", "yibenshu"])
    await me.go("/")
    feed = me.page.get_by_role("region", name="加入的圈子的新帖")
    first = feed.get_by_role("article").first
    await expect(first).to_be_visible()

    await me.picks(re.compile("的帖子：更多"), "为什么看到这条", within=first)
    await me.sees(re.compile("因为你在 .+ 加入了「.+」。"), "首页按时间从新到旧排，没有别的排法。")
    await me.looks_right()
    await me.page.keyboard.press("Escape")

    cats = feed.get_by_role("link", name="梧桐里毛孩子")
    books = feed.get_by_role("link", name="一个月一本")
    await expect(cats.first).to_be_visible()
    card = feed.get_by_role("article").filter(has=me.page.get_by_role("link", name="梧桐里毛孩子")).first
    await me.picks(re.compile("的帖子：更多"), "首页不看「梧桐里毛孩子」", within=card)
    await me.sees("首页不再出现「梧桐里毛孩子」。可以在设置的隐私里改回来。")
    await expect(cats).to_have_count(0)
    await expect(books.first).to_be_visible()

    await me.go("/settings/privacy")
    await me.sees("梧桐里毛孩子")
    await me.looks_right()
    await me.presses("恢复")
    await me.sees("没有。首页会显示你加入的所有圈子。")
    await me.go("/")
    await expect(cats.first).to_be_visible()
