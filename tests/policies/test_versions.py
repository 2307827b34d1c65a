"""Versions of the policy: written, tried, replayed, ordered, taken back; and every process follows."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from tests.accounts.people import person
from tests.media.made import judged
from tests.still import StillPool
from tests.world import World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.audit.read import list_entries
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.media.types import Ruling
from tonghao.moderation.categories import list_category_views, must_be_category
from tonghao.policies.follow import follow_once
from tonghao.policies.order_version import OrderTimeRefused, SharePointless, order_version
from tonghao.policies.replay import (
    PolicyReplayRunning,
    ask_replay,
    find_newest_replay,
    get_replay,
    run_replay,
)
from tonghao.policies.rulings import get_in_force, get_ruling, list_versions, policy_of, ruling_now
from tonghao.policies.shadow import (
    NoShadow,
    ShadowRunning,
    begin_shadow,
    end_shadow,
    find_shadow,
    watch_shadow,
)
from tonghao.policies.standard import get_standard
from tonghao.policies.try_text import try_text
from tonghao.policies.write_version import (
    PolicyContradictory,
    PolicyEmpty,
    PolicyExpression,
    UnknownPolicyCategory,
    must_make_sense,
    write_version,
)
from tonghao.screening.policy import Overlay, Word, current, shipped
from tonghao.screening.text import TextScreener, place_of

STRICT = Overlay(severities={"begging": 2}, words=[Word("梧桐暗号", "fraud", "有人用它骗钱", "high")])


class PhotosKept:
    """Stands where the photo process does, and keeps what it was told."""

    def __init__(self) -> None:
        self.ruling = Ruling()

    def adopt(self, ruling: Ruling) -> None:
        self.ruling = ruling


async def written(conn: Connection, overlay: Overlay = STRICT) -> tuple[int, Any]:
    operator = await person(conn, role="operator")
    return (await write_version(conn, operator_id=operator, overlay=overlay, note="收紧")).number, operator


async def test_a_version_changes_nothing_until_it_is_ordered(conn: Connection) -> None:
    number, operator = await written(conn)
    assert await ruling_now(conn) == Ruling()
    found = await order_version(conn, operator_id=operator, number=number, reason="今天起")
    assert (found.number, found.overlay, found.version) == (number, STRICT, f"{shipped().version}.{number}")
    assert [one.reason for one in found.orders] == ["今天起"]
    acts = [entry.act for entry in (await list_entries(conn, subject_id=None)).entries]
    assert acts[:2] == ["policy.ordered", "policy.written"]
    assert (await list_versions(conn, cursor=None)).entries[0].number == number


async def test_the_last_order_that_has_begun_counts(conn: Connection) -> None:
    number, operator = await written(conn)
    tomorrow = now() + timedelta(days=1)
    await order_version(conn, operator_id=operator, number=number, reason="明天", effective_at=tomorrow)
    assert (await ruling_now(conn)).number == 0
    await order_version(conn, operator_id=operator, number=number, reason="还是现在")
    assert (await ruling_now(conn)).number == number
    back = await order_version(conn, operator_id=operator, number=0, reason="拦错太多")
    assert (back.number, back.overlay, back.version) == (0, Overlay(), shipped().version)


@pytest.mark.parametrize(
    ("overlay", "refusal"),
    [
        (Overlay(), PolicyEmpty),
        (Overlay(severities={"no.such": 2}), UnknownPolicyCategory),
        (Overlay(words=[Word("暗号", "no.such", "x")]), UnknownPolicyCategory),
        (Overlay(severities={"sex.minor": 3}), PolicyContradictory),
        (Overlay(explicit=0.3, suggestive=0.5), PolicyContradictory),
        (Overlay(explicit=0.3), PolicyContradictory),
        (
            Overlay(words=[Word("骗 子", "fraud", "x"), Word("骗子", "abuse.person", "x")]),
            PolicyContradictory,
        ),
        (Overlay(words=[Word("\u200b\u200b", "fraud", "x")]), PolicyContradictory),
        (Overlay(words=[Word("(a+)+b", "fraud", "x")]), PolicyExpression),
        (Overlay(words=[Word("骗.*子", "fraud", "x")]), PolicyExpression),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(overlay: Overlay, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        must_make_sense(overlay)


def test_what_looks_like_a_pattern_is_only_a_word(world: World) -> None:
    ruled = shipped().with_changes(Overlay(words=[Word("(ab+)+$", "fraud", "x", "high")]), number=1)
    verdict = world.screener.under(ruled).verdict("ab" * 2500 + "!")
    assert "fraud" not in {finding.category for finding in verdict.findings}


async def test_orders_for_the_past_and_for_nothing_are_refused(conn: Connection) -> None:
    number, operator = await written(conn)
    with pytest.raises(NotFound):
        await order_version(conn, operator_id=operator, number=number + 1, reason="没有这一版")
    with pytest.raises(ReasonNeeded):
        await order_version(conn, operator_id=operator, number=number, reason="\u200b")
    for moment in (now() - timedelta(minutes=1), now() + timedelta(days=91)):
        with pytest.raises(OrderTimeRefused):
            await order_version(
                conn, operator_id=operator, number=number, reason="时间不对", effective_at=moment
            )


async def test_the_bench_tells_both_verdicts_and_keeps_nothing(world: World) -> None:
    trial = await try_text(world.screener, text="对一下梧桐暗号", overlay=STRICT)
    assert (trial.now.act, trial.then.act, trial.then.category) == ("allow", "hold", "fraud")
    assert trial.then.findings[0].span == (3, 7)
    assert world.screener.verdict("对一下梧桐暗号").act == "allow"


async def test_a_process_follows_within_one_look(conn: Connection) -> None:
    number, operator = await written(conn)
    screener, photos = TextScreener.load(), PhotosKept()
    assert not await _look(conn, screener, photos)
    await order_version(conn, operator_id=operator, number=number, reason="今天起")
    assert await _look(conn, screener, photos)
    verdict = screener.verdict("对一下梧桐暗号")
    assert (verdict.act, verdict.policy_version) == ("hold", f"{shipped().version}.{number}")
    assert photos.ruling == Ruling(number, STRICT)
    assert current().version == screener.versions.policy
    assert must_be_category("begging").severity == 2
    assert [(one.code, one.before, one.after) for one in get_standard().since] == [("begging", "1", "2")]
    assert next(one for one in list_category_views() if one.code == "begging").severity == 2
    await order_version(conn, operator_id=operator, number=0, reason="改回来")
    assert await _look(conn, screener, photos)
    assert screener.verdict("对一下梧桐暗号").policy_version == shipped().version


async def _look(conn: Connection, screener: TextScreener, photos: PhotosKept) -> bool:
    return await follow_once(StillPool(conn), screener, photos)  # type: ignore[arg-type]


async def test_a_replay_counts_what_would_change(conn: Connection, world: World) -> None:
    made = await world.circle()
    author = await world.member(made.circle_id)
    await world.post(made.circle_id, author, text="对一下梧桐暗号")
    await world.post(made.circle_id, author, text="今天跑了五公里")
    number, operator = await written(conn)
    asked = await ask_replay(conn, operator_id=operator, number=number, days=7)
    assert (asked.state, asked.against) == ("waiting", 0)
    with pytest.raises(PolicyReplayRunning):
        await ask_replay(conn, operator_id=operator, number=number, days=7)
    await run_replay(StillPool(conn), world.screener, replay_id=asked.replay_id)  # type: ignore[arg-type]
    found = await get_replay(conn, asked.replay_id)
    assert (found.state, found.done) == ("done", found.total)
    assert found.counts["allow>hold"] == 1
    assert [(one.before, one.after, one.category) for one in found.changed] == [("allow", "hold", "fraud")]
    assert await find_newest_replay(conn) == found


async def test_versions_are_read_as_they_were_written(conn: Connection) -> None:
    number, _ = await written(conn)
    ruling = await get_ruling(conn, number)
    assert ruling == Ruling(number, STRICT)
    assert policy_of(ruling).category("begging").severity == 2
    assert (await get_in_force(conn)).shipped_severities["begging"] == 1
    assert msgspec.json.decode(msgspec.json.encode(ruling), type=Ruling) == ruling


async def test_a_share_of_the_circles_is_judged_by_the_new_version_first(
    conn: Connection, world: World
) -> None:
    number, operator = await written(conn)
    screener, photos = TextScreener.load(), PhotosKept()
    text, circles = "对一下梧桐暗号", [uuid4() for _ in range(400)]
    found = await order_version(conn, operator_id=operator, number=number, reason="先给三成", share=30)
    assert (found.number, found.staged and found.staged.number) == (0, number)
    assert await _look(conn, screener, photos)
    assert not await _look(conn, screener, photos)
    first = {one for one in circles if screener.verdict(text, circle_id=one).act == "hold"}
    assert 80 <= len(first) <= 160
    assert first == {one for one in circles if place_of(one) < 30}
    # Each decision names the version that made it; outside circles, and of photos, all is as before.
    assert screener.verdict(text, circle_id=min(first)).policy_version == f"{shipped().version}.{number}"
    assert screener.verdict(text).policy_version == shipped().version
    assert photos.ruling == Ruling()
    await order_version(conn, operator_id=operator, number=number, reason="再给六成", share=60)
    assert await _look(conn, screener, photos)
    assert first < {one for one in circles if screener.verdict(text, circle_id=one).act == "hold"}
    await order_version(conn, operator_id=operator, number=number, reason="都给")
    assert await _look(conn, screener, photos)
    assert screener.verdict(text).act == "hold"
    assert (await get_in_force(conn)).staged is None
    with pytest.raises(SharePointless):
        await order_version(conn, operator_id=operator, number=number, reason="再给", share=10)


async def test_a_staged_version_is_taken_back_by_one_order(conn: Connection) -> None:
    number, operator = await written(conn)
    screener, photos = TextScreener.load(), PhotosKept()
    await order_version(conn, operator_id=operator, number=number, reason="先给一成", share=10)
    assert await _look(conn, screener, photos)
    await order_version(conn, operator_id=operator, number=0, reason="拦错了")
    assert await _look(conn, screener, photos)
    assert screener.staged is None


async def test_a_post_is_judged_by_the_version_of_its_circle(conn: Connection, here: World) -> None:
    number, operator = await written(conn)
    # With a screener of its own: the app follows what is committed, and would end this share in the middle.
    own = World(conn, {**here.parts, "screener": TextScreener.load()})
    made = [await own.circle(members=1) for _ in range(6)]
    share = max(sorted(place_of(one.circle_id) for one in made)[3], 1)
    await order_version(conn, operator_id=operator, number=number, reason="先给一半", share=share)
    await _look(conn, own.screener, PhotosKept())
    for one in made:
        post = await own.post(one.circle_id, one.members[0], "对一下梧桐暗号")
        assert post.state == ("held" if place_of(one.circle_id) < share else "visible")


async def test_a_shadow_counts_comments_and_photos_too(conn: Connection, here: World) -> None:
    number, operator = await written(conn)
    await begin_shadow(conn, operator_id=operator, number=number, reason="先看三天")
    made = await here.circle(members=1, on_duty=True)
    author = made.members[0]
    comment = await here.comment(await here.post(made.circle_id, author, "在吗"), author, "对一下梧桐暗号")
    fine, waiting = await judged(conn, author), await judged(conn, author)
    await conn.execute("UPDATE policy_shadows SET upto = '2001-02-01 10:00Z', begun_at = '2001-02-01 10:00Z'")
    moment = "2001-02-01 10:01Z"
    await conn.execute(f"UPDATE comments SET created_at = '{moment}' WHERE id = $1", comment.comment_id)
    await conn.execute(f"UPDATE media SET checked_at = '{moment}' WHERE id = $1", fine)
    # Uploaded in the same minute, and still without a verdict: counted once it has one.
    await conn.execute(
        f"UPDATE media SET created_at = '{moment}', checked_at = NULL, state = 'pending' WHERE id = $1",
        waiting,
    )
    await watch_shadow(StillPool(conn), here.screener)  # type: ignore[arg-type]
    found = await find_shadow(conn)
    assert found is not None
    assert (found.judged, found.counts) == (2, {"allow>hold": 1, "allow>allow": 1})
    assert [(one.kind, one.excerpt) for one in found.changed] == [("comment", "对一下梧桐暗号")]


async def test_a_shadow_judges_alongside_and_does_nothing(conn: Connection, here: World) -> None:
    number, operator = await written(conn)
    shadow = await begin_shadow(conn, operator_id=operator, number=number, reason="先看三天")
    assert (shadow.judged, shadow.ended_at) == (0, None)
    with pytest.raises(ShadowRunning):
        await begin_shadow(conn, operator_id=operator, number=0, reason="又一版")
    made = await here.circle(members=1)
    for text in ("对一下梧桐暗号", "今天跑了五公里"):
        assert (await here.post(made.circle_id, made.members[0], text)).state == "visible"
    # As if both had been written on a day on which nobody else wrote.
    await conn.execute(
        "UPDATE posts SET created_at = '2001-01-01 10:01Z' WHERE circle_id = $1", made.circle_id
    )
    await conn.execute("UPDATE policy_shadows SET upto = '2001-01-01 10:00Z', begun_at = '2001-01-01 10:00Z'")
    pool: Any = StillPool(conn)
    for _ in range(2):
        await watch_shadow(pool, here.screener)
    found = await find_shadow(conn)
    assert found is not None
    assert (found.judged, found.counts) == (2, {"allow>hold": 1, "allow>allow": 1})
    assert [(one.before, one.after, one.excerpt) for one in found.changed] == [
        ("allow", "hold", "对一下梧桐暗号")
    ]
    ended = await end_shadow(conn, operator_id=operator)
    assert ended.ended_at is not None
    with pytest.raises(NoShadow):
        await end_shadow(conn, operator_id=operator)
    acts = [entry.act for entry in (await list_entries(conn, subject_id=None)).entries]
    assert acts[:2] == ["policy.shadow_ended", "policy.shadowed"]
