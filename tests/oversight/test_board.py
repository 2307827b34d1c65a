"""The board: each number opens exactly the rows that it counts."""

from datetime import timedelta

from tests.tiers.scene import MONDAY, START, ZONE, case, place_back
from tests.world import Made, World
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.oversight.board import get_oversight, list_overseen_weeks
from tonghao.oversight.rows import list_counted
from tonghao.oversight.tips import list_tip_weeks
from tonghao.posts.count_views import count_post_views, count_views
from tonghao.samples.load import LoadedSample, load_samples
from tonghao.tiers.measure import measure_week
from tonghao.tiers.types import Week

END = START + timedelta(days=7)
_WRITTEN = "UPDATE posts SET created_at = $2, published_at = $2 WHERE circle_id = $1"
_ABOUT = 'UPDATE cases SET subject_id = $2, post_id = $2, snapshot = \'{"text": "一句话"}\' WHERE id = $1'
_DECISION = """
    INSERT INTO case_decisions (id, case_id, act, category, note, before, decided_by, at, undone_by,
                                undone_at, undo_note)
    VALUES (uuidv7(), $1, 'remove', 'vulgar', '粗俗', '{}', $2::uuid, $3::timestamptz,
            CASE WHEN $4 THEN $2 END, CASE WHEN $4 THEN $3 END, CASE WHEN $4 THEN '看错了' END)
"""
_REPORT = """
    INSERT INTO reports (id, number, reporter_id, case_id, subject_kind, subject_id, circle_id, category,
                         state, at, answered_at)
    SELECT uuidv7(), 'R-' || id, $2, id, 'post', subject_id, $3, category, 'upheld', $4, $5
      FROM cases WHERE id = $1
"""
_GAP = "INSERT INTO duty_gaps (circle_id, since, ended_at) VALUES ($1, $2, $3)"
_TRIP = """
    INSERT INTO breaker_trips (circle_id, id, at, class, restriction, views, views_before, reports, holds,
                               held_back, rates_version)
    VALUES ($1, uuidv7(), $2, 'sex', 'photo_check', 90, 4, 3, 0, 1, 'x')
"""
_TIP = """
    INSERT INTO tips (id, circle_id, post_id, from_id, to_id, currency, amount_minor, state, given_at,
                      settles_at, ended_at)
    SELECT uuidv7(), $1, $2, $3, $4, 'CNY', $5, $6, t.at, t.at + interval '1 day',
           CASE WHEN $6 <> 'held' THEN t.at + interval '1 day' END
      FROM (SELECT $7::timestamptz AS at) t
"""
_PHOTO = """
    WITH made AS (
        INSERT INTO media (owner_id, id, purpose, state, sha256, size_bytes, width, height, blur, created_at,
                           checked_at)
        VALUES ($1, uuidv7(), 'post', 'visible', $2, 9, 4, 3, 'x', $3::timestamptz, $3 + interval '90 ms')
        RETURNING owner_id, id)
    INSERT INTO media_uses (owner_id, media_id, place_kind, place_id, circle_id, since)
    SELECT owner_id, id, 'post', $4, $5, $3 FROM made
"""
_TEST = """
    INSERT INTO samples (id, day, test_item, test_violating, state, answered_by, answered_at, violating,
                         agrees)
    VALUES (uuidv7(), $1::date, $4, false, 'answered', $2, $3, false, $5)
"""


async def _busy_week(here: World, conn: Connection) -> tuple[Made, Week]:
    """A circle in whose week a bit of everything happened, on the days around it too."""
    made = await here.circle(members=2)
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    author, reporter = made.members
    posts = [(await here.post(made.circle_id, author, text)).post_id for text in ("一", "二", "三", "四")]
    await conn.execute(_WRITTEN, made.circle_id, START + timedelta(hours=1))
    await conn.execute(
        "UPDATE posts SET created_at = $2, published_at = $2 WHERE id = $1",
        posts[3],
        END + timedelta(minutes=1),
    )
    await count_post_views(conn, {(made.circle_id, posts[0]): 40, (made.circle_id, posts[1]): 7})
    for post, is_undone in ((posts[0], False), (posts[1], True)):
        case_id = await case(conn, made.circle_id, author, hours=2, took=6)
        await conn.execute(_ABOUT, case_id, post)
        await conn.execute(_DECISION, case_id, made.owner_id, START + timedelta(hours=8), is_undone)
        await conn.execute(
            _REPORT, case_id, reporter, made.circle_id, START + timedelta(hours=3), START + timedelta(hours=8)
        )
    await case(conn, made.circle_id, author, hours=20, took=None, inlet="report")
    await case(conn, made.circle_id, author, hours=-30, took=1)
    await conn.execute(_GAP, made.circle_id, START - timedelta(hours=5), START + timedelta(hours=10))
    for hours in (5, 200):
        await conn.execute(_TRIP, made.circle_id, START + timedelta(hours=hours))
    await conn.execute(
        _PHOTO, author, new_id().bytes * 2, START + timedelta(hours=1), posts[0], made.circle_id
    )
    rows = [
        LoadedSample(
            new_id(),
            MONDAY,
            made.circle_id,
            MONDAY,
            "post",
            post,
            post,
            made.owner_id,
            END,
            category,
            severity,
        )
        for post, category, severity in ((posts[0], "vulgar", 1), (posts[1], None, None))
    ]
    await load_samples(conn, rows, at=END)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    return made, week


async def test_every_number_opens_as_many_rows_as_it_says(here: World, conn: Connection):
    made, week = await _busy_week(here, conn)

    async def found(figure: str) -> tuple[int, int, int]:
        counted = await list_counted(
            conn, figure=figure, week=MONDAY, circle_id=made.circle_id, moderator_id=None
        )
        return counted.count, counted.of, sum(row.number or 0 for row in counted.rows.entries if row.counts)

    assert week.posts == (await found("posts"))[0] == 3
    assert (week.flagged.count, week.flagged.of) == (await found("flagged"))[:2] == (2, 3)
    assert week.hold_age.of == (await found("hold_age"))[0] == 2
    assert week.looked.of == (await found("looked"))[0] == 3
    assert week.first_answer.of == (await found("first_answer"))[0] == 2
    assert (await found("first_answer"))[2] == 2 * 5 * 3600
    assert week.upheld.count == (await found("upheld"))[0] == 2
    assert (week.overturned.count, week.overturned.of) == (await found("overturned"))[:2] == (1, 2)
    assert (week.missed.count, week.missed.of) == (await found("missed"))[:2] == (3, 3)
    assert (week.leaks.count, week.leaks.of) == (await found("leaks"))[:2] == (1, 2)
    assert (week.removed, week.views_before) == ((await found("views_before"))[0], 40) == (1, 40)
    assert (await found("views_before"))[2] == 40
    assert week.open_cases == (await found("open_cases"))[0] == 1
    assert week.alarms == (await found("alarms"))[0] == 1
    assert week.covered.of - week.covered.count == (await found("covered"))[2] == 600
    assert (week.verdict.of, (await found("verdict"))[0], (await found("verdict"))[2]) == (1, 1, 90)


async def test_over_all_circles_shares_add_up_and_ages_are_counted_together(here: World, conn: Connection):
    await conn.execute("DELETE FROM circle_weeks")
    first, week = await _busy_week(here, conn)
    second, _ = await _busy_week(here, conn)
    board = await get_oversight(conn, week=MONDAY + timedelta(days=3), moderator_id=None)
    total = board.totals[0]
    assert (total.week, total.circles, total.posts, board.newer) == (MONDAY, 2, 6, None)
    assert (total.leaks.count, total.leaks.of, total.views_before) == (2, 4, 80)
    assert total.scores[week.score - 1] == 2
    assert (board.first_answer.of, board.first_answer.p50_seconds) == (4, 5 * 3600)
    assert (board.hold_age.of, board.looked.of, board.verdict.of, board.verdict.p50_ms) == (4, 6, 2, 90)
    page = await list_overseen_weeks(conn, week=MONDAY)
    assert {row.circle_id for row in page.entries} == {first.circle_id, second.circle_id}
    (alone,) = (await list_overseen_weeks(conn, week=MONDAY, circle_id=second.circle_id)).entries
    assert (alone.circle_id, alone.week.leaks.of) == (second.circle_id, 2)


async def test_of_the_test_items_one_sees_ones_own_and_an_operator_all(here: World, conn: Connection):
    await conn.execute("DELETE FROM circle_weeks")
    await _busy_week(here, conn)
    one, other = await here.account(role="moderator"), await here.account(role="moderator")
    for who, item, agrees in ((one, "knee", True), (one, "ending", False), (other, "knee", True)):
        await conn.execute(_TEST, MONDAY, who, START + timedelta(hours=9), item, agrees)
    for moderator_id, count, of in ((one, 1, 2), (other, 1, 1), (None, 2, 3)):
        board = await get_oversight(conn, week=MONDAY, moderator_id=moderator_id)
        assert (board.agreement.count, board.agreement.of) == (count, of)
        counted = await list_counted(
            conn, figure="agreement", week=MONDAY, circle_id=None, moderator_id=moderator_id
        )
        assert (counted.count, counted.of) == (count, of)


async def test_rows_come_page_by_page_and_before_the_first_count_there_is_no_board(
    here: World, conn: Connection
):
    made = await here.circle()
    for number in range(35):
        await here.post(made.circle_id, made.owner_id, f"第 {number} 句")
    await conn.execute(_WRITTEN, made.circle_id, START + timedelta(hours=1))
    await conn.execute("UPDATE circles SET zone = $2 WHERE id = $1", made.circle_id, ZONE)
    to = {"figure": "posts", "week": MONDAY, "circle_id": made.circle_id, "moderator_id": None}
    first = await list_counted(conn, **to)
    second = await list_counted(conn, cursor=first.rows.next_cursor, **to)
    ids = {row.row_id for row in (*first.rows.entries, *second.rows.entries)}
    assert (first.count, len(first.rows.entries), len(ids), second.rows.next_cursor) == (35, 30, 35, None)


async def test_before_the_first_week_the_board_is_empty_and_no_error(conn: Connection) -> None:
    await conn.execute("DELETE FROM circle_weeks")
    board = await get_oversight(conn, week=MONDAY, moderator_id=None)
    assert (board.totals, board.newer, board.agreement.of) == ([], None, 0)


async def test_tips_stand_beside_views_and_open_their_rows(here: World, conn: Connection):
    await conn.execute("DELETE FROM circle_weeks")
    made, _ = await _busy_week(here, conn)
    one, other = made.members
    post = (await here.post(made.circle_id, made.owner_id, "谢谢大家")).post_id
    for giver, amount, state, hours in (
        (one, 200, "settled", 1),
        (one, 50, "returned", 2),
        (other, 300, "held", 24 * 7 - 1),
        (other, 999, "settled", -1),
        (other, 999, "settled", 24 * 7),
    ):
        given_at = START + timedelta(hours=hours)
        await conn.execute(_TIP, made.circle_id, post, giver, made.owner_id, amount, state, given_at)
    # By days of the circle's own clock: what was seen before its midnight is of the week before.
    for hours, views in ((-1, 500), (1, 30), (30, 12)):
        await count_views(conn, {(made.circle_id, START + timedelta(hours=hours)): views})
    (week, *_) = await list_tip_weeks(conn, week=MONDAY, circle_id=made.circle_id, currency="CNY")
    assert (week.week, week.views, week.given, week.tippers, week.alarms) == (MONDAY, 42, 3, 2, 1)
    assert (week.amount, week.returned, week.held) == ("5.50", "0.50", "3.00")
    (row,) = (await list_overseen_weeks(conn, week=MONDAY, circle_id=made.circle_id)).entries
    assert row.tips == week
    assert (await list_tip_weeks(conn, week=MONDAY, circle_id=None, currency="CNY"))[0] == week
    to = {"week": MONDAY, "circle_id": made.circle_id, "moderator_id": None}
    tips = await list_counted(conn, figure="tips", **to)
    assert (tips.count, tips.of) == (2, 3)
    assert [(one.amount, one.said, one.post_id) for one in tips.rows.entries] == [
        ("3.00", "held", post), ("0.50", "returned", post), ("2.00", "settled", post),
    ]  # fmt: skip
    views = await list_counted(conn, figure="views", **to)
    assert [one.number for one in views.rows.entries] == [12, 30]
    (trip,) = (await list_counted(conn, figure="alarms", **to)).rows.entries
    assert (trip.said, trip.tippers) == ("photo_check", None)
