"""What a circle may not do for now: set, told, refused, lifted, ended."""

from datetime import timedelta

import pytest

from tests.world import World
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.brakes.read import list_overseen
from tonghao.circles.close import ClosingNeedsOperator, withdraw_closing
from tonghao.circles.discover import discover_circles
from tonghao.circles.edit import CircleEdit, edit_circle
from tonghao.circles.get_circle import get_circle
from tonghao.circles.invite import NewInvite, make_invite
from tonghao.circles.join import join_circle
from tonghao.circles.lift_restriction import end_restriction, lift_restriction, list_due
from tonghao.circles.list_acts import list_acts
from tonghao.circles.order_restriction import (
    EndsByRule,
    LiftedAlready,
    NewRestriction,
    OwnCircle,
    RestrictedAlready,
    order_lift,
    order_restriction,
)
from tonghao.circles.read import access_of, page_access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import (
    CircleClosed,
    CircleReadOnly,
    EachTextWaits,
    OnlyByInvitation,
    PhotosStopped,
    list_restrictions,
    restrictions_of,
)
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id


async def _restrict(conn: Connection, circle_id, kind, *, source="sanction", **more) -> None:
    await restrict_circle(
        conn, circle_id=circle_id, kind=kind, source=source, reason="查到了代购广告", by=None, **more
    )


async def _platform(conn: Connection, here: World, circle_id, role="moderator"):
    who = await here.account(role=role)
    return await page_access_of(conn, circle_id, who, is_moderator=True)


async def test_a_restriction_stands_in_its_table_in_the_circle_and_in_the_log(here: World, conn: Connection):
    made = await here.circle(members=1)
    await _restrict(conn, made.circle_id, "read_only", until=now() + timedelta(hours=2))
    assert await restrictions_of(conn, made.circle_id) == {"read_only"}
    circle = await get_circle(conn, made.circle_id, made.members[0])
    assert [(one.kind, one.source, one.reason) for one in circle.restrictions] == [
        ("read_only", "sanction", "查到了代购广告")
    ]
    [act] = (await list_acts(conn, circle_id=made.circle_id)).entries
    assert (act.act, act.actor, act.level, act.shown["kind"]) == ("circle.restricted", None, 5, "read_only")
    audited = await conn.fetch("SELECT act FROM audit_entries WHERE circle_id = $1", made.circle_id)
    assert "circle.restricted" in {row["act"] for row in audited}


async def test_restricting_the_same_twice_changes_nothing_and_other_sources_stay(
    here: World, conn: Connection
):
    made = await here.circle()
    await _restrict(conn, made.circle_id, "no_photos")
    await _restrict(conn, made.circle_id, "no_photos")
    await _restrict(conn, made.circle_id, "no_photos", source="tier")
    assert len((await list_restrictions(conn, circle_id=made.circle_id)).entries) == 2
    one = {"circle_id": made.circle_id, "kind": "no_photos", "source": "sanction"}
    assert await lift_restriction(conn, **one, reason="好了", by=None)
    assert not await lift_restriction(conn, **one, reason="好了", by=None)
    assert await restrictions_of(conn, made.circle_id) == {"no_photos"}


async def test_nobody_restricts_a_circle_that_is_not_there(here: World, conn: Connection):
    with pytest.raises(NotFound):
        await _restrict(conn, new_id(), "hidden")


async def test_in_a_circle_to_read_nobody_writes_its_staff_neither(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.owner_id)
    await _restrict(conn, made.circle_id, "read_only")
    for who in (made.owner_id, made.members[0]):
        with pytest.raises(CircleReadOnly) as refused:
            await here.post(made.circle_id, who)
        assert refused.value.details["reason"] == "查到了代购广告"
        with pytest.raises(CircleReadOnly):
            await here.comment(post, who)
    access = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(CircleReadOnly):
        await edit_circle(conn, screener=here.screener, access=access, edit=CircleEdit(description="新的"))
    with pytest.raises(CircleReadOnly):
        await make_invite(conn, access=access, invite=NewInvite(), public_url="https://a.cn")


async def test_a_closed_circle_says_why_and_opens_again(here: World, conn: Connection):
    made = await here.circle(members=1)
    await _restrict(conn, made.circle_id, "closed", source="tier")
    with pytest.raises(CircleClosed) as refused:
        await here.post(made.circle_id, made.members[0])
    assert refused.value.details["source"] == "tier"
    with pytest.raises(CircleClosed):
        await join_circle(conn, circle_id=made.circle_id, account_id=await here.account())
    await lift_restriction(
        conn, circle_id=made.circle_id, kind="closed", source="tier", reason="好了", by=None
    )
    await here.post(made.circle_id, made.members[0])


async def test_by_invitation_only_a_link_still_lets_people_in(here: World, conn: Connection):
    made, who = await here.circle(), await here.account()
    access = await access_of(conn, made.circle_id, made.owner_id)
    invite = await make_invite(conn, access=access, invite=NewInvite(), public_url="https://a.cn")
    assert invite.link is not None
    await _restrict(conn, made.circle_id, "invite_only")
    with pytest.raises(OnlyByInvitation):
        await join_circle(conn, circle_id=made.circle_id, account_id=who)
    token = invite.link.removeprefix("https://a.cn/i/")
    assert await join_circle(conn, circle_id=made.circle_id, account_id=who, invite=token)


async def test_a_hidden_circle_is_not_found_by_those_outside(here: World, conn: Connection):
    made, who = await here.circle(), await here.account()
    await _restrict(conn, made.circle_id, "hidden")
    for asked in ({}, {"topic": "fitness"}, {"words": made.slug}):
        cards = (await discover_circles(conn, account_id=who, **asked)).entries
        assert made.circle_id not in {card.circle_id for card in cards}


async def test_words_that_cannot_wait_are_refused_under_pre_check(here: World, conn: Connection):
    made = await here.circle()
    await _restrict(conn, made.circle_id, "pre_check")
    access = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(EachTextWaits):
        await edit_circle(conn, screener=here.screener, access=access, edit=CircleEdit(description="新的"))
    await _restrict(conn, made.circle_id, "no_photos")
    with pytest.raises(PhotosStopped):
        (await access_of(conn, made.circle_id, made.owner_id)).must_take_photos()


async def test_what_is_over_ends_by_itself_and_the_log_says_so(here: World, conn: Connection):
    made = await here.circle()
    await _restrict(conn, made.circle_id, "hidden", until=now() + timedelta(hours=1))
    mine = (made.circle_id, "hidden", "sanction")
    assert mine not in await list_due(conn)
    await conn.execute(
        "UPDATE circle_restrictions SET at = at - interval '1 day', until = until - interval '1 day'"
        " WHERE circle_id = $1",
        made.circle_id,
    )
    assert mine in await list_due(conn)
    await end_restriction(conn, circle_id=made.circle_id, kind="hidden", source="sanction")
    assert await restrictions_of(conn, made.circle_id) == frozenset()
    newest = (await list_acts(conn, circle_id=made.circle_id)).entries[0]
    assert (newest.act, newest.actor) == ("circle.eased", None)


async def test_people_of_the_platform_restrict_and_lift_but_never_their_own_circle(
    here: World, conn: Connection
):
    made = await here.circle()
    order = {"screener": here.screener, "is_operator": False}
    new = NewRestriction("pre_check", "广告太多，先由人看", 48)
    access = await _platform(conn, here, made.circle_id)
    await order_restriction(conn, access=access, new=new, **order)
    with pytest.raises(RestrictedAlready):
        await order_restriction(conn, access=access, new=new, **order)
    await conn.execute("UPDATE accounts SET role = 'moderator' WHERE id = $1", made.owner_id)
    own = await page_access_of(conn, made.circle_id, made.owner_id, is_moderator=True)
    [standing] = (await list_restrictions(conn, circle_id=made.circle_id)).entries
    assert standing.set_by is not None
    assert standing.until is not None
    lift = order | {"restriction_id": standing.restriction_id, "reason": "看了两天，干净了"}
    with pytest.raises(OwnCircle):
        await order_lift(conn, access=own, **lift)
    with pytest.raises(OwnCircle):
        await order_restriction(conn, access=own, new=new, **order)
    await order_lift(conn, access=access, **lift)
    with pytest.raises(LiftedAlready):
        await order_lift(conn, access=access, **lift)


async def test_what_a_rule_set_ends_by_that_rule(here: World, conn: Connection):
    made = await here.circle()
    await _restrict(conn, made.circle_id, "hidden", source="tier")
    [standing] = (await list_restrictions(conn, circle_id=made.circle_id)).entries
    access = await _platform(conn, here, made.circle_id)
    lift = {"restriction_id": standing.restriction_id, "reason": "看了两天，干净了"}
    with pytest.raises(EndsByRule):
        await order_lift(conn, screener=here.screener, is_operator=True, access=access, **lift)


async def test_a_plain_member_restricts_nothing(here: World, conn: Connection):
    made = await here.circle(members=1)
    access = await access_of(conn, made.circle_id, made.members[0])
    new = NewRestriction("hidden", "不喜欢", 1)
    with pytest.raises(NotAllowed):
        await order_restriction(conn, screener=here.screener, is_operator=False, access=access, new=new)


_CLOSING = NewRestriction("closed", "主办方关门三个月了", None)


async def test_a_circle_is_closed_by_two_people_of_whom_one_runs_the_place(here: World, conn: Connection):
    made = await here.circle()
    first, second = [await _platform(conn, here, made.circle_id) for _ in range(2)]
    operator = await _platform(conn, here, made.circle_id, "operator")

    async def close(access, *, is_operator=False):
        await order_restriction(
            conn, screener=here.screener, access=access, is_operator=is_operator, new=_CLOSING
        )

    await close(first)
    assert await restrictions_of(conn, made.circle_id) == frozenset()
    [closing] = (await list_overseen(conn, words=made.slug)).entries[0].closings
    assert (closing.proposed_by.account_id, closing.reason) == (first.account_id, "主办方关门三个月了")
    with pytest.raises(AnotherPersonNeeded):
        await close(first)
    with pytest.raises(ClosingNeedsOperator):
        await close(second)
    assert await restrictions_of(conn, made.circle_id) == frozenset()
    await close(operator, is_operator=True)
    assert await restrictions_of(conn, made.circle_id) == {"closed"}
    assert (await list_overseen(conn, words=made.slug)).entries[0].closings == []
    with pytest.raises(RestrictedAlready):
        await close(first)


async def test_a_proposal_to_close_can_be_withdrawn_and_then_one_person_closes_nothing(
    here: World, conn: Connection
):
    made = await here.circle(members=1)
    operator = await _platform(conn, here, made.circle_id, "operator")
    close = {"screener": here.screener, "access": operator, "is_operator": True, "new": _CLOSING}
    await order_restriction(conn, **close)
    [closing] = (await list_overseen(conn, words=made.slug)).entries[0].closings
    given = {"circle_id": made.circle_id, "closing_id": closing.closing_id}
    with pytest.raises(NotAllowed):
        await withdraw_closing(conn, **given, by=made.members[0], is_moderator=False)
    colleague = await here.account(role="moderator")
    await withdraw_closing(conn, **given, by=colleague, is_moderator=True)
    with pytest.raises(NotFound):
        await withdraw_closing(conn, **given, by=colleague, is_moderator=True)
    await order_restriction(conn, **close)
    assert await restrictions_of(conn, made.circle_id) == frozenset()
