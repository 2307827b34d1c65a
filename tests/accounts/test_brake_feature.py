"""The brakes of the whole place."""

from datetime import timedelta

import pytest

from tests.red_packets import scene as packets
from tests.transfers.scene import friends, send
from tests.world import World
from tonghao.accounts.brake_feature import (
    BrakedAlready,
    FeatureStopped,
    NewFeatureBrake,
    ReleasedAlready,
    end_brake,
    list_due_brakes,
    list_stops,
    must_run,
    pull_feature_brake,
    release_feature_brake,
)
from tonghao.circles.join import join_circle
from tonghao.clock import now, told_by
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id


async def _pull(here: World, conn: Connection, by, feature: str):
    brake = NewFeatureBrake(feature, "有人在刷广告")  # type: ignore[arg-type]
    return await pull_feature_brake(conn, screener=here.screener, account_id=by, brake=brake)


async def test_a_pulled_brake_stops_the_feature_everywhere_until_it_is_released(
    here: World, conn: Connection
):
    made, by = await here.circle(members=1), await here.account(role="moderator")
    post = await here.post(made.circle_id, made.owner_id)
    pulled = await _pull(here, conn, by, "posting")
    with pytest.raises(BrakedAlready):
        await _pull(here, conn, by, "posting")
    with pytest.raises(FeatureStopped) as refused:
        await here.post(made.circle_id, made.owner_id)
    assert refused.value.details["reason"] == "有人在刷广告"
    assert (await here.comment(post, made.owner_id)).state == "visible"
    again = {"account_id": by, "brake_id": pulled.brake_id, "reason": "刷的人禁言了"}
    await release_feature_brake(conn, screener=here.screener, **again)
    with pytest.raises(ReleasedAlready):
        await release_feature_brake(conn, screener=here.screener, **again)
    assert (await here.post(made.circle_id, made.owner_id)).state == "visible"


async def test_each_feature_has_a_brake_of_its_own(here: World, conn: Connection):
    made, by = await here.circle(), await here.account(role="moderator")
    post = await here.post(made.circle_id, made.owner_id)
    for feature in (
        "sign_up",
        "photos",
        "comments",
        "joining",
        "tips",
        "red_packets",
        "transfers",
        "top_ups",
    ):
        await _pull(here, conn, by, feature)
    with pytest.raises(FeatureStopped):
        await here.comment(post, made.owner_id)
    with pytest.raises(FeatureStopped):
        await here.photo(made.owner_id, checked=False)
    with pytest.raises(FeatureStopped):
        await join_circle(conn, circle_id=made.circle_id, account_id=await here.account())
    with pytest.raises(FeatureStopped):
        await must_run(conn, "sign_up")
    assert (await here.post(made.circle_id, made.owner_id)).state == "visible"


async def test_a_brake_that_never_was_is_not_released(here: World, conn: Connection):
    by = await here.account(role="moderator")
    with pytest.raises(NotFound):
        await release_feature_brake(
            conn, screener=here.screener, account_id=by, brake_id=new_id(), reason="没有事"
        )


async def test_what_moves_money_between_people_has_brakes_too(here: World, conn: Connection):
    by, circle = await here.account(role="moderator"), await here.circle(members=2)
    giver, taker = await friends(here)
    packet = await packets.made(here, circle.owner_id, circle_id=circle.circle_id)
    opened = await packets.grab(conn, packet, circle.members[0])
    await _pull(here, conn, by, "red_packets")
    with pytest.raises(FeatureStopped):
        await packets.make(here, circle.owner_id, circle_id=circle.circle_id)
    with pytest.raises(FeatureStopped) as refused:
        await packets.grab(conn, packet, circle.members[1])
    assert refused.value.details["feature"] == "red_packets"
    assert (await packets.grab(conn, packet, circle.members[0])).amount == opened.amount
    await send(conn, here, giver, taker)
    await _pull(here, conn, by, "transfers")
    with pytest.raises(FeatureStopped) as refused:
        await send(conn, here, giver, taker)
    assert refused.value.details["feature"] == "transfers"


async def test_a_brake_with_an_end_says_so_and_ends_by_itself(here: World, conn: Connection):
    made, by = await here.circle(members=1), await here.account(role="moderator")
    brake = NewFeatureBrake("posting", "机器换硬盘", hours=1)
    pulled = await pull_feature_brake(conn, screener=here.screener, account_id=by, brake=brake)
    await _pull(here, conn, by, "photos")
    assert pulled.until == pulled.at + timedelta(hours=1)
    with pytest.raises(FeatureStopped) as refused:
        await here.post(made.circle_id, made.owner_id)
    assert refused.value.details["until"] == pulled.until
    stops = await list_stops(conn, ("photos", "posting", "joining"))
    assert [(one.feature, one.until) for one in stops] == [("photos", None), ("posting", pulled.until)]
    assert pulled.brake_id not in await list_due_brakes(conn)
    later = now() + timedelta(minutes=61)
    with told_by(lambda: later):
        assert await list_due_brakes(conn) == [pulled.brake_id]
        await end_brake(conn, brake_id=pulled.brake_id)
        await end_brake(conn, brake_id=pulled.brake_id)
        assert await list_due_brakes(conn) == []
    assert (await here.post(made.circle_id, made.owner_id)).state == "visible"
    with pytest.raises(ReleasedAlready):
        await release_feature_brake(
            conn, screener=here.screener, account_id=by, brake_id=pulled.brake_id, reason="好了"
        )
