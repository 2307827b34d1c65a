"""Back from a post, and after a reload, one stands where one stood, whatever happened meanwhile."""

from playwright.async_api import expect

from tests.stories.person import Person

_TOP = "at => Math.round(document.querySelector(at)?.getBoundingClientRect().top ?? -9999)"
_STANDS = f"([at, top]) => Math.abs(({_TOP})(at) - top) <= 2"


async def test_the_feed_opens_where_one_left_it(person: type[Person]) -> None:
    me = await person.newcomer("常回看", circles=("maohaizi", "manpao", "yibenshu"))
    writer = await person.newcomer("写帖的人", circles=("maohaizi",))
    await me.go("/")
    page = me.page
    entry = page.locator("article").nth(7)
    link = entry.locator("[data-key=c]")
    await link.scroll_into_view_if_needed()
    # Away from the bar below, so that the press itself moves nothing.
    await me.scrolls(150)
    await page.wait_for_function(
        "() => Object.keys(sessionStorage).some(key => key.startsWith('tonghao.place'))"
    )
    name = f"[data-entry='{await entry.get_attribute('data-entry')}']"
    top = await page.evaluate(_TOP, name)

    await link.click()
    await expect(page.locator("[data-key-box=reply]")).to_be_visible()
    circle = await writer.api("GET", "/circle-slugs/maohaizi")
    await writer.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": "刚刚路过茶馆", "photos": []})
    await page.go_back()
    await page.wait_for_function(_STANDS, arg=[name, top])

    await page.reload()
    await page.wait_for_function(_STANDS, arg=[name, top])

    # One who comes anew begins at the top.
    await page.get_by_role("link", name="圈子").first.click()
    await page.get_by_role("link", name="首页").first.click()
    await page.wait_for_function("() => scrollY === 0")


async def test_a_thread_opens_at_the_floor_that_was_read(person: type[Person]) -> None:
    me = await person.enter(door="member")
    await me.go("/c/maohaizi")
    post = me.page.locator("article", has_text="豆包走丢了").last
    await post.locator("[data-key=o]").click()
    floor = me.page.locator("#floor-12")
    await floor.scroll_into_view_if_needed()
    await me.scrolls(200)
    await me.page.wait_for_function(
        "() => Object.values(sessionStorage).some(kept => kept.includes('floor-'))"
    )
    top = await me.page.evaluate(_TOP, "#floor-12")
    await me.page.reload()
    await me.page.wait_for_function(_STANDS, arg=["#floor-12", top])
