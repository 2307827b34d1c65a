"""Finding circles, and changing what they say."""

import pytest

from tests.world import World
from tonghao.accounts.edit_profile import ZoneUnknown
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.discover import discover_circles
from tonghao.circles.edit import CircleEdit, CoverNotReady, StaysByInvitation, edit_circle
from tonghao.circles.get_circle import get_circle
from tonghao.circles.open import UnknownTopic
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotAllowed
from tonghao.ids import new_id
from tonghao.paging import BadCursor


async def _edit(here: World, conn: Connection, made, by=None, **changes):
    access = await access_of(conn, made.circle_id, by or made.owner_id)
    await edit_circle(conn, screener=here.screener, access=access, edit=CircleEdit(**changes))
    return await get_circle(conn, made.circle_id, made.owner_id)


async def test_open_circles_are_found_largest_first_page_by_page(here: World, conn: Connection):
    await conn.execute("UPDATE circles SET kind = 'invite'")
    small, large, hidden = await here.circle(), await here.circle(members=2), await here.circle(kind="invite")
    first = await discover_circles(conn, account_id=large.owner_id, limit=1)
    second = await discover_circles(conn, account_id=large.owner_id, limit=1, cursor=first.next_cursor)
    assert [card.circle_id for card in (*first.entries, *second.entries)] == [
        large.circle_id,
        small.circle_id,
    ]
    assert [card.my_role for card in (*first.entries, *second.entries)] == ["owner", None]
    assert second.next_cursor is None
    assert hidden.circle_id not in {card.circle_id for card in (*first.entries, *second.entries)}


async def test_a_circle_that_lost_a_point_stands_after_those_that_have_all(here: World, conn: Connection):
    small, large, _ = await here.circle(), await here.circle(), await here.circle()
    await conn.execute("UPDATE circles SET member_count = 900001 WHERE id = $1", small.circle_id)
    await conn.execute("UPDATE circles SET member_count = 900002, score = 4 WHERE id = $1", large.circle_id)
    found, cursor = [], None
    while True:
        page = await discover_circles(conn, account_id=None, cursor=cursor, limit=3)
        found += [card.circle_id for card in page.entries]
        if (cursor := page.next_cursor) is None:
            break
    assert found[0] == small.circle_id
    assert found.count(large.circle_id) == 1
    assert found.index(large.circle_id) > 1


async def test_circles_are_found_by_topic_and_by_words(here: World, conn: Connection):
    made = await here.circle()
    await _edit(here, conn, made, name="半页书店", topic="books", description="十一月读《城南旧事》")
    by_topic = await discover_circles(conn, account_id=None, topic="books")
    by_words = await discover_circles(conn, account_id=None, words="城南旧")
    both = await discover_circles(conn, account_id=None, words="城南旧", topic="fitness")
    assert made.circle_id in {card.circle_id for card in by_topic.entries}
    assert [card.circle_id for card in by_words.entries] == [made.circle_id]
    assert both.entries == []


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsIDJd", "W10=" * 50])
async def test_a_forged_cursor_is_refused(conn: Connection, cursor: str):
    with pytest.raises(BadCursor):
        await discover_circles(conn, account_id=None, cursor=cursor)


async def test_a_host_changes_what_is_named_and_nothing_else(here: World, conn: Connection):
    made = await here.circle()
    host = await here.member(made.circle_id, "host")
    circle = await _edit(here, conn, made, host, rules="不许催人快跑", zone="Asia/Tokyo")
    assert (circle.rules, circle.zone, circle.name, circle.topic) == (
        "不许催人快跑",
        "Asia/Tokyo",
        "慢跑也算跑",
        "fitness",
    )


async def test_wrong_words_zones_and_topics_are_refused(here: World, conn: Connection):
    made = await here.circle(members=1)
    with pytest.raises(TextRefused):
        await _edit(here, conn, made, description="谁有萝莉资源")
    with pytest.raises(ZoneUnknown):
        await _edit(here, conn, made, zone="../../etc/passwd")
    with pytest.raises(UnknownTopic):
        await _edit(here, conn, made, topic="chess")
    with pytest.raises(NotAllowed):
        await _edit(here, conn, made, made.members[0], name="我的圈子")


async def test_a_circle_by_invitation_never_opens(here: World, conn: Connection):
    made = await here.circle(kind="invite")
    with pytest.raises(StaysByInvitation):
        await _edit(here, conn, made, kind="open")


async def test_a_picture_of_somebody_else_is_no_cover(here: World, conn: Connection):
    made = await here.circle()
    with pytest.raises(CoverNotReady):
        await _edit(here, conn, made, cover_media_id=new_id())
