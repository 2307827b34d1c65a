"""What is found, in which order, and above all what is not."""

from uuid import UUID

import pytest

from tests.world import Browser, World
from tonghao.accounts.block import block
from tonghao.accounts.choose_finding import choose_finding
from tonghao.db import Connection
from tonghao.posts.delete import delete_post
from tonghao.posts.edit import edit_post
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.search.index import forget_author, index_comment, index_post, walk
from tonghao.search.read import PAGE, search_names, search_texts


async def found(conn: Connection, viewer_id: UUID, typed: str, **more: object) -> list[UUID]:
    """Every page, one after the other."""
    subjects: list[UUID] = []
    cursor = None
    while True:
        page = await search_texts(conn, viewer_id=viewer_id, typed=typed, cursor=cursor, **more)  # type: ignore[arg-type]
        subjects += [hit.comment_id or hit.post_id for hit in page.entries]
        cursor = page.next_cursor
        if cursor is None:
            return subjects


async def indexed(here: World, conn: Connection, circle_id: UUID, author_id: UUID, text: str) -> object:
    post = await here.post(circle_id, author_id, text)
    await index_post(conn, circle_id=circle_id, post_id=post.post_id)
    return post


async def test_two_words_find_the_post_that_has_both(conn: Connection, here: World) -> None:
    made = await here.circle()
    cat = await here.post(made.circle_id, made.owner_id, "豆包今天爬到屋顶上晒太阳")
    other = await here.post(made.circle_id, made.owner_id, "豆包在家睡觉")
    for post in (cat, other):
        await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    assert await found(conn, await here.account(), "豆包 屋顶") == [cat.post_id]


async def test_traditional_characters_width_and_endings_make_no_difference(
    conn: Connection, here: World
) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "貓咪在屋頂，ＲＵＮＮＩＮＧ with cats")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    me = await here.account()
    for typed in ("猫咪", "屋顶", "run", "cat", '"with cats"', "猫"):
        assert await found(conn, me, typed) == [post.post_id], typed


async def test_excluded_words_phrases_and_authors_narrow(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    one = await here.post(made.circle_id, made.owner_id, "屋顶上的豆包和小狗")
    two = await here.post(made.circle_id, made.members[0], "豆包上屋顶")
    for post in (one, two):
        await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    me = await here.account()
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", made.owner_id)
    assert await found(conn, me, "豆包 -小狗") == [two.post_id]
    assert await found(conn, me, '"豆包上屋顶"') == [two.post_id]
    assert await found(conn, me, f"豆包 from:@{handle}") == [one.post_id]
    assert set(await found(conn, me, f"豆包 in:{made.slug}")) == {one.post_id, two.post_id}
    assert await found(conn, me, "豆包 in:no-such-circle") == []
    assert await found(conn, me, "豆包 from:@nobody-at-all") == []


async def test_a_circle_by_invitation_is_searched_by_members_alone(conn: Connection, here: World) -> None:
    made = await here.circle(kind="invite", members=1)
    post = await here.post(made.circle_id, made.owner_id, "豆包屋顶")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    assert await found(conn, await here.account(), "豆包") == []
    assert await found(conn, await here.account(), f"豆包 in:{made.slug}") == []
    assert await found(conn, made.members[0], "豆包") == [post.post_id]


async def test_what_is_hidden_is_not_found_although_no_job_has_run(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.owner_id, "豆包屋顶")
    comment = await here.comment(post, made.members[0], "豆包真好看")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    await index_comment(conn, circle_id=made.circle_id, post_id=post.post_id, comment_id=comment.comment_id)
    me = await here.account()
    assert set(await found(conn, me, "豆包")) == {post.post_id, comment.comment_id}
    await hide_comment(
        conn, circle_id=made.circle_id, post_id=post.post_id, comment_id=comment.comment_id,
        state="held", category="advertising",
    )  # fmt: skip
    assert await found(conn, me, "豆包") == [post.post_id]
    await hide_post(
        conn, circle_id=made.circle_id, post_id=post.post_id, state="removed", category="advertising"
    )
    assert await found(conn, me, "豆包") == []


async def test_an_edited_post_is_not_found_by_what_it_no_longer_says(conn: Connection, here: World) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "豆包屋顶")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    await edit_post(
        conn, screener=here.screener, circle_id=made.circle_id, post_id=post.post_id,
        author_id=made.owner_id, text="馒头在院子里", photos=[], version=post.version,
    )  # fmt: skip
    me = await here.account()
    assert await found(conn, me, "豆包") == []
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    assert await found(conn, me, "馒头") == [post.post_id]


async def test_neither_side_of_a_block_finds_the_other(conn: Connection, here: World) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "豆包屋顶")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    me, you = await here.account(), await here.account()
    await block(conn, account_id=me, blocked_id=made.owner_id)
    await block(conn, account_id=made.owner_id, blocked_id=you)
    assert await found(conn, me, "豆包") == []
    assert await found(conn, you, "豆包") == []


@pytest.mark.parametrize("order", ["best", "newest"])
async def test_pages_join_without_gap_or_repetition(conn: Connection, here: World, order: str) -> None:
    made = await here.circle()
    posts = [
        await indexed(here, conn, made.circle_id, made.owner_id, f"豆包第{n}天") for n in range(PAGE * 2 + 3)
    ]
    subjects = await found(conn, await here.account(), "豆包", order=order)
    assert len(subjects) == len(set(subjects)) == len(posts)


async def test_when_nothing_has_all_words_what_has_some_is_shown_and_said(
    conn: Connection, here: World
) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "豆包睡觉")
    await index_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    page = await search_texts(conn, viewer_id=await here.account(), typed="豆包 飞机")
    assert page.loosened
    assert [hit.post_id for hit in page.entries] == [post.post_id]


async def test_people_are_found_as_they_allow(conn: Connection, here: World) -> None:
    person, me = await here.account("沈小满"), await here.account()
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", person)

    async def people(typed: str) -> list[UUID]:
        return [card.account_id for card in (await search_names(conn, viewer_id=me, typed=typed)).people]

    assert person not in await people("沈小满")
    assert await people(handle) == [person]
    await choose_finding(conn, account_id=person, found_by="name")
    assert person in await people("沈小满")
    assert person in await people("沈小曼")
    await choose_finding(conn, account_id=person, found_by="nobody")
    assert person not in await people(handle) + await people("沈小满")


async def test_a_circle_is_found_although_its_name_is_misspelt(conn: Connection, here: World) -> None:
    made = await here.circle()
    await conn.execute("UPDATE circles SET name = '橘猫观察社' WHERE id = $1", made.circle_id)
    names = await search_names(conn, viewer_id=await here.account(), typed="桔猫观察社")
    assert made.circle_id in [card.circle_id for card in names.circles]
    assert names.did_you_mean == "橘猫观察社"


async def test_a_deleted_author_leaves_nothing_in_the_index(conn: Connection, here: World) -> None:
    made = await here.circle()
    await indexed(here, conn, made.circle_id, made.owner_id, "豆包")
    await forget_author(conn, account_id=made.owner_id)
    count = "SELECT count(*) FROM search_texts WHERE author_id = $1"
    assert await conn.fetchval(count, made.owner_id) == 0


async def test_the_walk_cuts_what_no_event_told_of(conn: Connection, here: World) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "豆包屋顶")
    await conn.execute("DELETE FROM search_walks")
    while await walk(conn, source="posts"):
        pass
    assert post.post_id in await found(conn, await here.account(), "豆包 屋顶")
    assert not await walk(conn, source="posts")


async def test_a_post_is_found_when_its_event_was_heard(browser: Browser, world: World) -> None:
    await world.begin()
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id, "豆包和灰灰打架了")
    await world.settle()
    me = await browser.as_(made.owner_id)
    answer = await me.get("/api/v1/search/texts", params={"q": f"灰灰 in:{made.slug}"})
    assert [hit["post_id"] for hit in answer.json()["entries"]] == [str(post.post_id)]
    # Its author saw it themself; somebody else who finds it is the first.
    await (await browser.as_(await world.account())).get(
        "/api/v1/search/texts", params={"q": f"灰灰 in:{made.slug}"}
    )
    await world.parts["views"].flush()
    me = await browser.as_(made.owner_id)
    async with world.writing() as conn:
        seen = await conn.fetchval("SELECT views FROM post_views WHERE post_id = $1", post.post_id)
        assert seen == 1
        await delete_post(conn, circle_id=made.circle_id, post_id=post.post_id, account_id=made.owner_id)
    answer = await me.get("/api/v1/search/texts", params={"q": f"灰灰 in:{made.slug}"})
    assert answer.json()["entries"] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a" * 10_000, "query_too_long"),
        ("-&|!", "nothing_to_search"),
        ("😀", "nothing_to_search"),
        ("\x00", "nothing_to_search"),
    ],
)
async def test_a_question_that_asks_nothing_gets_a_sentence(
    browser: Browser, world: World, typed: str, code: str
) -> None:
    me = await browser.as_(await world.account())
    for place in ("texts", "names"):
        answer = await me.get(f"/api/v1/search/{place}", params={"q": typed})
        assert answer.status_code == 400
        assert answer.json()["code"] == code


@pytest.mark.parametrize(
    "typed", ["'豆包", "豆包\\", "豆包' | 'x", "豆包:*", "a'b\\'c", "豆包 & !", "tag:'x\\ 豆", '"a\'b c"']
)
async def test_signs_of_the_index_are_words_or_nothing(conn: Connection, here: World, typed: str) -> None:
    await search_texts(conn, viewer_id=await here.account(), typed=typed)


async def test_a_word_of_every_third_text_is_found_on_every_page_once(conn: Connection, here: World) -> None:
    made, secret = await here.circle(), await here.circle(kind="invite")
    posts = [await indexed(here, conn, made.circle_id, made.owner_id, f"豆包第{n}天晴") for n in range(30)]
    for n in range(30):
        await indexed(here, conn, made.circle_id, made.owner_id, f"路上第{n}天雨")
    await indexed(here, conn, secret.circle_id, secret.owner_id, "豆包在家")
    ids = [post.post_id for post in posts]
    await hide_post(conn, circle_id=made.circle_id, post_id=ids.pop(), state="held", category="abuse")
    me = await here.account()
    assert sorted(await found(conn, me, "豆包")) == sorted(ids)
    assert sorted(await found(conn, me, "豆包 -雨", kind="posts")) == sorted(ids)
    assert await found(conn, me, "豆包", kind="floors") == []
