"""Members are found by part of what they are called."""

import pytest

from tests.world import World
from tonghao.circles.jobs import carry_new_name
from tonghao.circles.read import list_members
from tonghao.circles.set_nickname import set_nickname
from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import ProfileEdited

_NAME = "UPDATE profiles SET name = $2 WHERE account_id = $1"


@pytest.mark.parametrize(
    "words", ["李", "芷若", "李芷若", "芷若 anna", "ANNA", "nna", "a", " 李 ", "芷若 annabelle lee"]
)
async def test_any_part_of_a_name_finds_its_member(here: World, conn: Connection, words: str):
    made = await here.circle(members=2)
    found = await here.member(made.circle_id, name="李芷若 Annabelle Lee")
    await here.circle()
    page = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words=words)
    assert found in [one.account_id for one in page.entries]


@pytest.mark.parametrize("words", ["芷若李", "若  a", "\\", "_nna", "芷%", "李芷若\nAnna"])
async def test_what_stands_in_no_name_finds_nobody(here: World, conn: Connection, words: str):
    made = await here.circle(members=1)
    await here.member(made.circle_id, name="李芷若 Anna")
    page = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words=words)
    assert page.entries == []


async def test_members_of_one_name_come_page_by_page_and_without_blocked_people(
    here: World, conn: Connection
):
    made = await here.circle()
    called = []
    for number in range(5):
        called.append(await here.member(made.circle_id, name=f"慕容{number}号"))
        await here.member(made.circle_id)
    await conn.execute(
        "INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)", made.owner_id, called[3]
    )
    found, cursor = [], None
    while cursor or not found:
        page = await list_members(
            conn, circle_id=made.circle_id, viewer_id=made.owner_id, words="慕容", cursor=cursor, limit=2
        )
        found += [one.account_id for one in page.entries]
        cursor = page.next_cursor
    assert found == [called[4], called[2], called[1], called[0]]


async def test_a_nickname_finds_its_member_until_it_is_taken_away(here: World, conn: Connection):
    made = await here.circle()
    me = await here.member(made.circle_id, name="何小满")
    who = {"screener": here.screener, "circle_id": made.circle_id, "account_id": me}
    for nickname, words, count in (("龟速选手", "龟速", 1), (None, "龟速", 0), (None, "小满", 1)):
        await set_nickname(conn, **who, nickname=nickname)
        page = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words=words)
        assert len(page.entries) == count


async def test_a_new_name_is_found_and_the_old_one_not_even_before_the_job(world: World, pool: Pool):
    made = await world.circle()
    me = await world.member(made.circle_id, name="上官云")

    async def found(words: str) -> int:
        async with reading(pool) as conn:
            page = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words=words)
        return len(page.entries)

    assert await found("上官") == 1
    async with writing(pool) as conn:
        await conn.execute(_NAME, me, "诸葛云")
    assert await found("上官") == 0
    for _ in range(2):
        await carry_new_name(ProfileEdited(me), pool=pool)
    assert (await found("诸葛"), await found("上官")) == (1, 0)
