"""How far a tier lets a circle grow, and what is said at the end."""

import pytest

from tests.world import World
from tonghao.circles.get_circle import get_circle
from tonghao.circles.invite import NewInvite, make_invite
from tonghao.circles.join import join_circle
from tonghao.circles.load import LoadedMembership, load_memberships
from tonghao.circles.read import access_of
from tonghao.circles.tiers import CircleFull, InvitationsUsed
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id


async def test_a_new_circle_is_on_trial_and_says_what_it_may(conn: Connection, world: World) -> None:
    made = await world.circle(tier="trial")
    standing = (await get_circle(conn, made.circle_id, None)).standing
    assert (standing.tier, standing.score, standing.caps.members) == ("trial", 5, 200)
    assert (standing.next, standing.next_caps and standing.next_caps.members) == ("standard", 5000)


async def test_the_last_seat_of_a_trial_is_given_once(conn: Connection, world: World) -> None:
    made = await world.circle(tier="trial")
    await conn.execute("UPDATE circles SET member_count = 199 WHERE id = $1", made.circle_id)
    last, late = await world.account(), await world.account()
    assert await join_circle(conn, circle_id=made.circle_id, account_id=last)
    with pytest.raises(CircleFull) as refused:
        await join_circle(conn, circle_id=made.circle_id, account_id=late)
    assert refused.value.details == {"tier": "trial", "members": 200, "next": "standard"}
    assert not await join_circle(conn, circle_id=made.circle_id, account_id=last), "who is in stays in"


async def test_on_probation_nobody_comes_in_not_even_by_invitation(conn: Connection, world: World) -> None:
    made = await world.circle()
    access = await access_of(conn, made.circle_id, made.owner_id)
    link = await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost")
    await conn.execute("UPDATE circles SET tier = 'probation' WHERE id = $1", made.circle_id)
    with pytest.raises(CircleFull):
        await join_circle(
            conn,
            circle_id=made.circle_id,
            account_id=await world.account(),
            invite=str(link.link).rsplit("/", 1)[-1],
        )
    with pytest.raises(InvitationsUsed):
        await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost")


async def test_a_trial_makes_five_invitations_a_week(conn: Connection, world: World) -> None:
    made = await world.circle(tier="trial")
    access = await access_of(conn, made.circle_id, made.owner_id)
    for _ in range(5):
        await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost")
    with pytest.raises(InvitationsUsed) as refused:
        await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost")
    assert refused.value.details["after"] is not None
    await conn.execute(
        "UPDATE circle_invites SET created_at = now() - interval '8 days' WHERE circle_id = $1",
        made.circle_id,
    )
    await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost")


async def test_what_is_brought_along_keeps_its_size(conn: Connection, world: World) -> None:
    made = await world.circle()
    await conn.execute("UPDATE tier_caps SET members = 2 WHERE tier = 'standard'")
    people = [LoadedMembership(made.circle_id, new_id(), now()) for _ in range(3)]
    assert await load_memberships(conn, people) == 3
    assert (await get_circle(conn, made.circle_id, None)).standing.tier == "trusted"
