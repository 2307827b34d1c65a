"""Advertising is shown as such, and what a comment said before an edit can be read."""

import re

from playwright.async_api import expect

from tests.stories.person import Person

_SPAM = "想了解加微信 abc12345，看 https://example.org/sale"


async def test_a_labelled_post_says_why_and_its_links_lead_nowhere(person: type[Person]) -> None:
    # A link of an account made today would wait for a person.
    author = await person.enter(door="host")
    reader = await person.newcomer("路过的人", circles=["manpao"], width=1280)
    circle = await author.api("GET", "/circle-slugs/manpao")
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": _SPAM, "photos": []})
    address = f"/c/manpao/p/{post['post_id']}"

    await reader.go(address)
    article = reader.page.get_by_role("article").first
    await expect(article).to_contain_text("链接不能点，只在圈子里看得到。")
    await expect(article).to_contain_text("https://example.org/sale")
    await expect(article.get_by_role("link", name=re.compile("example.org"))).to_have_count(0)
    await reader.looks_right()
    await reader.go("/")
    await expect(reader.page.get_by_role("article").first).to_be_visible()
    await reader.does_not_see(re.compile("abc12345"))

    await author.go(address)
    await author.sees(re.compile("改好以后会重新检查。"))
    await author.looks_right()


async def test_what_a_comment_said_before_is_read_in_its_history(person: type[Person]) -> None:
    author = await person.newcomer("改主意的", circles=["manpao"])
    reader = await person.newcomer("细心的人", circles=["manpao"])
    circle = await author.api("GET", "/circle-slugs/manpao")
    posts = f"/circles/{circle['circle_id']}/posts"
    post = await author.api("POST", posts, {"text": "明早几点？", "photos": []})
    place = f"{posts}/{post['post_id']}/comments"
    comment = await author.api("POST", place, {"text": "七点，桥头见。"})
    await author.api("PATCH", f"{place}/{comment['comment_id']}", {"text": "七点半，桥头见。", "version": 1})

    await reader.go(f"/c/manpao/p/{post['post_id']}")
    await reader.sees("七点半，桥头见。", "改过")
    await reader.picks("改主意的在 2 楼的回复：更多", "编辑记录")
    dialog = reader.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("七点，桥头见。")
    await expect(dialog).to_contain_text("七点半，桥头见。")
    await reader.looks_right()
