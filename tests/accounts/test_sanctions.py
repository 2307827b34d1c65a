"""What the platform decides about people: strikes, mutes, and what takes two."""

from datetime import timedelta

import pytest

from tests.world import Browser, World
from tonghao.accounts.jobs import end_sanctions
from tonghao.accounts.lift_sanction import SanctionOver, lift_sanction, list_over
from tonghao.accounts.read import get_me
from tonghao.accounts.sanction import (
    AnotherPersonNeeded,
    NotProposed,
    OwnAccount,
    SanctionedAlready,
    confirm_sanction,
    sanction_person,
)
from tonghao.accounts.sanctions import (
    NewSanction,
    list_own_sanctions,
    list_proposals,
    list_sanctions,
    rules,
)
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id

API = "/api/v1"


def _new(kind: str, hours: int | None = None) -> NewSanction:
    return NewSanction(kind, "spam.contact", "三个圈子里发同样的广告", hours)  # type: ignore[arg-type]


async def _set(conn: Connection, account_id, by, kind: str, hours: int | None = None, **more):
    return await sanction_person(
        conn, account_id=account_id, new=_new(kind, hours), by=by, is_operator=False, **more
    )


async def test_a_strike_counts_for_its_days_and_the_person_reads_why(here: World, conn: Connection):
    who, by = await here.account(), await here.account(role="moderator")
    done = await _set(conn, who, by, "strike")
    assert (done.is_proposed, done.followed) == (False, None)
    [mine] = (await list_own_sanctions(conn, account_id=who)).entries
    assert (mine.kind, mine.state, mine.reason) == ("strike", "in_force", "三个圈子里发同样的广告")
    assert mine.until is not None
    assert mine.in_force_at is not None
    assert mine.until - mine.in_force_at == timedelta(days=rules().window_days)
    assert (await get_me(conn, who)).sanctions == []
    assert len(await here.events("account.sanctioned", f"account:{who}")) == 1


async def test_a_rule_mutes_after_some_strikes_but_only_proposes_to_suspend(here: World, conn: Connection):
    who, by = await here.account(), await here.account(role="moderator")
    steps = {step.strikes: step for step in rules().steps}
    followed = {}
    for number in range(1, max(steps) + 1):
        for one in (await list_own_sanctions(conn, account_id=who)).entries:
            if one.kind == "mute" and one.ended_at is None:
                await lift_sanction(
                    conn, account_id=who, sanction_id=one.sanction_id, by=by, reason="到此为止"
                )
        followed[number] = (await _set(conn, who, by, "strike")).followed
    assert {number: kind for number, kind in followed.items() if kind} == {
        number: step.kind for number, step in steps.items()
    }
    assert (await get_me(conn, who)).sanctions == []
    [proposal] = [one for one in (await list_proposals(conn)).entries if one.person.account_id == who]
    assert (proposal.kind, proposal.set_by) == ("suspend", None)


async def test_it_takes_two_to_suspend_and_the_same_person_is_not_two(here: World, conn: Connection):
    who, first = await here.account(), await here.account(role="moderator")
    second = await here.account(role="operator")
    await here.session(who)
    proposed = await _set(conn, who, first, "suspend", 24 * 30)
    assert proposed.is_proposed
    assert (await get_me(conn, who)).sanctions == []
    assert (await list_own_sanctions(conn, account_id=who)).entries == []
    one = {"account_id": who, "sanction_id": proposed.sanction_id}
    with pytest.raises(AnotherPersonNeeded):
        await confirm_sanction(conn, **one, by=first, is_operator=False)
    await confirm_sanction(conn, **one, by=second, is_operator=True)
    assert (await get_me(conn, who)).sanctions == ["suspend"]
    assert await conn.fetchval("SELECT count(*) FROM sessions WHERE account_id = $1", who) == 0
    with pytest.raises(NotProposed):
        await confirm_sanction(conn, **one, by=second, is_operator=True)
    [listed] = (await list_sanctions(conn, account_id=who)).entries
    assert listed.set_by is not None
    assert listed.second_by is not None
    assert (listed.set_by.account_id, listed.second_by.account_id) == (first, second)


async def test_nobody_decides_about_themself_nor_a_moderator_about_the_platform(
    here: World, conn: Connection
):
    by, colleague = await here.account(role="moderator"), await here.account(role="moderator")
    with pytest.raises(OwnAccount):
        await _set(conn, by, by, "strike")
    with pytest.raises(NotAllowed):
        await _set(conn, colleague, by, "mute", 1)
    with pytest.raises(NotFound):
        await _set(conn, new_id(), by, "mute", 1)


async def test_the_same_does_not_stand_twice_and_ends_once(here: World, conn: Connection):
    who, by = await here.account(), await here.account(role="moderator")
    muted = await _set(conn, who, by, "mute", 24)
    with pytest.raises(SanctionedAlready):
        await _set(conn, who, by, "mute", 48)
    one = {"account_id": who, "sanction_id": muted.sanction_id, "reason": "说清楚了"}
    with pytest.raises(OwnAccount):
        await lift_sanction(conn, **one, by=who)
    await lift_sanction(conn, **one, by=by)
    assert (await get_me(conn, who)).sanctions == []
    with pytest.raises(SanctionOver):
        await lift_sanction(conn, **one, by=by)


async def test_what_is_over_ends_by_itself(world: World, pool: Pool):
    who, by = await world.account(), await world.account(role="moderator")
    async with writing(pool) as conn:
        muted = await _set(conn, who, by, "mute", 1)
        await conn.execute(
            "UPDATE account_sanctions SET at = at - interval '2 hours', until = $2,"
            " in_force_at = in_force_at - interval '2 hours' WHERE account_id = $1",
            who,
            now() - timedelta(minutes=1),
        )
    async with reading(pool) as conn:
        assert (who, muted.sanction_id) in await list_over(conn)
    await end_sanctions(pool)
    async with reading(pool) as conn:
        assert (await get_me(conn, who)).sanctions == []
        [mine] = (await list_own_sanctions(conn, account_id=who)).entries
        assert (mine.state, mine.end_reason) == ("ended", "")


async def test_who_is_muted_reads_and_takes_away_but_does_not_write(
    browser: Browser, world: World, pool: Pool
):
    made, by = await world.circle(members=1), await world.account(role="moderator")
    who = made.members[0]
    post = await world.post(made.circle_id, who)
    async with writing(pool) as conn:
        await _set(conn, who, by, "mute", 24)
    here = await browser.as_(who)
    place = f"{API}/circles/{made.circle_id}/posts"
    refused = await here.post(place, json={"text": "再来一条"})
    assert (refused.status_code, refused.json()["code"]) == (403, "muted")
    assert refused.json()["details"]["reason"] == "三个圈子里发同样的广告"
    assert refused.json()["details"]["until"] is not None
    for path in ("/reports", "/media", f"/circles/{made.circle_id}/memberships"):
        answer = await here.post(API + path, json={})
        assert answer.json()["code"] == "muted", path
    assert (await here.get(place)).status_code == 200
    assert (await here.get(f"{API}/me/decisions")).json()["entries"][0]["kind"] == "mute"
    assert (await here.delete(f"{place}/{post.post_id}")).status_code == 204


async def test_who_is_suspended_signs_in_to_read_why_and_to_leave_with_everything(
    browser: Browser, world: World, pool: Pool
):
    made = await world.circle(members=1)
    who, first, second = (
        made.members[0],
        await world.account(role="moderator"),
        await world.account(role="moderator"),
    )
    async with writing(pool) as conn:
        proposed = await _set(conn, who, first, "close")
        await confirm_sanction(
            conn, account_id=who, sanction_id=proposed.sanction_id, by=second, is_operator=False
        )
    here = await browser.as_(who)
    assert (await here.get(f"{API}/me")).json()["sanctions"] == ["close"]
    [mine] = (await here.get(f"{API}/me/decisions")).json()["entries"]
    assert (mine["kind"], mine["until"]) == ("close", None)
    assert (await here.get(f"{API}/me/circles")).json()["code"] == "suspended"
    # What everybody may read is read as by everybody.
    assert (await here.get(f"{API}/circles/{made.circle_id}")).json()["my_role"] is None
    assert (await here.post(f"{API}/takeouts", json={})).status_code != 403


async def test_what_the_door_lets_pass_exists(browser: Browser):
    from tonghao.accounts import sanctioned

    paths = (await browser.get(f"{API}/openapi.json")).json()["paths"]
    known = {one["operationId"] for methods in paths.values() for one in methods.values()}
    coming = {"appeal", "fileAppeal", "listMyAppeals", "getAppeal", "withdrawAppeal"}
    assert sanctioned._MUTED - known - coming == set()
