"""The emergency brake of a circle, and the public page of brakes."""

import pytest

from tests.world import World
from tonghao.accounts.brake_feature import NewFeatureBrake, pull_feature_brake
from tonghao.brakes.pull import (
    STOPS,
    CircleBrakedAlready,
    CircleNotBraked,
    pull_circle_brake,
    release_circle_brake,
)
from tonghao.brakes.read import list_brakes, list_overseen, list_past_brakes
from tonghao.circles.order_restriction import OwnCircle
from tonghao.circles.read import page_access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import CircleReadOnly, restrictions_of
from tonghao.db import Connection
from tonghao.errors import NotAllowed


async def _access(here: World, conn: Connection, circle_id, role="moderator"):
    who = await here.account(role=role)
    return await page_access_of(conn, circle_id, who, is_moderator=role != "member")


async def test_one_click_stops_a_circle_and_one_lets_it_go_on(here: World, conn: Connection):
    made = await here.circle(members=1)
    access = await _access(here, conn, made.circle_id)
    brake = {"screener": here.screener, "access": access}
    await restrict_circle(
        conn, circle_id=made.circle_id, kind="hidden", source="tier", reason="试用期", by=None
    )
    await pull_circle_brake(conn, **brake, reason="照片不对劲，先停")
    assert await restrictions_of(conn, made.circle_id) == set(STOPS)
    with pytest.raises(CircleReadOnly):
        await here.post(made.circle_id, made.owner_id)
    with pytest.raises(CircleBrakedAlready):
        await pull_circle_brake(conn, **brake, reason="照片不对劲，先停")
    mine = [one for one in await list_brakes(conn) if one.circle and one.circle.slug == made.slug]
    assert {one.restriction for one in mine} == set(STOPS)
    await release_circle_brake(conn, **brake, reason="看完了，放行")
    # What its tier restricts is another matter.
    assert await restrictions_of(conn, made.circle_id) == {"hidden"}
    with pytest.raises(CircleNotBraked):
        await release_circle_brake(conn, **brake, reason="看完了，放行")
    past = (await list_past_brakes(conn)).entries[:3]
    assert {one.end_reason for one in past} == {"看完了，放行"}


async def test_members_and_people_with_a_part_in_it_pull_no_brake(here: World, conn: Connection):
    made = await here.circle()
    plain = await _access(here, conn, made.circle_id, "member")
    with pytest.raises(NotAllowed):
        await pull_circle_brake(conn, screener=here.screener, access=plain, reason="先停")
    own = await page_access_of(conn, made.circle_id, made.owner_id, is_moderator=True)
    with pytest.raises(OwnCircle):
        await pull_circle_brake(conn, screener=here.screener, access=own, reason="先停")


async def test_the_page_names_no_circle_that_only_the_invited_know(here: World, conn: Connection):
    made = await here.circle(kind="invite")
    access = await _access(here, conn, made.circle_id)
    await pull_circle_brake(conn, screener=here.screener, access=access, reason="先停一停")
    mine = [one for one in await list_brakes(conn) if one.reason == "先停一停"]
    assert [one.circle for one in mine] == [None] * len(STOPS)


async def test_the_page_shows_what_is_stopped_everywhere(here: World, conn: Connection):
    by = await here.account(role="moderator")
    brake = NewFeatureBrake("photos", "在查一批照片")
    pulled = await pull_feature_brake(conn, screener=here.screener, account_id=by, brake=brake)
    standing = {one.brake_id: one for one in await list_brakes(conn)}
    assert standing[pulled.brake_id].feature == "photos"


async def test_the_platform_lists_circles_by_name_and_by_restriction(here: World, conn: Connection):
    made, other = await here.circle(), await here.circle()
    await restrict_circle(
        conn, circle_id=made.circle_id, kind="no_photos", source="sanction", reason="先停图", by=None
    )
    named = (await list_overseen(conn, words=made.slug)).entries
    assert [one.circle_id for one in named] == [made.circle_id]
    assert [one.kind for one in named[0].restrictions] == ["no_photos"]
    restricted = {one.circle_id for one in (await list_overseen(conn, restricted=True)).entries}
    assert made.circle_id in restricted
    assert other.circle_id not in restricted
