"""Posts for later: when they may come, what is asked twice, and that each comes once."""

from datetime import timedelta

import pytest

from tests.posts.made import HELD, CheckerDown
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.drafts import list_scheduled
from tonghao.posts.edit import EditConflict
from tonghao.posts.publish_due import list_due, publish_scheduled
from tonghao.posts.schedule import (
    Later,
    TimeOutOfReach,
    cancel_scheduled,
    reschedule_post,
    schedule_post,
)
from tonghao.posts.types import ScheduledPost


async def _schedule(here: World, conn: Connection, circle_id, account_id, **more) -> ScheduledPost:
    given = {"text": "周日七点，桥头见", "publish_at": now() + timedelta(hours=2)} | more
    return await schedule_post(
        conn, screener=here.screener, account_id=account_id, later=Later(circle_id, **given)
    )


async def _time_comes(conn: Connection, waiting: ScheduledPost) -> None:
    await conn.execute(
        "UPDATE scheduled_posts SET publish_at = now() - interval '1 second' WHERE id = $1",
        waiting.scheduled_id,
    )


@pytest.mark.parametrize(
    "span",
    [timedelta(seconds=-1), timedelta(0), timedelta(seconds=50), timedelta(days=91), timedelta(days=-400)],
)
async def test_a_time_out_of_reach_is_refused(span, here: World, conn: Connection):
    made = await here.circle(members=1)
    with pytest.raises(TimeOutOfReach):
        await _schedule(here, conn, made.circle_id, made.members[0], publish_at=now() + span)


async def test_it_comes_when_its_time_has_come_and_only_once(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    waiting = await _schedule(here, conn, made.circle_id, me, tags=["跑步"])
    ids = {"account_id": me, "scheduled_id": waiting.scheduled_id}
    assert await publish_scheduled(conn, screener=here.screener, **ids) is None
    assert (me, waiting.scheduled_id) not in await list_due(conn, most=100)
    await _time_comes(conn, waiting)
    assert (me, waiting.scheduled_id) in await list_due(conn, most=100)
    post = await publish_scheduled(conn, screener=here.screener, **ids)
    assert post is not None
    assert (post.text, post.tags, post.state) == ("周日七点，桥头见", ["跑步"], "visible")
    assert await publish_scheduled(conn, screener=here.screener, **ids) is None
    assert await list_scheduled(conn, account_id=me) == []


async def test_only_its_author_sees_changes_and_cancels_it(here: World, conn: Connection):
    made = await here.circle(members=2)
    me, other = made.members
    waiting = await _schedule(here, conn, made.circle_id, me)
    assert await list_scheduled(conn, account_id=other) == []
    with pytest.raises(NotFound):
        await cancel_scheduled(conn, account_id=other, scheduled_id=waiting.scheduled_id)
    later = Later(made.circle_id, "改到八点", now() + timedelta(hours=3))
    edit = {"screener": here.screener, "scheduled_id": waiting.scheduled_id, "later": later}
    with pytest.raises(NotFound):
        await reschedule_post(conn, account_id=other, version=1, **edit)
    changed = await reschedule_post(conn, account_id=me, version=1, **edit)
    assert changed.text == "改到八点"
    with pytest.raises(EditConflict):
        await reschedule_post(conn, account_id=me, version=1, **edit)
    await cancel_scheduled(conn, account_id=me, scheduled_id=waiting.scheduled_id)
    assert await list_scheduled(conn, account_id=me) == []


async def test_it_is_screened_when_written_and_again_when_published(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    with pytest.raises(TextRefused):
        await _schedule(here, conn, made.circle_id, me, text=HELD)
    waiting = await _schedule(here, conn, made.circle_id, me)
    # The rules have changed in the meantime; and the checker may be down when the time comes.
    await conn.execute("UPDATE scheduled_posts SET text = $2 WHERE id = $1", waiting.scheduled_id, HELD)
    await _time_comes(conn, waiting)
    post = await publish_scheduled(
        conn, screener=here.screener, account_id=me, scheduled_id=waiting.scheduled_id
    )
    assert post is not None
    assert post.state == "held"
    waiting = await _schedule(here, conn, made.circle_id, me)
    await _time_comes(conn, waiting)
    post = await publish_scheduled(
        conn, screener=CheckerDown(), account_id=me, scheduled_id=waiting.scheduled_id
    )
    assert post is not None
    assert post.state == "pending"


async def test_who_may_not_write_any_more_reads_why_it_did_not_come(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    with pytest.raises(JoinFirst):
        await _schedule(here, conn, made.circle_id, await here.account())
    waiting = await _schedule(here, conn, made.circle_id, me)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(me, "刷屏", 24))
    await _time_comes(conn, waiting)
    ids = {"account_id": me, "scheduled_id": waiting.scheduled_id}
    assert await publish_scheduled(conn, screener=here.screener, **ids) is None
    [kept] = await list_scheduled(conn, account_id=me)
    assert kept.failure is not None
    assert kept.failure.code == "banned_here"
    assert kept.failure.zh != kept.failure.en
    assert (me, waiting.scheduled_id) not in await list_due(conn, most=100)
    assert await here.events("schedule.failed", f"account:{me}") != []


async def test_a_clock_that_is_set_back_publishes_nothing_twice(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    waiting = await _schedule(here, conn, made.circle_id, me)
    ids = {"account_id": me, "scheduled_id": waiting.scheduled_id}
    await _time_comes(conn, waiting)
    assert await publish_scheduled(conn, screener=here.screener, **ids) is not None
    # For the database it is now an hour before that again.
    await conn.execute("UPDATE posts SET published_at = published_at + interval '1 hour'")
    assert await publish_scheduled(conn, screener=here.screener, **ids) is None
    count = await conn.fetchval("SELECT count(*) FROM posts WHERE circle_id = $1", made.circle_id)
    assert count == 1
