"""Who writes: one statement says what the brake and the access say one after the other."""

import pytest

from tests.circles.test_house_rules import ruled
from tests.world import World
from tonghao.accounts.brake_feature import FeatureStopped, NewFeatureBrake, must_run, pull_feature_brake
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.read import access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.writer import writer_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.screening.house import HouseRules


async def test_a_writer_may_what_their_access_says(here: World, conn: Connection):
    made = await here.circle(members=3)
    new, old, banned = made.members
    await here.post(made.circle_id, old)
    await ruled(here, conn, made, HouseRules(first_posts=3, photo_days=7))
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(banned, "刷屏", 24))
    await restrict_circle(
        conn, circle_id=made.circle_id, kind="pre_check", source="sanction", reason="先由人看", by=None
    )
    for who in (made.owner_id, new, old, banned, await here.account()):
        asked = await access_of(conn, made.circle_id, who)
        assert await writer_of(conn, made.circle_id, who, "posting") == asked
    assert (await writer_of(conn, made.circle_id, old, "comments")).shown_posts == 1


async def test_the_brake_is_named_before_the_circle(here: World, conn: Connection):
    made, by = await here.circle(kind="invite"), await here.account(role="moderator")
    stranger = await here.account()
    for circle_id in (made.circle_id, new_id()):
        with pytest.raises(NotFound):
            await writer_of(conn, circle_id, stranger, "posting")
    brake = NewFeatureBrake("posting", "有人在刷广告")
    await pull_feature_brake(conn, screener=here.screener, account_id=by, brake=brake)
    with pytest.raises(FeatureStopped) as one_by_one:
        await must_run(conn, "posting")
    for circle_id, who in ((made.circle_id, made.owner_id), (made.circle_id, stranger), (new_id(), stranger)):
        with pytest.raises(FeatureStopped) as at_once:
            await writer_of(conn, circle_id, who, "posting")
        assert at_once.value.details == one_by_one.value.details
    assert (await writer_of(conn, made.circle_id, made.owner_id, "comments")).is_owner
