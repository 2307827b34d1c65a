"""A reader without script and without an account: open circles can be read, others show nothing."""

import re

from playwright.async_api import Page, expect

from tests.stories.person import Person


async def _tells(page: Page, name: str) -> str:
    content = await page.locator(f'meta[property="{name}"], meta[name="{name}"]').first.get_attribute(
        "content"
    )
    return content or ""


async def test_an_open_circle_is_read_without_script(person: type[Person]) -> None:
    reader = await person.enter(script=False)
    await reader.page.goto("/c/maohaizi")
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text("梧桐里毛孩子")
    await reader.sees("安安宠物诊所", re.compile("豆包"))
    await expect(reader.page).to_have_title(re.compile("梧桐里毛孩子"))
    assert await _tells(reader.page, "description")
    assert "梧桐里毛孩子" in await _tells(reader.page, "og:title")
    assert (await _tells(reader.page, "og:url")).endswith("/c/maohaizi")
    picture = await _tells(reader.page, "og:image")
    assert (await reader.context.request.get(picture)).status == 200
    await reader.is_readable()

    thread = reader.page.get_by_role("article").filter(has_text="豆包走丢了").get_by_role("link").first
    await thread.click()
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text("豆包走丢了")
    await reader.sees(re.compile("陈医生"), re.compile("罐头打开，放在旁边"))
    assert "豆包走丢了" in await _tells(reader.page, "og:title")
    assert await _tells(reader.page, "og:type") == "article"
    assert "灰猫" in await _tells(reader.page, "description")
    await reader.is_readable()


async def test_an_english_reader_gets_english_words_around_it(person: type[Person]) -> None:
    reader = await person.enter(script=False, width=1280, language="en")
    await reader.page.goto("/c/yibenshu")
    await expect(reader.page.get_by_role("heading", level=1)).to_contain_text("One Book a Month")
    await expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    await reader.is_readable()


async def test_an_invite_only_circle_shows_nothing(person: type[Person]) -> None:
    host = await person.enter(door="host")
    partner = next(one for one in await host.api("GET", "/partners/mine") if one["state"] == "approved")
    circle = await host.api(
        "POST",
        "/circles",
        {
            "partner_id": partner["partner_id"],
            "slug": "bimen",
            "name": "关门练",
            "name_en": "Closed practice",
            "topic": "fitness",
            "description": "只给教练看的训练单。",
            "description_en": "",
            "rules": "",
            "kind": "invite",
        },
    )
    post = await host.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "周三间歇跑的配速表。", "photos": []}
    )
    for script in (False, True):
        reader = await person.enter(script=script)
        for path in ("/c/bimen", f"/c/bimen/p/{post['post_id']}"):
            answer = await reader.page.goto(path)
            assert answer is not None
            assert answer.status == 404
            await reader.page.wait_for_load_state("networkidle")
            for secret in ("关门练", "只给教练看的训练单", "周三间歇跑"):
                assert secret not in await reader.page.content()
