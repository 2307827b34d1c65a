"""What waits in a circle, who may decide it there, and what stays with the platform."""

from uuid import UUID

import pytest

from tests.media import made as media
from tests.world import Made, World
from tonghao.caller import Caller
from tonghao.circles.access import Access
from tonghao.circles.duty import replace_shifts
from tonghao.circles.read import access_of
from tonghao.circles.types import DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.media_serving.read import must_be_fetchable
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.lock_case import OwnContent
from tonghao.moderation.miss_clocks import miss_clocks
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.posts.read import get_post
from tonghao.posts.screen import NO_DUTY, Screened
from tonghao.posts.types import PhotoDraft, Post
from tonghao.today.decide_here import NeedsPlatform, decide_here
from tonghao.today.read import get_today
from tonghao.today.types import DecisionHere, Today

_RELEASE = DecisionHere("release", "看过，没有问题。")


async def _waiting(here: World, conn: Connection, made: Made, author_id: UUID) -> Post:
    """A post with a photo that came while nobody was on duty, in the queue."""
    photo = await media.judged(conn, author_id)
    post: Post = await here.post(made.circle_id, author_id, "夜里拍的", photos=[PhotoDraft(photo)])
    subject = await find_subject(conn, kind="post", subject_id=post.post_id, circle_id=made.circle_id)
    verdict = Screened.passed().as_restricted({NO_DUTY}, has_photos=True).verdict
    assert subject is not None
    assert verdict is not None
    await queue_hold(conn, subject=subject, category=NO_DUTY, verdict=verdict)
    return post


async def _access(conn: Connection, made: Made, account_id: UUID) -> Access:
    return await access_of(conn, made.circle_id, account_id)


async def _today(conn: Connection, made: Made, account_id: UUID) -> Today:
    return await get_today(conn, access=await _access(conn, made, account_id), at=now())


async def _fetches(conn: Connection, post: Post, account_id: UUID) -> bool:
    viewer = Caller(account_id, new_id(), "member", "zh-CN", "adult", "active")
    photo = post.photos[0]
    try:
        await must_be_fetchable(conn, owner_id=photo.owner_id, media_id=photo.media_id, viewer=viewer)
    except NotFound:
        return False
    return True


async def test_what_came_in_the_gap_waits_for_the_circle_s_people(here: World, conn: Connection):
    made = await here.circle(members=2)
    author, neighbour = made.members
    helper = await here.member(made.circle_id, "helper")
    post = await _waiting(here, conn, made, author)

    today = await _today(conn, made, helper)

    assert today.on_duty == []
    [case] = today.cases
    assert (case.category, case.only_waits, case.is_hold, case.may_release) == (NO_DUTY, True, True, True)
    assert [await _fetches(conn, post, one) for one in (author, helper, neighbour)] == [True, True, False]

    await decide_here(conn, access=await _access(conn, made, helper), case_id=case.case_id, decision=_RELEASE)

    shown = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=neighbour)
    assert shown.state == "visible"
    assert (await _today(conn, made, helper)).cases == []
    entry = await conn.fetchrow("SELECT act, actor_id FROM audit_entries ORDER BY number DESC LIMIT 1")
    assert entry is not None
    assert tuple(entry) == ("post.released", helper)


async def test_nobody_clears_their_own_and_members_see_nothing(here: World, conn: Connection):
    made = await here.circle(members=1)
    await _waiting(here, conn, made, made.owner_id)
    [case] = (await _today(conn, made, made.owner_id)).cases
    assert (case.may_release, case.may_remove) == (False, False)
    owner = await _access(conn, made, made.owner_id)
    with pytest.raises(OwnContent):
        await decide_here(conn, access=owner, case_id=case.case_id, decision=_RELEASE)
    with pytest.raises(NotAllowed):
        await _today(conn, made, made.members[0])
    member = await _access(conn, made, made.members[0])
    with pytest.raises(NotAllowed):
        await decide_here(conn, access=member, case_id=case.case_id, decision=_RELEASE)


async def test_the_graver_kinds_are_released_by_the_platform_and_the_gravest_not_seen(
    here: World, conn: Connection
):
    made = await here.circle(members=1)
    post = await _waiting(here, conn, made, made.members[0])
    [case] = (await _today(conn, made, made.owner_id)).cases
    owner = await _access(conn, made, made.owner_id)
    await conn.execute("UPDATE cases SET severity = 3, category = 'fraud' WHERE id = $1", case.case_id)
    [graver] = (await _today(conn, made, made.owner_id)).cases
    assert (graver.may_release, graver.may_remove, graver.photos) == (False, True, [])
    assert not await _fetches(conn, post, made.owner_id)
    with pytest.raises(NeedsPlatform):
        await decide_here(conn, access=owner, case_id=case.case_id, decision=_RELEASE)

    await conn.execute("UPDATE cases SET severity = 4 WHERE id = $1", case.case_id)
    today = await _today(conn, made, made.owner_id)
    assert (today.cases, today.graver) == ([], 1)
    with pytest.raises(NotFound):
        await decide_here(conn, access=owner, case_id=case.case_id, decision=_RELEASE)


async def test_a_case_of_another_circle_is_not_decided_here(here: World, conn: Connection):
    made, elsewhere = await here.circle(members=1), await here.circle()
    await _waiting(here, conn, made, made.members[0])
    [case] = (await _today(conn, made, made.owner_id)).cases
    access = await _access(conn, elsewhere, elsewhere.owner_id)
    with pytest.raises(NotFound):
        await decide_here(conn, access=access, case_id=case.case_id, decision=_RELEASE)


async def test_a_reported_post_is_removed_by_a_rule_and_nobody_learns_who_reported(
    here: World, conn: Connection
):
    made = await here.circle(members=2)
    author, reporter = made.members
    post = await here.post(made.circle_id, author, "跑鞋清仓")
    new = NewReport("post", post.post_id, "spam.contact", made.circle_id, post.post_id, note="又来了")
    await report_content(conn, reporter_id=reporter, new=new)
    today = await _today(conn, made, made.owner_id)
    [case] = today.cases
    assert (today.open_reports, case.reports, case.is_hold) == (1, 1, False)
    assert str(reporter) not in repr(case)

    wish = DecisionHere("remove", "引流", "spam.contact")
    owner = await _access(conn, made, made.owner_id)
    await decide_here(conn, access=owner, case_id=case.case_id, decision=wish)

    seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=author)
    assert (seen.state, seen.category) == ("removed", "spam.contact")


async def test_a_missed_clock_stands_there_with_who_was_on_it(here: World, conn: Connection):
    made = await here.circle(members=1)
    await replace_shifts(
        conn, made.circle_id, [DutyShift(made.owner_id, weekday, 0, 1440) for weekday in range(7)]
    )
    post = await here.post(made.circle_id, made.members[0], "跑鞋清仓")
    new = NewReport("post", post.post_id, "spam.contact", made.circle_id, post.post_id)
    await report_content(conn, reporter_id=await here.member(made.circle_id), new=new)
    await conn.execute(
        "UPDATE cases SET opened_at = now() - interval '2 days', due_at = now() - interval '1 minute'"
        " WHERE circle_id = $1",
        made.circle_id,
    )
    while await miss_clocks(conn, at=now()) == 100:
        pass
    today = await _today(conn, made, made.owner_id)
    assert today.missed_count == 1
    [missed] = today.missed
    assert missed.holder is not None
    assert missed.holder.account_id == made.owner_id
