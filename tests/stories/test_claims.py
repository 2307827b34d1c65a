"""Two moderators do not work on one case: who takes it is seen by the other at once."""

from playwright.async_api import expect

from tests.stories.person import Person

_ABUSE = "你就是个傻逼"


async def test_a_claim_shows_in_the_other_moderators_queue_and_on_the_open_case(person: type[Person]) -> None:
    author = await person.newcomer("火气大", circles=["zhouwu"])
    circle = await author.api("GET", "/circle-slugs/zhouwu")
    await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": _ABUSE, "photos": []})

    one = await person.enter(door="duty", width=1280)
    other = await person.enter(door="platform", width=1280)
    me = await one.api("GET", "/me")
    await other.go("/console/queue")
    row = other.page.get_by_role("row").filter(has_text="火气大")
    await expect(row).not_to_contain_text(me["name"])

    await one.go("/console/queue")
    await one.page.get_by_role("row").filter(has_text="火气大").get_by_role("link").first.click()
    await one.presses("认领")
    await expect(row).to_contain_text(me["name"])
    await other.looks_right()

    await row.get_by_role("link").first.click()
    await other.sees("当时看到的")
    await expect(other.page.get_by_role("main")).to_contain_text(me["name"])
    await other.looks_right()
