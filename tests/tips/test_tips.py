"""Tips: off unless two switched them on, held for a day, and never a cent astray."""

from datetime import timedelta
from typing import Any

import pytest

from tests.red_packets.scene import balance_of, caller_of
from tests.world import World
from tonghao.accounts.brake_feature import FeatureStopped, NewFeatureBrake, pull_feature_brake
from tonghao.circles.access import JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.clock import now
from tonghao.db import Connection, Pool, writing
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ids import new_id
from tonghao.ledger.accounts import unless_closed
from tonghao.ledger.read import get_balance, list_entries
from tonghao.posts.delete import delete_post
from tonghao.posts.hide import hide_post
from tonghao.posts.read import get_post
from tonghao.sweep import FIRST
from tonghao.tips.allow import OwnTip, TipsLater, TipsNotTaken, TipsOffHere, TipsPaused
from tonghao.tips.choose import TipsForAdults, choose_tips, switch_tips
from tonghao.tips.give import escrow_of, give_tip
from tonghao.tips.read import get_tip, get_tipping
from tonghao.tips.settle import list_due, return_tip, settle_tip
from tonghao.tips.types import NewTip
from tonghao.wallets.confirm import PayConfirmation
from tonghao.wallets.limits import LimitReached, MinorsDoNot
from tonghao.wallets.open import open_wallet

DAY = timedelta(days=1)
_LONG_OVER = now() - 2 * DAY


class Scene:
    """A circle with tips, an author of long standing, and somebody who wants to thank them."""

    def __init__(self, here: World, made: Any, post: Any) -> None:
        self.here, self.made, self.post = here, made, post
        self.author, self.giver = made.members[0], made.members[1]

    @classmethod
    async def set(cls, here: World) -> "Scene":
        made = await here.circle(members=3)
        self = cls(here, made, await here.post(made.circle_id, made.members[0]))
        async with here.writing() as conn:
            access = await access_of(conn, made.circle_id, made.owner_id)
            await switch_tips(conn, access=access, is_on=True)
            await choose_tips(conn, account_id=self.author, age_class="adult", takes_tips=True)
            await conn.execute(
                "UPDATE profiles SET created_at = now() - interval '31 days' WHERE account_id = $1",
                self.author,
            )
        await here.money(self.giver, 100_000)
        return self

    async def give(self, amount: str = "5.00", *, who: Any = None, tip_id: Any = None, **more: Any) -> Any:
        async with self.here.writing() as conn:
            return await give_tip(
                conn,
                caller=caller_of(who or self.giver, **more),
                circle_id=self.post.circle_id,
                post_id=self.post.post_id,
                new=NewTip(tip_id or new_id(), amount),
                confirmation=PayConfirmation("password"),
                currency="CNY",
            )


async def _balance(conn: Connection, scene: Scene) -> tuple[int, int]:
    author = await conn.fetchval(
        "SELECT balance_minor FROM ledger_balances b JOIN ledger_accounts a ON a.id = b.account_id"
        " WHERE a.owner_id = $1 AND a.purpose = 'wallet'",
        scene.author,
    )
    return await balance_of(conn, scene.giver), author or 0


async def test_a_tip_is_held_for_a_day_and_then_the_authors(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    given = await scene.give()
    assert given.refusal is None
    assert await _balance(conn, scene) == (99_500, 0)
    assert await get_balance(conn, escrow_of(given.tip_id, "CNY")) == 500
    assert await settle_tip(conn, tip_id=given.tip_id) is None, "not before its day is over"
    for outcome in ("settled", None):
        assert await settle_tip(conn, tip_id=given.tip_id, at=now() + timedelta(hours=25)) == outcome
    assert await _balance(conn, scene) == (99_500, 500)
    assert await get_balance(conn, escrow_of(given.tip_id, "CNY")) == 0
    assert (await get_tip(conn, tip_id=given.tip_id, viewer_id=scene.author)).state == "settled"
    with pytest.raises(NotFound):
        await get_tip(conn, tip_id=given.tip_id, viewer_id=scene.made.owner_id)


@pytest.mark.parametrize("code", ["tip_settled", "tip_back"])
async def test_a_tip_of_somebody_who_left_is_kept_and_booked_as_what_it_is(
    here: World, conn: Connection, code: str
) -> None:
    scene = await Scene.set(here)
    given = await scene.give()
    owner = scene.author if code == "tip_settled" else scene.giver
    wallet = await open_wallet(conn, owner)
    # As if its owner had taken out all of it and left.
    await conn.execute(
        "UPDATE ledger_balances SET status = 'closed', balance_minor = 0 WHERE account_id = $1", wallet
    )
    if code == "tip_back":
        await return_tip(conn, tip_id=given.tip_id)
    else:
        assert await settle_tip(conn, tip_id=given.tip_id, at=now() + timedelta(hours=25)) == "settled"
    kept = await unless_closed(conn, wallet, "CNY")
    (entry,) = await list_entries(conn, kept, limit=1)
    assert (entry.amount_minor, entry.code, entry.cause_id) == (500, code, given.tip_id)


async def test_sent_twice_it_is_one_tip(here: World, conn: Connection) -> None:
    scene, tip_id = await Scene.set(here), new_id()
    for _ in range(2):
        await scene.give(tip_id=tip_id)
    assert await _balance(conn, scene) == (99_500, 0)
    with pytest.raises(IdempotencyMismatch):
        await scene.give("6.00", tip_id=tip_id)


async def test_an_empty_wallet_gives_nothing(here: World, conn: Connection) -> None:
    scene, tip_id = await Scene.set(here), new_id()
    poor = scene.made.members[2]
    assert (await scene.give(who=poor, tip_id=tip_id)).refusal == "insufficient_balance"
    assert await conn.fetchval("SELECT count(*) FROM tips WHERE id = $1", tip_id) == 0
    await here.money(poor, 1000)
    assert (await scene.give(who=poor, tip_id=tip_id)).refusal == "insufficient_balance"
    assert (await scene.give(who=poor)).refusal is None


async def test_it_is_off_until_circle_and_author_switch_it_on(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    await choose_tips(conn, account_id=scene.author, age_class="adult", takes_tips=False)
    with pytest.raises(TipsNotTaken):
        await scene.give()
    await conn.execute("DELETE FROM tip_choices WHERE account_id = $1", scene.author)
    with pytest.raises(TipsNotTaken):
        await scene.give()
    await choose_tips(conn, account_id=scene.author, age_class="adult", takes_tips=True)
    access = await access_of(conn, scene.made.circle_id, scene.made.owner_id)
    await switch_tips(conn, access=access, is_on=False)
    with pytest.raises(TipsOffHere):
        await scene.give()
    await conn.execute("DELETE FROM circle_tipping WHERE circle_id = $1", scene.made.circle_id)
    with pytest.raises(TipsOffHere):
        await scene.give()
    member = await access_of(conn, scene.made.circle_id, scene.giver)
    with pytest.raises(NotAllowed):
        await switch_tips(conn, access=member, is_on=True)


@pytest.mark.parametrize("tier", ["trial", "probation", "frozen", "terminated"])
async def test_a_circle_that_has_not_earned_it_has_no_tips(here: World, conn: Connection, tier: str) -> None:
    scene = await Scene.set(here)
    await conn.execute("UPDATE circles SET tier = $2 WHERE id = $1", scene.made.circle_id, tier)
    with pytest.raises(TipsOffHere):
        await scene.give()


@pytest.mark.parametrize("kind", ["tips_off", "photo_check", "pre_check"])
async def test_what_the_platform_or_the_breaker_stopped_takes_no_tips(
    here: World, conn: Connection, kind: Any
) -> None:
    scene = await Scene.set(here)
    await restrict_circle(
        conn, circle_id=scene.made.circle_id, kind=kind, source="breaker", reason="一起涨得太快", by=None
    )
    with pytest.raises(TipsPaused) as refused:
        await scene.give()
    assert refused.value.details["reason"] == "一起涨得太快"
    access = await access_of(conn, scene.made.circle_id, scene.giver)
    place = {"access": access, "post_id": scene.post.post_id}
    offered = await get_tipping(conn, **place, caller=caller_of(scene.giver), currency="CNY")
    assert (offered.may, offered.why_not) == (False, "tips_paused")
    assert offered.paused is not None
    assert offered.paused.reason == "一起涨得太快"


async def test_a_pulled_brake_stops_tips_everywhere_and_says_why(here: World, conn: Connection) -> None:
    scene, tip_id = await Scene.set(here), new_id()
    await scene.give(tip_id=tip_id)
    by = await here.account(role="moderator")
    brake = NewFeatureBrake("tips", "在查一批打赏")
    await pull_feature_brake(conn, screener=here.screener, account_id=by, brake=brake)
    with pytest.raises(FeatureStopped) as refused:
        await scene.give()
    assert refused.value.details["reason"] == "在查一批打赏"
    assert (await scene.give(tip_id=tip_id)).tip_id == tip_id, "what was given is answered again"
    access = await access_of(conn, scene.made.circle_id, scene.giver)
    place = {"access": access, "post_id": scene.post.post_id}
    offered = await get_tipping(conn, **place, caller=caller_of(scene.giver), currency="CNY")
    assert offered.paused is not None
    assert (offered.why_not, offered.paused.reason) == ("feature_stopped", "在查一批打赏")


async def test_new_authors_minors_and_oneself_are_not_tipped(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    with pytest.raises(OwnTip):
        await scene.give(who=scene.author)
    with pytest.raises(JoinFirst):
        await scene.give(who=await here.account())
    await conn.execute(
        "UPDATE profiles SET created_at = now() - interval '29 days' WHERE account_id = $1", scene.author
    )
    with pytest.raises(TipsLater):
        await scene.give()
    await conn.execute("UPDATE accounts SET age_class = 'minor' WHERE id = $1", scene.author)
    with pytest.raises(TipsNotTaken):
        await scene.give()
    with pytest.raises(TipsForAdults):
        await choose_tips(conn, account_id=scene.author, age_class="minor", takes_tips=True)


async def test_minors_give_no_tips(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    await conn.execute("UPDATE accounts SET age_class = 'minor' WHERE id = $1", scene.giver)
    with pytest.raises(MinorsDoNot):
        async with conn.transaction():
            await scene.give(age_class="minor")
    access = await access_of(conn, scene.made.circle_id, scene.giver)
    offered = await get_tipping(
        conn,
        access=access,
        post_id=scene.post.post_id,
        caller=caller_of(scene.giver, age_class="minor"),
        currency="CNY",
    )
    assert (offered.may, offered.why_not) == (False, "minors_do_not")


async def test_a_post_that_somebody_looks_at_is_not_tipped_and_what_is_held_waits(
    here: World, conn: Connection
) -> None:
    from tonghao.moderation.report import report_content
    from tonghao.moderation.types import NewReport

    scene = await Scene.set(here)
    given = await scene.give()
    new = NewReport("post", scene.post.post_id, "sex.suggestive", scene.post.circle_id)
    await report_content(conn, reporter_id=scene.made.members[2], new=new)
    with pytest.raises(TipsLater):
        await scene.give()
    later = now() + timedelta(hours=30)
    assert await settle_tip(conn, tip_id=given.tip_id, at=later) is None
    await conn.execute(
        "UPDATE cases SET state = 'released', closed_at = now() WHERE post_id = $1", scene.post.post_id
    )
    assert await settle_tip(conn, tip_id=given.tip_id, at=later) == "settled"


async def test_tips_that_wait_keep_none_behind_them_waiting(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    given = [(await scene.give("1.00")).tip_id for _ in range(2)]
    await conn.execute(
        "UPDATE tips SET given_at = $2, settles_at = $3 WHERE id = ANY($1)",
        given,
        _LONG_OVER - DAY,
        _LONG_OVER,
    )
    found: list[Any] = []
    after = FIRST
    while page := await list_due(conn, after, most=1):
        found.append(page[0].id)
        after = page[0]
    assert sorted(given) == [one for one in found if one in given]


async def test_limits_hold_and_half_of_them_is_told(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)
    with pytest.raises(LimitReached):
        async with conn.transaction():
            await scene.give("50.01")
    assert (await scene.give("50.00")).half is None
    assert (await scene.give("0.01")).half == "day"
    with pytest.raises(LimitReached):
        async with conn.transaction():
            await scene.give("50.00")


async def test_a_removed_post_sends_its_tips_back(world: World, pool: Pool) -> None:
    for how in ("deleted", "removed"):
        scene = await Scene.set(world)
        given = await scene.give()
        async with writing(pool) as conn:
            place = {"circle_id": scene.post.circle_id, "post_id": scene.post.post_id}
            if how == "deleted":
                await delete_post(conn, **place, account_id=scene.author)
            else:
                await hide_post(conn, *place.values(), state="removed", category="sex.suggestive")
        await world.settle()
        async with writing(pool) as conn:
            assert await _balance(conn, scene) == (100_000, 0)
            assert (await get_tip(conn, tip_id=given.tip_id, viewer_id=scene.giver)).state == "returned"
            assert await settle_tip(conn, tip_id=given.tip_id, at=now() + timedelta(days=2)) is None


async def test_a_tip_sorts_and_opens_nothing(here: World, conn: Connection) -> None:
    """The post is the same to everybody before and after it, and only two people hear of it."""
    scene = await Scene.set(here)
    place = {"circle_id": scene.post.circle_id, "post_id": scene.post.post_id}
    before = await get_post(conn, **place, viewer_id=scene.made.owner_id)
    given = await scene.give()
    await settle_tip(conn, tip_id=given.tip_id, at=now() + timedelta(hours=25))
    assert await get_post(conn, **place, viewer_id=scene.made.owner_id) == before
    audiences = await conn.fetch(
        "SELECT DISTINCT audience FROM outbox WHERE kind = 'tip.moved' AND tx = pg_current_xact_id()"
    )
    assert {row[0] for row in audiences} == {f"account:{scene.author}", f"account:{scene.giver}"}


def test_nothing_that_sorts_or_shows_reads_tips() -> None:
    """Feed, search, shelves, growth, usefulness and posts know neither the table nor the feature."""
    from tests.laws.source import ROOT

    for feature in ("feed", "search", "shelves", "growth", "posts", "notifications", "pages", "tiers"):
        for file in (ROOT / "src" / "tonghao" / feature).rglob("*.py"):
            text = file.read_text("utf-8")
            assert "tonghao.tips" not in text, file
            assert " tips " not in text.replace("tips_off", ""), file


async def test_refusals_are_told_before_one_tries(here: World, conn: Connection) -> None:
    scene = await Scene.set(here)

    async def offered(who: Any) -> Any:
        access = await access_of(conn, scene.made.circle_id, who)
        return await get_tipping(
            conn, access=access, post_id=scene.post.post_id, caller=caller_of(who), currency="CNY"
        )

    assert (await offered(scene.giver)).left == "50.00"
    assert (await offered(scene.author)).why_not == "own_tip"
    await scene.give("20.00")
    seen = await offered(scene.giver)
    assert (seen.mine, seen.may) == ("20.00", True)
    with pytest.raises(Refusal):
        await scene.give("0")
