"""What is published with a label: its links lead nowhere, and it stays in its circle."""

import re

import pytest

from tests.posts.made import CheckerDown, been_here
from tests.world import World
from tonghao.circles.join import join_circle
from tonghao.db import Connection
from tonghao.feed.read import list_feed
from tonghao.markup import html_of, without_links
from tonghao.posts.edit import edit_post
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.floors import get_comment
from tonghao.posts.read import get_post, list_circle_posts
from tonghao.posts.screen_waiting import screen_comment
from tonghao.posts.settle import settle_post
from tonghao.screening.policy import current
from tonghao.screening.types import Finding

_SPAM = "想了解加微信 abc12345，看 https://example.org/a 和 [这里](https://example.org/b)"


async def test_a_labelled_post_says_so_and_its_links_lead_nowhere(conn: Connection, here: World) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, _SPAM)
    assert post.state == "visible"
    assert post.label is not None
    assert (post.label.category, post.label.zh) == ("spam.contact", current().category("spam.contact").zh)
    assert "href" not in post.html
    assert "https://example.org/a" in post.html
    assert post.html.endswith("和 这里</p>")
    assert "<a" not in post.html
    told = await here.events("post.published", f"circle:{made.circle_id}")
    assert told[-1]["post"]["label"]["category"] == "spam.contact"


async def test_others_meet_it_in_its_circle_and_not_in_their_feed(conn: Connection, here: World) -> None:
    made = await here.circle()
    reader = await here.account()
    await join_circle(conn, circle_id=made.circle_id, account_id=reader)
    spam = await here.post(made.circle_id, made.owner_id, _SPAM)
    plain = await here.post(made.circle_id, made.owner_id, "周日七点，桥头见。")

    async def feed_of(account_id):
        return {
            entry.post.post_id
            for entry in (await list_feed(conn, account_id=account_id, cursor=None)).entries
        }

    assert await feed_of(reader) == {plain.post_id}
    assert await feed_of(made.owner_id) == {spam.post_id, plain.post_id}
    page = await list_circle_posts(conn, circle_id=made.circle_id, viewer_id=reader)
    assert [one.post_id for one in page.entries] == [plain.post_id, spam.post_id]


async def test_an_edit_is_labelled_or_freed_like_a_new_text(conn: Connection, here: World) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, _SPAM)
    ids = {"circle_id": made.circle_id, "post_id": post.post_id, "author_id": made.owner_id}
    freed = await edit_post(
        conn, screener=here.screener, **ids, text="看 https://example.org/a", photos=[], version=1
    )
    assert freed.label is None
    assert 'href="https://example.org/a"' in freed.html
    again = await edit_post(conn, screener=here.screener, **ids, text=_SPAM, photos=[], version=2)
    assert again.label is not None
    assert "href" not in again.html


async def test_a_labelled_comment_says_so_too(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    await been_here(conn, *made.members)
    post = await here.post(made.circle_id, made.owner_id)
    comment = await here.comment(post, made.members[0], _SPAM)
    ids = {"circle_id": made.circle_id, "post_id": post.post_id, "comment_id": comment.comment_id}
    seen = await get_comment(conn, **ids, viewer_id=made.owner_id)
    assert seen.label is not None
    assert "href" not in seen.html
    freed = await edit_comment(
        conn, screener=here.screener, **ids, author_id=made.members[0], text="慢慢来", version=1
    )
    assert freed.label is None


async def test_what_was_written_while_the_checker_was_down_is_labelled_later(
    conn: Connection, here: World
) -> None:
    made = await here.circle(members=1)
    await been_here(conn, *made.members)
    thread = await here.post(made.circle_id, made.owner_id)
    screener, here.parts = here.screener, {**here.parts, "screener": CheckerDown()}
    post = await here.post(made.circle_id, made.owner_id, _SPAM)
    comment = await here.comment(thread, made.members[0], _SPAM)
    assert (post.state, comment.state) == ("pending", "pending")
    await settle_post(conn, circle_id=made.circle_id, post_id=post.post_id, screener=screener)
    ids = {"circle_id": made.circle_id, "post_id": thread.post_id, "comment_id": comment.comment_id}
    await screen_comment(conn, screener=screener, **ids)
    seen = (
        await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=None),
        await get_comment(conn, **ids, viewer_id=None),
    )
    for one in seen:
        assert one.state == "visible"
        assert one.label is not None
        assert "href" not in one.html
    # Settled again, for its photos: what is known of the words stays.
    await settle_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    again = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=None)
    assert again.label is not None


async def test_a_doubtful_graver_finding_is_published_without_a_label() -> None:
    middle = Finding("abuse.person", 2, 0.7, "model", None, "test")
    verdict = current().verdict([(middle, "middle")], model_version="test")
    assert (verdict.act, verdict.label) == ("label", None)
    spam = Finding("spam.contact", 1, 0.9, "lexicon", None, "test")
    both = current().verdict([(middle, "middle"), (spam, "high")], model_version="test")
    assert both.label == "spam.contact"
    doubtful = current().verdict([(middle, "middle"), (spam, "low")], model_version="test")
    assert doubtful.label is None
    grave = Finding("sex.explicit", 3, 0.9, "lexicon", None, "test")
    held = current().verdict([(grave, "high"), (spam, "high")], model_version="test")
    assert (held.act, held.label) == ("hold", None)


@pytest.mark.parametrize("text", ["<https://a.example>", "[x](http://a.example)", "HTTPS://A.EXAMPLE/x"])
def test_links_to_the_outside_are_taken_out_of_the_html(text: str) -> None:
    html = html_of(text)
    assert "href" in html
    assert "href" not in without_links(html)
    assert "<a" not in without_links(html)


def test_mentions_stay_links() -> None:
    html = html_of("@linyue 见 https://a.example", {"linyue": 1})
    assert without_links(html) == re.sub('<a href="https://a.example"[^>]*>(.*?)</a>', r"\1", html)
    assert without_links(html).count("</a>") == 1
