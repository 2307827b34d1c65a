"""What members see, when their answer counts, and when a person decides instead."""

import hashlib
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from tests.panels.bench import RULE, WORDS, answers, asked, border, later, members, seated, state_of
from tests.world import World
from tonghao.accounts.block import block
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.meter.as_csv import csv_of
from tonghao.meter.count_period import figures_between
from tonghao.meter.types import Report
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case
from tonghao.moderation.lock_case import CaseClosed
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.panels.ask import NotForPanels, ask_panel
from tonghao.panels.close import close_overtaken, close_panel
from tonghao.panels.consent import set_consent
from tonghao.panels.forget import forget_member
from tonghao.panels.read import get_my_panels
from tonghao.panels.rules import rules
from tonghao.panels.standing import get_case_panel, list_panel_months, list_panels
from tonghao.panels.tend import tend_panel
from tonghao.panels.types import NewPanel, NewVote
from tonghao.panels.vote import AnsweredAlready, PanelOver, SeatGone, decline_panel, vote_on_panel
from tonghao.posts.delete import delete_comment

_COUNTED = ("panels", "panels_removed", "panels_released", "panels_returned", "panels_overturned")
_DUE = "SELECT due_at FROM cases WHERE id = $1"
_SEATS = "SELECT state, account_id, answer, reason FROM panel_seats WHERE panel_id = $1 ORDER BY number"


async def _vote(conn: Connection, panel_id: UUID, account_id: UUID, answer: str = "breaks") -> None:
    await vote_on_panel(conn, panel_id=panel_id, account_id=account_id, new=NewVote(answer))  # type: ignore[arg-type]


async def _states(conn: Connection, panel_id: UUID) -> list[str]:
    return [row["state"] for row in await conn.fetch(_SEATS, panel_id)]


async def test_a_case_comes_before_one_panel_once(here: World, conn: Connection):
    await members(here, conn, 14)
    case = await border(here, conn)
    await asked(here, conn, case)
    with pytest.raises(NotForPanels):
        await asked(here, conn, case)
    moderator = await here.account(role="moderator")
    with pytest.raises(UnknownCategory):
        await ask_panel(conn, case_id=case.case_id, moderator_id=moderator, new=NewPanel("x", "keeps"))


async def test_a_member_reads_the_words_and_the_rule_but_neither_author_nor_circle(
    here: World, conn: Connection
):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    await conn.execute("UPDATE comments SET text = '改过了' WHERE id = $1", case.comment_id)
    drawn = await seated(conn, panel_id)
    mine = await get_my_panels(conn, account_id=drawn[0])
    assert [one.text for one in mine.questions] == [WORDS]
    assert mine.questions[0].rule.rule_zh
    shown = msgspec.json.encode(mine).decode()
    names = await conn.fetchrow("SELECT name, handle FROM profiles WHERE account_id = $1", case.author_id)
    secret = [case.author_id, case.circle_id, case.post_id, case.comment_id, case.case_id, *names]
    assert [word for word in secret if str(word) in shown] == []
    assert (await get_my_panels(conn, account_id=case.reporter_id)).questions == []


async def test_what_two_thirds_say_is_carried_out_and_told_as_a_panels_decision(
    here: World, conn: Connection
):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, moderator = await asked(here, conn, case, own="keeps")
    await answers(conn, panel_id, "breaks", "breaks", "breaks", "breaks", "breaks", "keeps")
    assert await close_panel(conn, panel_id=panel_id, at=now()) is None  # one still has time
    open_one = await get_case_panel(conn, case_id=case.case_id, viewer_id=moderator)
    assert open_one.panel is not None
    assert (open_one.panel.answered, open_one.panel.waiting) == (6, 1)
    assert (open_one.panel.breaks, open_one.panel.own_view, open_one.panel.seed) == (0, None, None)
    await answers(conn, panel_id, "cannot_say")
    assert [one["panel_id"] for one in await here.events("panel.filled")] == [str(panel_id)]
    assert await close_panel(conn, panel_id=panel_id, at=now()) == "removed"
    assert await state_of(conn, case) == ("removed", "removed")
    told = (await here.events("case.decided"))[-1]
    assert told["panel"] == {"breaks": 5, "keeps": 1, "cannot_say": 1}
    decided = await conn.fetchrow(
        "SELECT decided_by, panel FROM case_decisions WHERE case_id = $1", case.case_id
    )
    assert decided is not None
    assert (decided["decided_by"], decided["panel"]["breaks"]) == (moderator, 5)
    done = (await get_case_panel(conn, case_id=case.case_id, viewer_id=moderator)).panel
    assert done is not None
    assert (done.outcome, done.breaks, done.keeps, done.cannot_say, done.agrees) == (
        "removed", 5, 1, 1, False,
    )  # fmt: skip
    assert hashlib.sha256(bytes.fromhex(str(done.seed))).hexdigest() == done.seed_hash
    assert await close_panel(conn, panel_id=panel_id, at=now()) == "removed"  # heard twice, done once
    assert await conn.fetchval("SELECT count(*) FROM case_decisions WHERE case_id = $1", case.case_id) == 1


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (["keeps"] * 5, "released"),
        (["keeps"] * 4 + ["breaks"] * 2, "released"),
        (["keeps"] * 4 + ["breaks"] * 3, "split"),
        (["breaks"] * 4, "few"),
        (["breaks"] * 3 + ["cannot_say"] * 2, "split"),
        ([], "few"),
    ],
)
async def test_when_time_is_up_enough_must_agree_or_a_person_decides(
    here: World, conn: Connection, given: list, outcome: str
):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, moderator = await asked(here, conn, case)
    await answers(conn, panel_id, *given)
    assert await close_panel(conn, panel_id=panel_id, at=later(48)) == outcome
    state = "released" if outcome == "released" else "open"
    assert await state_of(conn, case) == (state, "visible")
    assert set(await _states(conn, panel_id)) <= {"answered", "over"}
    if state == "open":
        row = (await list_panels(conn, viewer_id=moderator, cursor=None)).entries[0]
        assert (row.panel_id, row.keeps + row.breaks + row.cannot_say) == (panel_id, len(given))
        with pytest.raises(NotForPanels):
            await asked(here, conn, case)


async def test_nobody_misses_a_clock_by_asking(here: World, conn: Connection):
    await members(here, conn, 14)
    in_time, too_late = await border(here, conn), await border(here, conn)
    await conn.execute("UPDATE cases SET due_at = now() - interval '1 hour' WHERE id = $1", too_late.case_id)
    before = {case: await conn.fetchval(_DUE, case.case_id) for case in (in_time, too_late)}
    panel_id, _ = await asked(here, conn, in_time)
    await asked(here, conn, too_late)
    assert await conn.fetchval(_DUE, in_time.case_id) == before[in_time] + timedelta(hours=48)
    assert await conn.fetchval(_DUE, too_late.case_id) == before[too_late]
    # Seven of no one mind: what was left of the clock is left again.
    await answers(conn, panel_id, "breaks", "breaks", "breaks", "breaks", "keeps", "keeps", "keeps")
    assert await close_panel(conn, panel_id=panel_id, at=now()) == "split"
    sat = await conn.fetchval("SELECT closed_at - asked_at FROM panels WHERE id = $1", panel_id)
    assert await conn.fetchval(_DUE, in_time.case_id) == before[in_time] + sat


async def test_a_clock_that_became_shorter_while_a_panel_sat_is_not_set_into_the_past(
    here: World, conn: Connection
):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    again = NewReport("comment", case.comment_id, RULE, case.circle_id, case.post_id)
    extended = await conn.fetchval(_DUE, case.case_id)
    await report_content(conn, reporter_id=case.owner_id, new=again)
    assert await conn.fetchval(_DUE, case.case_id) == extended, "who reports the same sets no clock back"
    await conn.execute("UPDATE cases SET due_at = now() + interval '4 hours' WHERE id = $1", case.case_id)
    await answers(conn, panel_id, "breaks", "breaks", "breaks", "breaks", "keeps", "keeps", "keeps")
    at = now()
    assert await close_panel(conn, panel_id=panel_id, at=at) == "split"
    assert await conn.fetchval(_DUE, case.case_id) == at + timedelta(hours=1)


async def test_an_answer_is_given_once_by_whoever_was_drawn_and_while_it_counts(
    here: World, conn: Connection
):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    first, second, *_ = await seated(conn, panel_id)
    await _vote(conn, panel_id, first)
    for answer in ("breaks", "keeps"):
        with pytest.raises(AnsweredAlready):
            await _vote(conn, panel_id, first, answer)
    with pytest.raises(AnsweredAlready):
        await decline_panel(conn, panel_id=panel_id, account_id=first)
    for outsider in (case.author_id, case.reporter_id, await here.account()):
        with pytest.raises(NotFound):
            await _vote(conn, panel_id, outsider)
        with pytest.raises(NotFound):
            await decline_panel(conn, panel_id=panel_id, account_id=outsider)
    with pytest.raises(NotFound):
        await _vote(conn, new_id(), second)
    await close_panel(conn, panel_id=panel_id, at=later(48))
    with pytest.raises(PanelOver):
        await _vote(conn, panel_id, second)
    assert [row["answer"] for row in await conn.fetch(_SEATS, panel_id)].count("breaks") == 1


async def test_whoever_does_not_answer_in_twelve_hours_or_declines_makes_room_for_another(
    here: World, conn: Connection
):
    await members(here, conn, 16)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    first, second, third, *_ = await seated(conn, panel_id)
    await decline_panel(conn, panel_id=panel_id, account_id=first)
    with pytest.raises(SeatGone):
        await _vote(conn, panel_id, first)
    await set_consent(conn, account_id=second, consented=False)
    with pytest.raises(SeatGone):
        await _vote(conn, panel_id, second)
    await _vote(conn, panel_id, third)
    await tend_panel(conn, panel_id=panel_id, at=now())
    assert sorted(await _states(conn, panel_id)) == ["answered", "declined", "declined", *["waiting"] * 6]
    assert first not in await seated(conn, panel_id)
    await tend_panel(conn, panel_id=panel_id, at=later(12.1))
    states = await _states(conn, panel_id)
    assert states.count("lapsed") == 6
    # Sixteen agreed; nine were drawn before, so that six of the other seven are now.
    assert states.count("waiting") == 6
    await tend_panel(conn, panel_id=panel_id, at=later(47))
    assert (await _states(conn, panel_id)).count("waiting") == 0


async def test_whoever_may_not_sit_any_more_is_excused(here: World, conn: Connection):
    await members(here, conn, 9)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    first, second, *_ = await seated(conn, panel_id)
    await block(conn, account_id=first, blocked_id=case.author_id)
    await block(conn, account_id=case.author_id, blocked_id=second)
    for account_id in (first, second):
        with pytest.raises(SeatGone):
            await _vote(conn, panel_id, account_id)
    await tend_panel(conn, panel_id=panel_id, at=now())
    assert (await _states(conn, panel_id)).count("excused") == 2
    assert len(await seated(conn, panel_id)) == 7


async def test_a_person_may_decide_before_and_the_panel_is_over(here: World, conn: Connection):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    first, second, *_ = await seated(conn, panel_id)
    await _vote(conn, panel_id, first)
    await decide_case(
        conn,
        case_id=case.case_id,
        moderator_id=await here.account(role="moderator"),
        is_operator=False,
        act="release",
        category=RULE,
        note="等不及了",
    )
    with pytest.raises(PanelOver):
        await _vote(conn, panel_id, second)
    await close_overtaken(conn, case_id=case.case_id, at=now())
    await close_overtaken(conn, case_id=case.case_id, at=now())
    mine = await get_my_panels(conn, account_id=second)
    assert (mine.questions, mine.services[0].outcome, mine.services[0].state) == ([], "overtaken", "over")
    assert (await get_my_panels(conn, account_id=first)).answered == 1
    with pytest.raises(CaseClosed):
        await asked(here, conn, case)


async def test_what_became_graver_or_was_taken_away_is_no_question_any_more(here: World, conn: Connection):
    await members(here, conn, 14)
    graver, gone = await border(here, conn), await border(here, conn, "第二段可以两说的话")
    (one, _), (other, _) = await asked(here, conn, graver), await asked(here, conn, gone)
    await conn.execute("UPDATE cases SET severity = 3 WHERE id = $1", graver.case_id)
    await conn.execute("UPDATE comments SET state = 'deleted' WHERE id = $1", gone.comment_id)
    for panel_id, outcome in ((one, "graver"), (other, "gone")):
        drawn = await seated(conn, panel_id)
        assert (await get_my_panels(conn, account_id=drawn[0])).questions == []
        await tend_panel(conn, panel_id=panel_id, at=now())
        ended = await conn.fetchval("SELECT outcome FROM panels WHERE id = $1", panel_id)
        assert ended == outcome
    assert (await state_of(conn, graver))[0] == "open"


async def test_a_panel_waits_for_whoever_works_on_the_case_and_needs_a_signature(
    here: World, conn: Connection
):
    await members(here, conn, 14)
    case, other = await border(here, conn), await border(here, conn, "第二段可以两说的话")
    panel_id, _ = await asked(here, conn, case)
    await answers(conn, panel_id, *["breaks"] * 7)
    await claim_case(conn, case_id=case.case_id, moderator_id=await here.account(role="moderator"))
    assert await close_panel(conn, panel_id=panel_id, at=now()) is None
    assert await state_of(conn, case) == ("open", "visible")
    await conn.execute("UPDATE cases SET claimed_at = now() - interval '1 hour' WHERE id = $1", case.case_id)
    assert await close_panel(conn, panel_id=panel_id, at=now()) == "removed"
    unsigned, moderator = await asked(here, conn, other)
    await answers(conn, unsigned, *["breaks"] * 7)
    await conn.execute("UPDATE accounts SET role = 'member' WHERE id = $1", moderator)
    assert await close_panel(conn, panel_id=unsigned, at=now()) == "unsigned"
    assert await state_of(conn, other) == ("open", "visible")


async def test_a_person_who_leaves_is_forgotten_and_their_answer_counts_on(here: World, conn: Connection):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    first, second, *_ = await seated(conn, panel_id)
    await vote_on_panel(conn, panel_id=panel_id, account_id=first, new=NewVote("breaks", "这话太伤人了"))
    for account_id in (first, second):
        await forget_member(conn, account_id=account_id)
    rows = await conn.fetch(_SEATS, panel_id)
    assert [row["reason"] for row in rows if row["account_id"] is None] == ["", ""]
    assert sorted(row["state"] for row in rows if row["account_id"] is None) == ["answered", "declined"]
    with pytest.raises(NotFound):
        await _vote(conn, panel_id, second)
    await answers(conn, panel_id, *["breaks"] * 4)
    assert await close_panel(conn, panel_id=panel_id, at=later(48)) == "removed"


async def test_months_tell_how_often_members_and_moderators_agree(here: World, conn: Connection):
    await conn.execute("DELETE FROM panels")
    await members(here, conn, 21)
    for own, given in (("breaks", "breaks"), ("keeps", "breaks"), ("cannot_say", "keeps")):
        case = await border(here, conn, f"{WORDS}，{own}")
        panel_id, _ = await asked(here, conn, case, own=own)  # type: ignore[arg-type]
        await answers(conn, panel_id, *[given] * 7)
        await close_panel(conn, panel_id=panel_id, at=now())
    (month,) = await list_panel_months(conn)
    assert (month.panels, month.removed, month.released) == (3, 2, 1)
    assert (month.compared, month.agreed) == (2, 1)


async def test_the_transparency_report_counts_panels_and_what_they_decided(here: World, conn: Connection):
    start = now() - timedelta(minutes=1)
    before = await figures_between(conn, start, later(1))
    await members(here, conn, 14)
    for given, words in (("breaks", "第一段可以两说的话"), ("keeps", "第二段可以两说的话")):
        case = await border(here, conn, words)
        panel_id, _ = await asked(here, conn, case)
        await answers(conn, panel_id, *[given] * 7)  # type: ignore[list-item]
        await close_panel(conn, panel_id=panel_id, at=now())
    after = await figures_between(conn, start, later(1))
    grown = [getattr(after, name) - getattr(before, name) for name in _COUNTED]
    assert grown == [2, 1, 1, 0, 0]
    report = Report("2026-11", start, later(1), after, "1", "1", False, now())
    assert [name for name in _COUNTED if f",{name}," not in csv_of(report)] == []


def test_two_thirds_are_of_all_who_answered() -> None:
    by = rules()
    assert by.answer_of(keeps=0, breaks=4, cannot_say=2) == "breaks"
    assert by.answer_of(keeps=0, breaks=4, cannot_say=3) is None
    assert by.answer_of(keeps=4, breaks=0, cannot_say=0) is None
    assert by.sits_hours > by.answer_hours
    assert timedelta(hours=by.last_hours) < timedelta(hours=by.answer_hours)


async def test_what_its_author_deletes_before_the_end_is_left_alone(here: World, conn: Connection):
    await members(here, conn)
    case = await border(here, conn)
    panel_id, _ = await asked(here, conn, case)
    await answers(conn, panel_id, *["breaks"] * 7)
    await delete_comment(
        conn,
        circle_id=case.circle_id,
        post_id=case.post_id,
        comment_id=case.comment_id,
        account_id=case.author_id,
    )
    assert await close_panel(conn, panel_id=panel_id, at=now()) in {"gone", "overtaken"}
    assert (await state_of(conn, case))[1] == "deleted"
