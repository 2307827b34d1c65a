"""Opening a circle."""

import msgspec
import pytest

from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.get_circle import get_circle
from tonghao.circles.open import (
    NewCircle,
    PartnerNotApproved,
    SlugTaken,
    TopicNeedsLicence,
    UnknownTopic,
    open_circle,
)
from tonghao.circles.read import access_of, find_circle_id
from tonghao.circles.tidy import CircleNameRefused
from tonghao.db import Connection
from tonghao.errors import NotAllowed
from tonghao.ids import new_id


async def _new(here: World, owner, **changes) -> NewCircle:
    partner_id = await here.partner(owner)
    slug = f"run-{new_id().hex[-8:]}"
    return msgspec.structs.replace(NewCircle(partner_id, slug, "慢跑也算跑", "fitness", "open"), **changes)


async def test_staff_of_an_approved_partner_open_a_circle_and_own_it(here: World, conn: Connection):
    owner = await here.account()
    new = await _new(here, owner, description="每周日七点,桥头见")
    circle_id = await open_circle(conn, screener=here.screener, account_id=owner, circle=new)
    circle = await get_circle(conn, circle_id, owner)
    assert circle.my_role == "owner"
    assert circle.member_count == 1
    assert circle.partner.partner_id == new.partner_id
    assert [one.role for one in circle.staff] == ["owner"]
    assert circle.i_am_partner_staff
    assert await find_circle_id(conn, new.slug) == circle_id


async def test_somebody_from_outside_the_partner_opens_nothing(here: World, conn: Connection):
    new = await _new(here, await here.account())
    with pytest.raises(NotAllowed):
        await open_circle(conn, screener=here.screener, account_id=await here.account(), circle=new)


async def test_a_partner_that_still_waits_opens_nothing(here: World, conn: Connection):
    owner = await here.account()
    new = await _new(here, owner)
    await conn.execute(
        "UPDATE partners SET state = 'applied', decided_at = NULL, due_at = NULL WHERE id = $1",
        new.partner_id,
    )
    with pytest.raises(PartnerNotApproved):
        await open_circle(conn, screener=here.screener, account_id=owner, circle=new)


async def test_two_circles_cannot_have_one_address(here: World, conn: Connection):
    owner = await here.account()
    new = await _new(here, owner)
    await open_circle(conn, screener=here.screener, account_id=owner, circle=new)
    with pytest.raises(SlugTaken):
        await open_circle(conn, screener=here.screener, account_id=owner, circle=new)


async def test_a_topic_must_be_on_the_list(here: World, conn: Connection):
    owner = await here.account()
    with pytest.raises(UnknownTopic):
        await open_circle(
            conn, screener=here.screener, account_id=owner, circle=await _new(here, owner, topic="chess")
        )


async def test_words_that_would_be_held_elsewhere_are_refused_with_the_rule(here: World, conn: Connection):
    owner = await here.account()
    new = await _new(here, owner, rules="谁有萝莉资源")
    with pytest.raises(TextRefused) as refused:
        await open_circle(conn, screener=here.screener, account_id=owner, circle=new)
    assert refused.value.details["category"] == "sex.minor"
    assert refused.value.details["rule_zh"]


async def test_the_owner_hears_the_new_circle(here: World, conn: Connection):
    made = await here.circle()
    joined = await here.events("circle.joined", f"account:{made.owner_id}")
    assert [event["circle_id"] for event in joined] == [str(made.circle_id)]


async def test_access_says_who_may_do_what(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    member = await access_of(conn, made.circle_id, made.members[0])
    nobody = await access_of(conn, made.circle_id, None)
    assert (owner.may_read, owner.may_write, owner.may_host, owner.is_owner) == (True, True, True, True)
    assert (member.may_read, member.may_write, member.may_help) == (True, True, False)
    assert (nobody.may_read, nobody.may_write) == (True, False)


@pytest.mark.parametrize("name", ["  ", "\u200b\u200b\u200b", "\u202e跑", " 跑 "])
async def test_a_name_must_be_seen(here: World, conn: Connection, name: str):
    owner = await here.account()
    with pytest.raises(CircleNameRefused):
        await open_circle(
            conn, screener=here.screener, account_id=owner, circle=await _new(here, owner, name=name)
        )


async def test_a_topic_that_asks_for_a_licence_is_for_those_who_showed_one(here: World, conn: Connection):
    owner = await here.account()
    new = await _new(here, owner)
    money = msgspec.structs.replace(new, topic="finance")
    with pytest.raises(TopicNeedsLicence):
        await open_circle(conn, screener=here.screener, account_id=owner, circle=money)
    await conn.execute("UPDATE partners SET category = 'finance' WHERE id = $1", new.partner_id)
    assert await open_circle(conn, screener=here.screener, account_id=owner, circle=money)
