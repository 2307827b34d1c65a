"""Public pages: readable without script, with a card, and safe whatever people write."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.pages.site import Reading, open_site
from tests.patience import until
from tests.posts.made import HELD
from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason
from tonghao.config import Config
from tonghao.db import writing
from tonghao.ids import new_id
from tonghao.posts.delete import delete_post
from tonghao.posts.digest import digest_post
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.lock import lock_post
from tonghao.posts.pin import pin_post
from tonghao.posts.posting_rules import NewCategory, set_categories
from tonghao.posts.types import PhotoDraft

_VIEWS_OF_POST = "SELECT views FROM post_views WHERE post_id = $1"
_VIEWS_OF_FLOOR = "SELECT views FROM comment_views WHERE comment_id = $1"

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><script>alert(2)</script>",
    "</main></div><script>alert(3)</script>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "[x](javascript:alert(4)) <a href='javascript:alert(5)'>y</a>",
    "<!-- --><svg/onload=alert(6)><style>*{display:none}</style>",
    "\\g<0> \\1 $& &lt;b&gt; &#x3c;script&#x3e;",
]


async def _page(
    config: Config, parts: dict[str, Any], web: Path, path: str, *, lang: str = "zh-CN"
) -> tuple[int, Reading, str]:
    async with open_site(config, parts, web, public_url="https://example.org") as client:
        answer = await client.get(path, headers={"Accept-Language": lang})
    assert answer.headers["content-type"].startswith("text/html")
    return answer.status_code, Reading(answer.text), answer.text


async def _described(world: World, circle_id: UUID, description: str, description_en: str = "") -> None:
    async with world.writing() as conn:
        await conn.execute(
            "UPDATE circles SET description = $2, description_en = $3 WHERE id = $1",
            circle_id,
            description,
            description_en,
        )


async def test_an_open_circle_is_read_without_script(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    await _described(world, made.circle_id, "每周三晚，绕着梧桐里慢慢跑一圈。", "Every Wednesday evening.")
    post = await world.post(made.circle_id, made.members[0], "今天 **五公里**")
    status, page, _ = await _page(config, parts, web, f"/c/{made.slug}")
    assert status == 200
    assert page.title == "慢跑也算跑 · 同好"
    assert page.meta["description"] == page.meta["og:description"] == "每周三晚，绕着梧桐里慢慢跑一圈。"
    assert page.meta["og:title"] == page.title
    assert page.meta["og:type"] == "website"
    assert page.links["canonical"] == page.meta["og:url"] == f"https://example.org/c/{made.slug}"
    assert "robots" not in page.meta
    for words in ("慢跑也算跑", "每周三晚", "岳步健身", "今天 五公里", "2 位成员"):
        assert words in " ".join(page.words.split()), words
    assert ("a", {"href": f"/c/{made.slug}/p/{post.post_id}"}) in page.tags
    assert page.scripts == [{"type": "module", "crossorigin": "", "src": "/assets/index-abc123.js"}]
    _, english, _ = await _page(config, parts, web, f"/c/{made.slug}", lang="en-GB,en;q=0.9,zh;q=0.5")
    assert english.meta["description"] == "Every Wednesday evening."
    assert ("html", {"lang": "en"}) in english.tags


async def test_a_post_is_read_with_its_floors_without_script(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id, "毛毛走丢了，最后一次是在*茶室*门口看到的。")
    await world.comment(post, made.members[0], "我在巷口看到一只橘的")
    await world.comment(post, made.owner_id, "是她吗", floor=2)
    status, page, _ = await _page(config, parts, web, f"/c/{made.slug}/p/{post.post_id}")
    assert status == 200
    assert page.title == "毛毛走丢了，最后一次是在茶室门口看到的。 · 慢跑也算跑"
    assert page.meta["og:type"] == "article"
    assert page.meta["og:url"] == f"https://example.org/c/{made.slug}/p/{post.post_id}"
    for words in ("毛毛走丢了", "我在巷口看到一只橘的", "是她吗", "2楼"):
        assert words in page.words, words


async def test_what_is_read_without_an_account_counts_as_shown(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id, "今天 **五公里**")
    floor = await world.comment(post, made.members[0], "明天一起")
    await _page(config, parts, web, f"/c/{made.slug}")
    await _page(config, parts, web, f"/c/{made.slug}/p/{post.post_id}")
    await _page(config, parts, web, f"/c/{made.slug}/p/{new_id()}")
    async with open_site(config, parts, web) as client:
        assert (await client.get(f"/c/{made.slug}/feed.atom")).status_code == 200
        # A pinned post stands in the list of posts as well, and is seen once a page.
        async with world.writing() as conn:
            pinned = {"circle_id": made.circle_id, "post_id": post.post_id}
            await pin_post(conn, **pinned, account_id=made.owner_id)
        await client.get(f"/c/{made.slug}")

    async def counted() -> bool:
        await parts["views"].flush()
        async with world.writing() as conn:
            of_post = await conn.fetchval(_VIEWS_OF_POST, post.post_id)
            of_floor = await conn.fetchval(_VIEWS_OF_FLOOR, floor.comment_id)
        return (of_post, of_floor) == (4, 1)

    await until(counted)


async def test_a_posts_photo_is_on_its_card(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(on_duty=True)
    photo = await world.photo(made.owner_id)
    post = await world.post(made.circle_id, made.owner_id, "", photos=[PhotoDraft(photo, "一棵树")])
    status, page, _ = await _page(config, parts, web, f"/c/{made.slug}/p/{post.post_id}")
    address = f"/media/{made.owner_id}/{photo}/medium.webp"
    assert status == 200
    assert page.meta["og:image"] == f"https://example.org{address}"
    assert page.meta["twitter:card"] == "summary_large_image"
    [picture] = [found for tag, found in page.tags if tag == "img"]
    assert (picture["src"], picture["alt"]) == (address, "一棵树")
    assert "帖子" in page.title  # a post without words still has a name


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_people_write_stays_text(
    config: Config, parts: dict[str, Any], world: World, web: Path, text: str
) -> None:
    made = await world.circle(members=1)
    await _described(world, made.circle_id, text)
    async with world.writing() as conn:
        await conn.execute(
            "UPDATE circles SET name = $2, name_en = $3 WHERE id = $1", made.circle_id, text[:30], text[:60]
        )
        await conn.execute("UPDATE profiles SET name = $2 WHERE account_id = $1", made.owner_id, text[:40])
        await conn.execute("UPDATE partners SET name = $2 WHERE id = $1", made.partner_id, text[:60])
    post = await world.post(made.circle_id, made.owner_id, text)
    await world.comment(post, made.owner_id, text)
    await world.comment(post, made.owner_id, text, floor=2)
    for path in (f"/c/{made.slug}", f"/c/{made.slug}/p/{post.post_id}"):
        status, page, source = await _page(config, parts, web, path)
        assert status == 200
        assert [one["src"] for one in page.scripts] == ["/assets/index-abc123.js"], path
        assert page.handlers == [], path
        assert not [tag for tag, _ in page.tags if tag in {"svg", "style", "iframe", "object"}], path
        assert source.count("</title>") == 1
        assert source.count('<div id="root">') == 1
        assert page.meta["og:title"] == page.title
        if path.endswith(made.slug):
            assert page.meta["description"].split() != []
            assert text[:30].split()[0] in page.title or "<" not in page.title


async def test_a_circle_by_invitation_shows_nothing_of_itself(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(kind="invite", members=1)
    await _described(world, made.circle_id, "只有自己人知道")
    post = await world.post(made.circle_id, made.owner_id, "悄悄话")
    nowhere, _, empty = await _page(config, parts, web, "/c/there-is-none")
    for path in (f"/c/{made.slug}", f"/c/{made.slug}/p/{post.post_id}"):
        status, page, source = await _page(config, parts, web, path)
        assert (status, nowhere) == (404, 404)
        assert page.words == ""
        assert page.meta["robots"] == "noindex"
        for secret in ("慢跑也算跑", "只有自己人知道", "悄悄话", "岳步健身"):
            assert secret not in source
        # But for its own address it is the page of an address that leads nowhere.
        assert source.replace(path, "") == empty.replace("/c/there-is-none", "")


async def test_what_not_everybody_may_see_is_on_no_page(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    held = await world.post(made.circle_id, made.owner_id, HELD)
    removed = await world.post(made.circle_id, made.owner_id, "要移除的")
    deleted = await world.post(made.circle_id, made.owner_id, "要删除的")
    shown = await world.post(made.circle_id, made.owner_id, "留下的")
    gone = await world.comment(shown, made.members[0], "移除的一楼")
    inside = await world.comment(shown, made.members[0], "留下的二楼")
    reply = await world.comment(shown, made.members[0], "移除的楼中楼", floor=inside.floor)
    async with writing(parts["pool"]) as conn:
        await hide_post(conn, made.circle_id, removed.post_id)
        await delete_post(conn, circle_id=made.circle_id, post_id=deleted.post_id, account_id=made.owner_id)
        for one in (gone, reply):
            await hide_comment(conn, made.circle_id, shown.post_id, one.comment_id)
    for post in (held, removed, deleted):
        status, page, _ = await _page(config, parts, web, f"/c/{made.slug}/p/{post.post_id}")
        assert (status, page.words) == (404, "")
    _, circle, _ = await _page(config, parts, web, f"/c/{made.slug}")
    assert "留下的" in circle.words
    for words in (HELD, "要移除的", "要删除的"):
        assert words not in circle.words
    _, thread, _ = await _page(config, parts, web, f"/c/{made.slug}/p/{shown.post_id}")
    assert "留下的二楼" in thread.words
    assert "移除的" not in thread.words


async def test_a_post_has_its_page_in_its_own_circle_only(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made, other = await world.circle(), await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    for path in (f"/c/{other.slug}/p/{post.post_id}", f"/c/{made.slug}/p/{new_id()}"):
        status, page, _ = await _page(config, parts, web, path)
        assert (status, page.words) == (404, "")


async def test_a_closed_circle_and_one_with_nobody_on_duty_have_their_page(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle()
    async with world.writing() as conn:
        await conn.execute("UPDATE circles SET state = 'closed' WHERE id = $1", made.circle_id)
    status, page, _ = await _page(config, parts, web, f"/c/{made.slug}")
    assert status == 200
    assert "现在没有人值班" in page.words


async def test_the_public_page_shows_pins_digest_tags_and_locks(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.members[0], "膝盖疼怎么办", tags=["膝盖"])
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "account_id": made.owner_id}
    async with world.writing() as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)
        new = [NewCategory("身体")]
        await set_categories(conn, screener=world.screener, access=access, categories=new)
        await pin_post(conn, **ids)
        await digest_post(conn, **ids, category="身体")
        await lock_post(conn, **ids, reason=ActReason("先去看医生"))
    _, _, text = await _page(config, parts, web, f"/c/{made.slug}")
    for shown in ("置顶", "身体", "#膝盖", f"/c/{made.slug}?tag="):
        assert shown in text
    _, _, text = await _page(config, parts, web, f"/c/{made.slug}/p/{post.post_id}")
    for shown in ("身体", "#膝盖", "先去看医生"):
        assert shown in text


async def test_of_a_circle_by_request_nothing_written_is_public(
    config: Config, parts: dict[str, Any], world: World, web: Path
) -> None:
    made = await world.circle(kind="request", members=1)
    post = await world.post(made.circle_id, made.members[0], "只给圈里人看", tags=["圈内"])
    async with world.writing() as conn:
        await pin_post(conn, circle_id=post.circle_id, post_id=post.post_id, account_id=made.owner_id)
    for path in (f"/c/{made.slug}", f"/c/{made.slug}/p/{post.post_id}"):
        _, _, text = await _page(config, parts, web, path)
        assert "只给圈里人看" not in text
        assert "圈内" not in text
