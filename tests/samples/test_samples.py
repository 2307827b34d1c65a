"""Samples: drawn by chance, looked at blindly, counted for the circle, and followed when a person decides."""

from datetime import timedelta

import msgspec
import pytest

from tests.world import Made, World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound
from tonghao.ids import new_id
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.decide import decide_case
from tonghao.moderation.undo import undo_decision
from tonghao.samples.add_item import NewTestItem, add_item, list_items, retire_item
from tonghao.samples.answer import CategoryNeeded, NotYourSample, answer_sample
from tonghao.samples.draw import add_tests, draw_day
from tonghao.samples.items import items, known_items
from tonghao.samples.rates import rates
from tonghao.samples.read import list_agreement
from tonghao.samples.settle import settle_samples
from tonghao.samples.take import take_sample
from tonghao.samples.types import SampleAnswer
from tonghao.screening import policy
from tonghao.tiers.read import list_weeks

FINE = SampleAnswer(False)
BAD = SampleAnswer(True, "abuse.person", 2)
# Nothing of other tests is drawn.
_ALL = msgspec.structs.replace(rates(), share=1.0, most_a_day=100, one_test_in=1000)
_DRAWN = "SELECT count(*) FROM samples WHERE circle_id = $1"


async def _drawn(here: World, conn: Connection, *texts: str) -> tuple[Made, list]:
    """A circle with a post for each text, all of them drawn, and nothing else that waits."""
    made = await here.circle(members=1)
    posts = [await here.post(made.circle_id, made.members[0], text) for text in texts]
    await conn.execute("DELETE FROM samples")
    await draw_day(conn, at=now() + timedelta(seconds=5), by=_ALL)
    await conn.execute("DELETE FROM samples WHERE circle_id IS DISTINCT FROM $1", made.circle_id)
    return made, posts


async def _leaks(conn: Connection, made: Made) -> tuple[int, int]:
    week = (await list_weeks(conn, circle_id=made.circle_id)).entries[0]
    return week.leaks.count, week.leaks.of


async def test_a_small_circle_gives_at_least_one_and_a_large_one_at_most_five(here: World, conn: Connection):
    small, large, silent = await here.circle(), await here.circle(), await here.circle()
    for made, count in ((small, 2), (large, 9)):
        for number in range(count):
            await here.post(made.circle_id, made.owner_id, f"第 {number} 个")
    at = now() + timedelta(seconds=5)
    half = msgspec.structs.replace(rates(), share=0.9)
    await draw_day(conn, at=at, by=half)
    drawn = [await conn.fetchval(_DRAWN, made.circle_id) for made in (small, large, silent)]
    assert drawn == [2, 5, 0]
    assert await draw_day(conn, at=at, by=half) == 0
    await conn.execute("DELETE FROM samples")
    await draw_day(conn, at=at)
    assert [await conn.fetchval(_DRAWN, made.circle_id) for made in (small, large, silent)] == [1, 1, 0]
    assert await conn.fetchval("SELECT count(*) FROM samples WHERE test_item IS NOT NULL") >= 1


async def test_what_is_shown_tells_neither_circle_nor_author(here: World, conn: Connection):
    made, posts = await _drawn(here, conn, "今天跑了五公里，膝盖没有疼。")
    moderator = await here.account(role="moderator")
    desk = await take_sample(conn, moderator_id=moderator)
    assert desk.sample is not None
    shown = msgspec.json.encode(desk.sample).decode()
    assert "今天跑了五公里" in shown
    author = await conn.fetchrow("SELECT name, handle FROM profiles WHERE account_id = $1", made.members[0])
    secret = [made.circle_id, made.slug, made.members[0], posts[0].post_id, author["name"], author["handle"]]
    assert [word for word in secret if str(word) in shown] == []


async def test_own_words_own_circles_and_own_decisions_are_left_to_others(here: World, conn: Connection):
    made, posts = await _drawn(here, conn, "谁家有空")
    author, decider = made.members[0], await here.account(role="moderator")
    assert (await take_sample(conn, moderator_id=author)).sample is None
    assert (await take_sample(conn, moderator_id=made.owner_id)).sample is None
    await conn.execute(
        """WITH k AS (INSERT INTO cases (id, inlet, subject_kind, subject_id, circle_id, post_id, author_id,
                                         category, severity, state, snapshot, due_at, closed_at)
                      VALUES (uuidv7(), 'machine', 'post', $1, $2, $1, $3, 'vulgar', 1, 'released', '{}',
                              now(), now()) RETURNING id)
           INSERT INTO case_decisions (id, case_id, act, category, note, before, decided_by)
           SELECT uuidv7(), id, 'release', 'vulgar', '可以', '{}', $4 FROM k""",
        posts[0].post_id,
        made.circle_id,
        author,
        decider,
    )
    assert (await take_sample(conn, moderator_id=decider)).sample is None
    assert (await take_sample(conn, moderator_id=await here.account(role="moderator"))).sample is not None


async def test_two_people_never_have_the_same_before_them(here: World, conn: Connection):
    await _drawn(here, conn, "一", "二")
    one, other = await here.account(role="moderator"), await here.account(role="moderator")
    first = await take_sample(conn, moderator_id=one)
    second = await take_sample(conn, moderator_id=other)
    again = await take_sample(conn, moderator_id=one)
    assert first.sample is not None
    assert second.sample is not None
    assert again.sample is not None
    assert first.sample.sample_id == again.sample.sample_id != second.sample.sample_id
    with pytest.raises(NotYourSample):
        await answer_sample(conn, sample_id=second.sample.sample_id, moderator_id=one, answer=FINE)


async def test_what_is_violating_becomes_a_case_and_a_leak_until_it_is_released(
    here: World, conn: Connection
):
    made, posts = await _drawn(here, conn, "你这种人也配养狗", "明天几点")
    moderator, judge = await here.account(role="moderator"), await here.account(role="operator")
    desk = await take_sample(conn, moderator_id=moderator)
    for _ in range(2):
        assert desk.sample is not None
        said = BAD if "养狗" in desk.sample.html else FINE
        desk = await answer_sample(conn, sample_id=desk.sample.sample_id, moderator_id=moderator, answer=said)
    assert (desk.sample, desk.answered_today) == (None, 2)
    assert await _leaks(conn, made) == (1, 2)
    case = await conn.fetchrow(
        "SELECT id, inlet, category, severity FROM cases WHERE subject_id = $1", posts[0].post_id
    )
    assert tuple(case)[1:] == ("patrol", "abuse.person", 2)
    decision = {"case_id": case["id"], "moderator_id": judge, "is_operator": True, "note": "看过了"}
    await decide_case(conn, act="release", category="abuse.person", **decision)
    for _ in range(2):
        await settle_samples(conn, case_id=case["id"])
    assert await _leaks(conn, made) == (0, 2)
    await undo_decision(conn, case_id=case["id"], moderator_id=judge, is_operator=True, note="看错了")
    await settle_samples(conn, case_id=case["id"])
    assert await _leaks(conn, made) == (1, 2)
    await decide_case(conn, act="remove", category="abuse.person", **decision)
    await settle_samples(conn, case_id=case["id"])
    assert await _leaks(conn, made) == (1, 2)


async def test_an_answer_is_whole_or_refused_and_given_once(here: World, conn: Connection):
    await _drawn(here, conn, "一句话")
    moderator = await here.account(role="moderator")
    desk = await take_sample(conn, moderator_id=moderator)
    assert desk.sample is not None
    to = {"sample_id": desk.sample.sample_id, "moderator_id": moderator}
    for half in (SampleAnswer(True), SampleAnswer(True, "vulgar"), SampleAnswer(False, "vulgar", 1)):
        with pytest.raises(CategoryNeeded):
            await answer_sample(conn, answer=half, **to)
    with pytest.raises(UnknownCategory):
        await answer_sample(conn, answer=SampleAnswer(True, "no.such", 1), **to)
    await answer_sample(conn, answer=FINE, **to)
    with pytest.raises(NotYourSample):
        await answer_sample(conn, answer=FINE, **to)


async def test_what_went_away_or_waited_too_long_counts_nowhere(here: World, conn: Connection):
    made, posts = await _drawn(here, conn, "会删掉的")
    await conn.execute("UPDATE posts SET state = 'deleted' WHERE id = $1", posts[0].post_id)
    assert (await take_sample(conn, moderator_id=await here.account(role="moderator"))).sample is None
    other, _ = await _drawn(here, conn, "没有人看的")
    await draw_day(conn, at=now() + timedelta(days=16), by=_ALL)
    states = await conn.fetch("SELECT state FROM samples WHERE circle_id = $1", other.circle_id)
    assert [row["state"] for row in states] == ["lapsed"]
    assert (await list_weeks(conn, circle_id=made.circle_id)).entries == []


async def test_test_items_count_for_the_one_who_looks_and_for_no_circle(here: World, conn: Connection):
    await conn.execute("DELETE FROM samples")
    await add_tests(conn, day=now().date(), count=len(items()))
    moderator = await here.account(role="moderator")
    weeks = await conn.fetchval("SELECT count(*) FROM circle_weeks")
    cases = await conn.fetchval("SELECT count(*) FROM cases")
    desk = await take_sample(conn, moderator_id=moderator)
    while desk.sample is not None:
        sample_id = desk.sample.sample_id
        code = await conn.fetchval("SELECT test_item FROM samples WHERE id = $1", sample_id)
        known = items()[code].category
        said = FINE
        if code == "knee":
            said = SampleAnswer(True, "vulgar", 1)
        elif code == "posed-bed":
            # The neighbouring rule of the same class.
            said = SampleAnswer(True, "sex.explicit", 3)
        elif known is not None and code != "preview":
            said = SampleAnswer(True, known, 2)
        desk = await answer_sample(conn, sample_id=sample_id, moderator_id=moderator, answer=said)
    (mine,) = await list_agreement(conn, moderator_id=moderator)
    assert (mine.agreed.count, mine.agreed.of, mine.passed, mine.blamed) == (22, 24, 1, 1)
    assert mine.agreed.low < 22 / 24 < mine.agreed.high
    assert await conn.fetchval("SELECT count(*) FROM circle_weeks") == weeks
    assert await conn.fetchval("SELECT count(*) FROM cases") == cases
    # For two months nobody meets the same one again, and somebody else does.
    await add_tests(conn, day=now().date(), count=len(items()))
    assert (await take_sample(conn, moderator_id=moderator)).sample is None
    assert (await take_sample(conn, moderator_id=await here.account(role="moderator"))).sample is not None
    assert await list_agreement(conn, moderator_id=new_id()) == []


async def test_who_runs_the_place_adds_items_that_others_get(here: World, conn: Connection):
    await conn.execute("DELETE FROM samples")
    await conn.execute("DELETE FROM test_items")
    operator, moderator = await here.account(role="operator"), await here.account(role="moderator")
    for text, category in (("先交两百押金，明天带你赚", "fraud"), ("周末有人一起去买菜吗", None)):
        await add_item(conn, operator_id=operator, new=NewTestItem(text, category))
    with pytest.raises(UnknownCategory):
        await add_item(conn, operator_id=operator, new=NewTestItem("一句话", "no.such"))
    with pytest.raises(InvalidRequest):
        await add_item(conn, operator_id=operator, new=NewTestItem("\u200b"))
    await add_tests(conn, day=now().date(), count=len(items()) + 2)
    own = "DELETE FROM samples WHERE test_item NOT LIKE 'own-%'"
    await conn.execute(own)
    # Their maker knows the answers, and gets none of them.
    assert (await take_sample(conn, moderator_id=operator)).sample is None
    desk = await take_sample(conn, moderator_id=moderator)
    while desk.sample is not None:
        said = SampleAnswer(True, "fraud", 3) if "押金" in desk.sample.html else FINE
        desk = await answer_sample(conn, sample_id=desk.sample.sample_id, moderator_id=moderator, answer=said)
    found = await list_items(conn)
    assert {(one.category, one.answered, one.agreed) for one in found} == {("fraud", 1, 1), (None, 1, 1)}
    for one in found:
        await retire_item(conn, operator_id=operator, code=one.code)
    with pytest.raises(NotFound):
        await retire_item(conn, operator_id=operator, code=found[0].code)
    assert len(await known_items(conn)) == len(items())
    assert (await list_agreement(conn, moderator_id=moderator))[0].agreed.of == 2


def test_half_of_the_test_items_are_in_order_and_all_name_a_rule_that_exists():
    known = list(items().values())
    assert len(known) == 24
    assert sum(item.category is None for item in known) == 12
    named = {item.category for item in known if item.category is not None}
    assert named <= set(policy.current().categories)
