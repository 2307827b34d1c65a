"""Everything that the platform and its rules do to content, people and circles, done once for the laws."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from tests.world import Made, World
from tonghao.accounts.brake_feature import NewFeatureBrake, pull_feature_brake, release_feature_brake
from tonghao.accounts.lift_sanction import lift_sanction
from tonghao.accounts.sanction import confirm_sanction, sanction_person
from tonghao.accounts.sanctions import NewSanction
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import file_appeal
from tonghao.appeals.types import NewAppeal, NewAppealDecision
from tonghao.appeals.withdraw import withdraw_appeal
from tonghao.audit.erase import erase
from tonghao.brakes.look import Growth
from tonghao.brakes.pull import pull_circle_brake, release_circle_brake
from tonghao.brakes.rates import rates
from tonghao.brakes.trip import trip
from tonghao.circles.order_restriction import NewRestriction, order_lift, order_restriction
from tonghao.circles.read import page_access_of
from tonghao.circles.record_act import ActReason
from tonghao.circles.set_tier import set_tier
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport, SanctionWish
from tonghao.moderation.undo import undo_decision
from tonghao.posts.delete import delete_comment, delete_post

# The lexicon holds it: an offer that the house's own list names.
_BAD = "高薪刷单日结，垫付返现，加我详聊"


class Acts(msgspec.Struct):
    """Who was acted on. Each was told, and can say that it was wrong."""

    circle: Made
    author: UUID
    sanctioned: UUID
    gone: UUID
    moderator: UUID
    colleague: UUID


async def do_everything(world: World) -> Acts:
    """Hold, decide, undo, sanction, restrict, trip, brake, appeal and erase, each through its own verb."""
    circle = await world.circle(members=4)
    author, reporter, sanctioned, gone = circle.members
    acts = Acts(
        circle,
        author,
        sanctioned,
        gone,
        await world.account(role="moderator"),
        await world.account(role="operator"),
    )
    await _about_content(world, acts, reporter)
    await _about_people(world, acts)
    await _about_circle(world, acts)
    await _by_circle(world, acts)
    await _curbs(world, acts, reporter)
    post = await world.post(circle.circle_id, gone, _BAD)
    await world.settle()
    async with world.writing() as conn:
        await _decide(conn, acts, await _case(conn, post.post_id), "remove")
        await erase(conn, gone)
    await world.settle()
    return acts


async def _case(conn: Connection, subject_id: UUID) -> UUID:
    found: UUID = await conn.fetchval(
        "SELECT id FROM cases WHERE subject_id = $1 ORDER BY opened_at DESC LIMIT 1", subject_id
    )
    return found


async def _decide(conn: Connection, acts: Acts, case_id: UUID, act: Any, **more: Any) -> None:
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=acts.moderator,
        is_operator=False,
        act=act,
        category="fraud",
        note="看过了",
        **more,
    )


async def _about_content(world: World, acts: Acts, reporter: UUID) -> None:
    """A hold that is released, taken back and removed with a strike; a report that raises; appeals."""
    circle_id = acts.circle.circle_id
    held = await world.post(circle_id, acts.author, _BAD)
    assert held.state == "held"
    waiting = await world.post(circle_id, acts.author, _BAD + "。")
    fine = await world.post(circle_id, acts.author, "今天跑了五公里")
    await world.settle()
    async with world.writing() as conn:
        case_id = await _case(conn, held.post_id)
        await _decide(conn, acts, case_id, "release")
        await undo_decision(
            conn, case_id=case_id, moderator_id=acts.colleague, is_operator=True, note="再看一次"
        )
        await _decide(conn, acts, case_id, "remove", sanction=SanctionWish("strike"))
        for who, category in ((reporter, "spam.contact"), (acts.sanctioned, "fraud")):
            await report_content(
                conn, reporter_id=who, new=NewReport("post", fine.post_id, category, circle_id)
            )
        await _decide(conn, acts, await _case(conn, fine.post_id), "release")
        report_id = await conn.fetchval("SELECT id FROM reports WHERE reporter_id = $1", reporter)
    await world.settle()
    await _appeal(
        world, acts, acts.author, NewAppeal("content", held.post_id, "post", circle_id, text="我只是转述。")
    )
    await _appeal(world, acts, reporter, NewAppeal("report", report_id, text="再看一眼。"), outcome="upheld")
    await _appeal(
        world,
        acts,
        acts.author,
        NewAppeal("content", waiting.post_id, "post", circle_id, text="等一下。"),
        outcome=None,
    )


async def _curbs(world: World, acts: Acts, reporter: UUID) -> None:
    """A post that is folded, then limited by another case; a comment whose label is taken off on appeal."""
    circle_id = acts.circle.circle_id
    post = await world.post(circle_id, acts.author, "一天瘦十斤，看完就懂")
    comment = await world.comment(post, acts.author)
    for act, who in (("fold", reporter), ("limit", acts.sanctioned)):
        async with world.writing() as conn:
            new = NewReport("post", post.post_id, "fraud", circle_id)
            await report_content(conn, reporter_id=who, new=new)
            await _decide(conn, acts, await _case(conn, post.post_id), act)
    async with world.writing() as conn:
        about = NewReport("comment", comment.comment_id, "fraud", circle_id, post.post_id)
        await report_content(conn, reporter_id=reporter, new=about)
        await _decide(conn, acts, await _case(conn, comment.comment_id), "label")
    await world.settle()
    await _appeal(
        world,
        acts,
        acts.author,
        NewAppeal("content", comment.comment_id, "comment", circle_id, text="这是玩笑。"),
    )


async def _by_circle(world: World, acts: Acts) -> None:
    """A post and a comment that the circle's own staff remove, one of which is appealed."""
    circle_id, why = acts.circle.circle_id, ActReason("与本圈无关")
    post = await world.post(circle_id, acts.author, "周末一起去看樱花")
    comment = await world.comment(await world.post(circle_id, acts.circle.owner_id), acts.author)
    place = {"circle_id": circle_id, "account_id": acts.circle.owner_id, "reason": why}
    async with world.writing() as conn:
        await delete_post(conn, post_id=post.post_id, **place)
        await delete_comment(conn, post_id=comment.post_id, comment_id=comment.comment_id, **place)
    await world.settle()
    await _appeal(
        world,
        acts,
        acts.author,
        NewAppeal("content", post.post_id, "post", circle_id, text="跑完顺路去。"),
    )


async def _appeal(world: World, acts: Acts, by: UUID, new: NewAppeal, *, outcome: Any = "overturned") -> None:
    """File an appeal, and let the colleague answer it; without *outcome* its maker takes it back."""
    async with world.writing() as conn:
        appeal = await file_appeal(conn, account_id=by, screener=world.screener, new=new)
        if outcome is None:
            await withdraw_appeal(conn, account_id=by, appeal_id=appeal.appeal_id)
        else:
            await decide_appeal(
                conn,
                appeal_id=appeal.appeal_id,
                decider_id=acts.colleague,
                is_operator=True,
                screener=world.screener,
                undoes=world.parts["undoes"],
                new=NewAppealDecision(outcome, "又看了一遍"),
            )
    await world.settle()


async def _about_people(world: World, acts: Acts) -> None:
    """Strikes until a rule mutes; a suspension and a freeze by two; a proposal withdrawn; a mute lifted."""
    who, by = acts.sanctioned, acts.moderator

    def new(kind: Any, hours: int | None = None) -> NewSanction:
        return NewSanction(kind, "spam.contact", "三个圈子里发同样的广告", hours)

    async def sanction(kind: Any, hours: int | None = None, account_id: UUID = who) -> UUID:
        done = await sanction_person(
            conn, account_id=account_id, new=new(kind, hours), by=by, is_operator=True
        )
        return done.sanction_id

    await world.money(acts.author, 1_00)
    async with world.writing() as conn:
        for _ in range(2):
            await sanction("strike")
        suspended = await sanction("suspend", 48)
        await confirm_sanction(
            conn, account_id=who, sanction_id=suspended, by=acts.colleague, is_operator=True
        )
        closing = await sanction("close")
        await lift_sanction(conn, account_id=who, sanction_id=closing, by=by, reason="先不关")
        frozen = await sanction("freeze", None, acts.author)
        await confirm_sanction(
            conn, account_id=acts.author, sanction_id=frozen, by=acts.colleague, is_operator=True
        )
        muted = await sanction("mute", 24, acts.author)
        await lift_sanction(
            conn, account_id=acts.author, sanction_id=muted, by=acts.colleague, reason="说清楚了"
        )
    await world.settle()


async def _about_circle(world: World, acts: Acts) -> None:
    """A sanction, a brake that is released, a breaker that is appealed, a tier, a feature of the place."""
    circle_id, screener = acts.circle.circle_id, world.screener
    async with world.writing() as conn:
        access = await page_access_of(conn, circle_id, acts.moderator, is_moderator=True)
        given = {"screener": screener, "access": access}
        await pull_circle_brake(conn, **given, reason="照片不对劲，先停")
        await release_circle_brake(conn, **given, reason="看完了")
        for kind in ("hidden", "no_photos"):
            await order_restriction(
                conn, **given, is_operator=False, new=NewRestriction(kind, "连着三周没有人值班", 48)
            )
        lifted = await _restriction(conn, circle_id, "no_photos", "sanction")
        await order_lift(conn, **given, is_operator=False, restriction_id=lifted, reason="有人值班了")
        growth = Growth(circle_id, 900, 10, "sex", held=3, photos=3, photo_authors=6)
        assert await trip(conn, growth, moment=now() + timedelta(seconds=1), rates=rates())
        await set_tier(
            conn, circle_id=circle_id, tier="probation", reason="漏了两张", reason_en="Two leaks.", by=None
        )
        brake = await pull_feature_brake(
            conn, screener=screener, account_id=acts.moderator, brake=NewFeatureBrake("joining", "先停一下")
        )
        await release_feature_brake(
            conn, screener=screener, account_id=acts.colleague, brake_id=brake.brake_id, reason="好了"
        )
        tripped = await _restriction(conn, circle_id, "photo_check", "breaker")
    await world.settle()
    await _appeal(
        world,
        acts,
        acts.circle.owner_id,
        NewAppeal("restriction", tripped, circle_id=circle_id, text="那天是运动会，人多是应该的。"),
    )


async def _restriction(conn: Connection, circle_id: UUID, kind: str, source: str) -> UUID:
    found: UUID = await conn.fetchval(
        "SELECT id FROM circle_restrictions WHERE circle_id = $1 AND kind = $2 AND source = $3"
        " AND ended_at IS NULL",
        circle_id,
        kind,
        source,
    )
    return found
