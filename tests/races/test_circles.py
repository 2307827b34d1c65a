"""Two hands at once on one circle; every write here is committed."""

import asyncio
from uuid import UUID

import pytest

from tests.world import World
from tonghao.circles.access import BannedHere
from tonghao.circles.answer_requests import ApplicantBanned, NewAnswers, RequestAnswered, answer_requests
from tonghao.circles.appoint import TooManyHosts, appoint_member
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.invite import NewInvite, make_invite
from tonghao.circles.join import join_circle
from tonghao.circles.leave import leave_circle
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.list_acts import list_acts
from tonghao.circles.open import NewCircle, SlugTaken, open_circle
from tonghao.circles.read import InviteOver, access_of
from tonghao.circles.request_join import NewJoinRequest, request_to_join
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import restrictions_of
from tonghao.circles.tiers import CircleFull
from tonghao.circles.undo_act import UndoneAlready, undo_act
from tonghao.circles.withdraw_request import withdraw_request
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.ids import new_id


async def _count(pool: Pool, circle_id) -> tuple[int, int, int]:
    """What the circle says, and what stands in each of the two tables."""
    async with reading(pool) as conn:
        row = await conn.fetchrow(
            "SELECT member_count, (SELECT count(*) FROM memberships WHERE circle_id = $1),"
            " (SELECT count(*) FROM joined_circles WHERE circle_id = $1) FROM circles WHERE id = $1",
            circle_id,
        )
    return tuple(row)


async def test_many_who_join_and_leave_at_once_are_counted_exactly(world: World, pool: Pool):
    made = await world.circle()
    people = [await world.account() for _ in range(8)]

    async def come_and_go(number: int) -> None:
        who = people[number]
        for _ in range(3):
            async with writing(pool) as conn:
                await join_circle(conn, circle_id=made.circle_id, account_id=who)
            if number % 2:
                async with writing(pool) as conn:
                    await leave_circle(conn, circle_id=made.circle_id, account_id=who)

    await asyncio.gather(*(come_and_go(number) for number in range(8)))
    assert await _count(pool, made.circle_id) == (5, 5, 5)


async def test_one_person_joining_ten_times_at_once_joins_once(world: World, pool: Pool):
    made, who = await world.circle(), await world.account()

    async def join() -> bool:
        async with writing(pool) as conn:
            return await join_circle(conn, circle_id=made.circle_id, account_id=who)

    assert sorted(await asyncio.gather(*(join() for _ in range(10)))) == [False] * 9 + [True]
    assert await _count(pool, made.circle_id) == (2, 2, 2)


async def test_the_last_use_of_an_invitation_lets_in_one(world: World, pool: Pool):
    made = await world.circle(kind="invite")
    async with writing(pool) as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)
        invite = await make_invite(conn, access=access, invite=NewInvite(max_uses=1), public_url="")
    people = [await world.account() for _ in range(6)]

    async def join(who) -> bool:
        async with writing(pool) as conn:
            return await join_circle(
                conn, circle_id=made.circle_id, account_id=who, invite=invite.link.removeprefix("/i/")
            )

    outcomes = await asyncio.gather(*map(join, people), return_exceptions=True)
    assert [one for one in outcomes if one is True] == [True]
    assert sum(isinstance(one, InviteOver) for one in outcomes) == 5
    assert await _count(pool, made.circle_id) == (2, 2, 2)


async def test_whoever_is_banned_while_joining_is_never_both(world: World, pool: Pool):
    for _ in range(5):
        made, who = await world.circle(), await world.account()
        async with reading(pool) as conn:
            access = await access_of(conn, made.circle_id, made.owner_id)

        async def join(made=made, who=who) -> None:
            async with writing(pool) as conn:
                await join_circle(conn, circle_id=made.circle_id, account_id=who)

        async def ban(access=access, who=who) -> None:
            async with writing(pool) as conn:
                await ban_member(conn, screener=world.screener, access=access, ban=NewBan(who, "广告", 1))

        outcomes = await asyncio.gather(join(), ban(), return_exceptions=True)
        assert outcomes[1] is None
        assert outcomes[0] is None or isinstance(outcomes[0], BannedHere)
        assert await _count(pool, made.circle_id) == (1, 1, 1)
        with pytest.raises(BannedHere):
            await join()


async def test_two_appointments_at_once_do_not_pass_the_limit(world: World, pool: Pool):
    made = await world.circle(members=2)
    for _ in range(2):
        await world.member(made.circle_id, "host")
    async with reading(pool) as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)

    async def appoint(who) -> None:
        async with writing(pool) as conn:
            await appoint_member(conn, access=access, account_id=who, role="host")

    outcomes = await asyncio.gather(*map(appoint, made.members), return_exceptions=True)
    assert sum(isinstance(one, TooManyHosts) for one in outcomes) == 1


async def test_one_address_goes_to_one_circle(world: World, pool: Pool):
    owner = await world.account()
    partner_id = await world.partner(owner)
    slug = f"race-{new_id().hex[-8:]}"

    async def open_one():
        async with writing(pool) as conn:
            new = NewCircle(partner_id, slug, "慢跑也算跑", "fitness", "open")
            return await open_circle(conn, screener=world.screener, account_id=owner, circle=new)

    outcomes = await asyncio.gather(*(open_one() for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, SlugTaken) for one in outcomes) == 3


async def test_an_act_is_undone_once(world: World, pool: Pool):
    made = await world.circle(members=1)
    async with writing(pool) as conn:
        helper = await access_of(conn, made.circle_id, await world.member(made.circle_id, "helper"))
        host = await access_of(conn, made.circle_id, await world.member(made.circle_id, "host"))
        ban = NewBan(made.members[0], "广告", 1)
        await ban_member(conn, screener=world.screener, access=helper, ban=ban)
        act = (await list_acts(conn, circle_id=made.circle_id)).entries[0]

    async def undo():
        async with writing(pool) as conn:
            await undo_act(
                conn,
                screener=world.screener,
                undoes=world.parts["undoes"],
                access=host,
                act_id=act.act_id,
                reason="弄错了",
            )

    outcomes = await asyncio.gather(*(undo() for _ in range(5)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, UndoneAlready) for outcome in outcomes) == 4
    assert await _count(pool, made.circle_id) == (4, 4, 4)


async def test_of_accepting_twice_withdrawing_and_a_ban_one_wins_and_all_agree(world: World, pool: Pool):
    for _ in range(5):
        made, who = await world.circle(kind="request"), await world.account()
        async with writing(pool) as conn:
            owner = await access_of(conn, made.circle_id, made.owner_id)
            request_id = await request_to_join(
                conn,
                screener=world.screener,
                circle_id=made.circle_id,
                account_id=who,
                request=NewJoinRequest("住在三号楼"),
            )

        async def accept(owner=owner, request_id=request_id) -> None:
            async with writing(pool) as conn:
                answers = NewAnswers([request_id], accept=True)
                await answer_requests(conn, screener=world.screener, access=owner, answers=answers)

        async def withdraw(made=made, who=who) -> None:
            async with writing(pool) as conn:
                await withdraw_request(conn, circle_id=made.circle_id, account_id=who)

        async def ban(owner=owner, who=who) -> None:
            async with writing(pool) as conn:
                await ban_member(conn, screener=world.screener, access=owner, ban=NewBan(who, "广告", 1))

        outcomes = await asyncio.gather(accept(), accept(), withdraw(), ban(), return_exceptions=True)
        assert outcomes[3] is None
        assert sum(one is None for one in outcomes[:3]) <= 1
        refused = [one for one in outcomes[:3] if one is not None]
        assert all(isinstance(one, RequestAnswered | NotFound | ApplicantBanned) for one in refused)
        assert await _count(pool, made.circle_id) == (1, 1, 1)
        async with reading(pool) as conn:
            state = await conn.fetchval("SELECT state FROM join_requests WHERE id = $1", request_id)
        assert state != "pending"


async def test_two_who_restrict_at_once_leave_one_restriction_and_one_line(world: World, pool: Pool):
    made = await world.circle()

    async def restrict() -> bool:
        async with writing(pool) as conn:
            done = await restrict_circle(
                conn, circle_id=made.circle_id, kind="no_photos", source="sanction", reason="先看看", by=None
            )
        return done.is_new

    async def lift() -> bool:
        async with writing(pool) as conn:
            return await lift_restriction(
                conn, circle_id=made.circle_id, kind="no_photos", source="sanction", reason="好了", by=None
            )

    assert sorted(await asyncio.gather(*(restrict() for _ in range(6)))) == [False] * 5 + [True]
    async with reading(pool) as conn:
        assert await restrictions_of(conn, made.circle_id) == {"no_photos"}
    assert sorted(await asyncio.gather(*(lift() for _ in range(6)))) == [False] * 5 + [True]
    async with reading(pool) as conn:
        assert await restrictions_of(conn, made.circle_id) == frozenset()
        acts = (await list_acts(conn, circle_id=made.circle_id)).entries
    assert [act.act for act in acts] == ["circle.eased", "circle.restricted"]


async def test_the_last_seat_of_a_trial_is_given_to_one_of_many(pool: Pool, world: World) -> None:
    made = await world.circle(tier="trial")
    people = [await world.account() for _ in range(6)]
    async with writing(pool) as conn:
        await conn.execute("UPDATE circles SET member_count = 199 WHERE id = $1", made.circle_id)

    async def join(account_id: UUID) -> str:
        try:
            async with writing(pool) as conn:
                await join_circle(conn, circle_id=made.circle_id, account_id=account_id)
        except CircleFull:
            return "full"
        return "in"

    ended = await asyncio.gather(*map(join, people))
    assert sorted(ended) == ["full"] * 5 + ["in"]
