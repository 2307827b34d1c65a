"""The same in many places: the author reads why it waits, and whoever decides sees where else it stands."""

import re

import pytest

from tests.stories.person import Person

_CIRCLES = ("manpao", "zhouwu", "xiudehao", "maohaizi")


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_fourth_place_waits_and_a_person_lets_it_through(person: type[Person], width: int) -> None:
    words = f"周六下午两点，社区礼堂免费量血压，带上医保卡，{width} 号桌。"
    theme = "dark" if width < 800 else "light"
    author = await person.newcomer(f"到处说的{width}", circles=_CIRCLES, width=width, theme=theme)
    places = []
    for slug in _CIRCLES:
        circle = await author.api("GET", f"/circle-slugs/{slug}")
        post = await author.api(
            "POST", f"/circles/{circle['circle_id']}/posts", {"text": words, "photos": []}
        )
        places.append((post["state"], f"/c/{slug}/p/{post['post_id']}"))
    assert [state for state, _ in places] == ["visible", "visible", "visible", "held"]
    address = places[-1][1]
    await author.go(address)
    await author.sees(re.compile("同样的话一天里在好几个地方出现"))
    await author.looks_right()

    judge = await person.enter(door="duty", width=width)
    await judge.go("/console/queue?inlet=machine")
    await judge.follows(re.compile(re.escape(words)))
    await judge.sees("刷屏", re.compile("怎么做的"))
    await judge.sees(re.compile("一天里在 4 个地方说了同样的话：作者自己 4 个，一共 1 个人"))
    await judge.looks_right()
    await judge.page.locator("label").filter(has_text="放行").click()
    await judge.types("理由", "给大家的通知，没有问题。")
    await judge.page.get_by_role("button", name="放行", exact=True).click()
    await judge.sees("这一件已经决定")
    await author.go(address)
    await author.sees(words)
    await author.does_not_see(re.compile("同样的话一天里在好几个地方出现"))


async def test_a_link_of_an_account_made_today_waits(person: type[Person]) -> None:
    author = await person.newcomer("刚来的人", circles=["manpao"], language="en")
    circle = await author.api("GET", "/circle-slugs/manpao")
    body = {"text": "跑步路线在这里 https://example.org/route", "photos": []}
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", body)
    await author.go(f"/c/manpao/p/{post['post_id']}")
    await author.sees(re.compile("A code, link or contact in this leads elsewhere"))
    await author.looks_right()
