"""What is held: the author is told, nobody else sees it, a person decides, and everything is written down."""

import re
from pathlib import Path

from playwright.async_api import expect

from tests.stories.person import Person

_CARD = Path(__file__).parents[2] / "src" / "tonghao" / "screening" / "test_card.png"
# Nobody else says it: the judge finds the case by these words.
_ABUSE = "你就是个傻逼，第九页都读不懂"


async def _posts_the_card(me: Person, slug: str, text: str) -> str:
    """Compose a post with the test card; returns its id."""
    await me.go(f"/compose?circle={slug}")
    await me.types("正文", text)
    await me.page.get_by_label("加照片").and_(me.page.locator("input")).set_input_files(_CARD)
    await me.types("第 1 张照片的说明", "测试卡")
    await me.sees(re.compile("被拦下了，等人来看。.+"))
    await me.looks_right()
    await me.presses("发出")
    await expect(me.page).to_have_url(re.compile(r"/p/[0-9a-f-]{36}$"))
    return me.page.url.rsplit("/", 1)[1]


async def test_the_test_card_is_held_and_a_moderator_decides(person: type[Person]) -> None:
    author = await person.newcomer("试卡的人", circles=["manpao"])
    reader = await person.newcomer("旁边的人", circles=["manpao"], width=1280)
    await reader.go("/c/manpao")
    post_id = await _posts_the_card(author, "manpao", "先试一张卡，看看会怎样。")

    note = author.page.get_by_role("article").get_by_role("status")
    await expect(note).to_contain_text("被拦下了，等人来看。")
    await expect(note).to_contain_text("这条内容可能尺度偏大")
    await author.looks_right()
    await author.page.get_by_role("button", name="English").click()
    await expect(author.page.get_by_role("article").get_by_role("status")).not_to_contain_text("尺度")
    await author.page.get_by_role("button", name="中文").click()

    circle = await author.api("GET", "/circle-slugs/manpao")
    post = await author.api("GET", f"/circles/{circle['circle_id']}/posts/{post_id}")
    photo = post["photos"][0]
    address = f"/media/{photo['owner_id']}/{photo['media_id']}/"
    nobody = await person.enter(width=1280)
    for size in ("small", "medium", "large"):
        assert (await author.context.request.get(f"{address}{size}.webp")).status == 200
        assert (await reader.context.request.get(f"{address}{size}.webp")).status == 404
        assert (await nobody.context.request.get(f"{address}{size}.webp")).status == 404
    await reader.go("/c/manpao")
    await expect(reader.page.get_by_role("article").first).to_be_visible()
    await reader.does_not_see("先试一张卡，看看会怎样。")
    await reader.page.goto(f"/c/manpao/p/{post_id}")
    await reader.sees("这里没有你要找的内容")

    judge = await person.enter(door="duty", width=1280)
    await judge.go("/console/queue?inlet=machine")
    await judge.looks_right()
    row = judge.page.get_by_role("row").filter(has_text="试卡的人")
    await row.get_by_role("link").first.click()
    await judge.sees("当时看到的", "机器发现了什么", "先试一张卡，看看会怎样。")
    cover = judge.page.get_by_role("button", name=re.compile("点开看"))
    await expect(cover.locator("img")).to_have_css("filter", re.compile("blur"))
    await judge.looks_right()
    await cover.click()
    shown = judge.page.get_by_role("button", name=re.compile("遮住第 1 张照片"))
    await expect(shown.locator("img")).not_to_have_css("filter", re.compile("blur"))

    await judge.page.get_by_role("button", name="移除", exact=True).click()
    await judge.sees("请写一句理由。")
    await judge.types("理由", "测试卡，照规矩移除。")
    await judge.looks_right()
    await judge.page.get_by_role("button", name="移除", exact=True).click()
    await judge.sees("这一件已经决定", "测试卡，照规矩移除。")
    await judge.looks_right()

    await author.go("/notifications")
    await author.sees("你的内容被移除了")
    await author.looks_right()

    await judge.presses("撤回决定")
    await judge.types("为什么撤回", "再看一遍，这是无害的图。")
    await judge.looks_right()
    await judge.page.get_by_role("dialog").get_by_role("button", name="撤回", exact=True).click()
    await expect(judge.page.get_by_role("button", name="移除", exact=True)).to_be_visible()
    await author.go("/notifications")
    await author.sees("先前的处理撤回了")

    await judge.page.get_by_text("放行", exact=True).first.click()
    await judge.types("理由", "无害的测试图，放行。")
    await judge.page.get_by_role("button", name="放行", exact=True).click()
    await judge.sees("这一件已经决定")
    await author.go("/notifications")
    await author.sees("你的内容放行了")
    await reader.go(f"/c/manpao/p/{post_id}")
    await reader.sees("先试一张卡，看看会怎样。")
    assert (await reader.context.request.get(f"{address}small.webp")).status == 200

    await judge.go(f"/console/audit?subject={photo['media_id']}")
    await judge.sees("无害的测试图，放行。", "再看一遍，这是无害的图。", "测试卡，照规矩移除。")
    await judge.looks_right()


async def test_an_abusive_comment_is_a_tombstone_for_others_until_it_is_released(
    person: type[Person],
) -> None:
    author = await person.newcomer("急脾气", circles=["zhouwu"])
    reader = await person.newcomer("心平气和", circles=["zhouwu"], width=1280)
    circle = await author.api("GET", "/circle-slugs/zhouwu")
    post = await reader.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "规则书第九页到底怎么读？", "photos": []}
    )
    address = f"/c/zhouwu/p/{post['post_id']}"
    await reader.go(address)
    await author.go(address)
    await author.types("写一楼新的", _ABUSE)
    await author.presses("发出")
    floor = author.page.locator("#floor-2")
    await expect(floor).to_contain_text("被拦下了，等人来看。")
    await expect(floor).to_contain_text("这段文字像是在骂人")
    await expect(floor).to_contain_text(_ABUSE)
    await author.looks_right()

    await reader.go(address)
    await expect(reader.page.locator("#floor-2")).to_contain_text("这一条正在检查")
    await reader.does_not_see(_ABUSE)
    await reader.looks_right()

    judge = await person.enter(door="duty", width=390)
    await judge.go(f"/console/queue?circle={circle['circle_id']}")
    await judge.follows(re.compile(_ABUSE))
    await judge.sees("当时看到的", "辱骂")
    await judge.looks_right()
    await judge.page.get_by_text("放行", exact=True).first.click()
    await judge.types("理由", "两人相熟，是在说笑。")
    await judge.page.get_by_role("button", name="放行", exact=True).click()
    await judge.sees("这一件已经决定")

    await expect(reader.page.locator("#floor-2")).to_contain_text(_ABUSE)
