"""One week of one circle, counted."""

from datetime import timedelta

from tests.tiers.scene import MONDAY, START, ZONE, case, place_back
from tests.world import World
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.posts.count_views import count_comment_views, count_post_views
from tonghao.tiers.measure import enter_samples, measure_week

END = START + timedelta(days=7)
_REPORT = """
    INSERT INTO reports (id, number, reporter_id, case_id, subject_kind, subject_id, circle_id, category,
                         state, at, answered_at)
    SELECT uuidv7(), 'R-' || id, $2, id, 'post', subject_id, $3, category, 'upheld', $4, $5
      FROM cases WHERE id = $1
"""
_DECISION = """
    INSERT INTO case_decisions (id, case_id, act, category, note, before, decided_by, at, undone_by,
                                undone_at, undo_note)
    VALUES (uuidv7(), $1, 'remove', 'abuse.person', '骂人', '{}', $2::uuid, $3,
            CASE WHEN $4::timestamptz IS NOT NULL THEN $2 END, $4,
            CASE WHEN $4::timestamptz IS NOT NULL THEN '看错了' END)
"""
_WRITTEN = "UPDATE posts SET created_at = $2, published_at = $2 WHERE circle_id = $1 AND id = ANY($3)"
_ABOUT = "UPDATE cases SET subject_id = $2 WHERE id = $1"
_PHOTO = """
    WITH made AS (
        INSERT INTO media (owner_id, id, purpose, state, sha256, size_bytes, width, height, blur, created_at,
                           checked_at)
        VALUES ($1, uuidv7(), 'post', 'visible', $2, 9, 4, 3, 'x', $3::timestamptz, $3 + $4::interval)
        RETURNING owner_id, id)
    INSERT INTO media_uses (owner_id, media_id, place_kind, place_id, circle_id, since)
    SELECT owner_id, id, 'post', $5, $6, $3 FROM made
"""
_GAP = "INSERT INTO duty_gaps (circle_id, since, ended_at) VALUES ($1, $2, $3)"


async def test_every_number_stands_with_what_it_is_a_share_of(conn: Connection, world: World) -> None:
    made = await world.circle(members=1)
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    author = made.members[0]
    for hours, took in ((1, 1.0), (2, 3.0), (30, 9.0), (160, None)):
        await case(conn, made.circle_id, author, hours=hours, took=took)
    before = await case(conn, made.circle_id, author, hours=-30, took=1)
    await conn.execute(_GAP, made.circle_id, START - timedelta(hours=5), START + timedelta(hours=40))
    await conn.execute(_GAP, made.circle_id, START + timedelta(hours=160), None)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert before is not None
    assert (week.hold_age.of, week.hold_age.p50_seconds) == (4, 5.5 * 3600)
    assert (week.missed.count, week.missed.of) == (2, 4)
    assert (week.covered.count, week.covered.of) == ((168 - 40 - 8) * 60, 168 * 60)
    assert (week.leaks.of, week.removed, week.views_before) == (0, 0, 0)
    assert (week.looked.of, week.looked.p50_seconds, week.open_cases) == (4, 5.5 * 3600, 1)
    assert (week.is_over, week.is_clean, week.score) == (True, False, 3)


async def test_a_week_that_goes_on_is_counted_until_now_and_again_later(
    conn: Connection, world: World
) -> None:
    made = await world.circle(members=1)
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    noon = START + timedelta(hours=12)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=noon)
    assert (week.is_over, week.covered.of, week.covered.count) == (False, 720, 720)
    await case(conn, made.circle_id, made.members[0], hours=20, took=1)
    again = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (again.is_over, again.missed.of, again.is_clean) == (True, 1, True)


async def test_samples_add_up_and_a_new_count_leaves_them(conn: Connection, world: World) -> None:
    made = await world.circle()
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    place = {"circle_id": made.circle_id, "week": MONDAY}
    await enter_samples(conn, **place, samples=20, leaks=0, at=END)
    week = await enter_samples(conn, **place, samples=20, leaks=2, at=END)
    assert (week.leaks.count, week.leaks.of) == (2, 40)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (week.leaks.count, week.leaks.of, week.is_clean) == (2, 40, False)


async def test_a_report_is_answered_and_a_decision_taken_back(conn: Connection, world: World) -> None:
    made = await world.circle(members=2)
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    case_id = await case(conn, made.circle_id, made.members[0], hours=1, took=2, inlet="report")
    await conn.execute(
        _REPORT,
        case_id,
        made.members[1],
        made.circle_id,
        START + timedelta(hours=1),
        START + timedelta(hours=3),
    )
    await conn.execute(
        _DECISION,
        case_id,
        made.owner_id,
        START + timedelta(hours=3),
        START + timedelta(hours=5),
    )
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (week.first_answer.of, week.first_answer.p50_seconds, week.hold_age.of) == (1, 7200, 0)
    assert (week.overturned.count, week.overturned.of) == (1, 1)


async def test_what_was_removed_stands_with_the_views_that_it_had_before(
    conn: Connection, here: World
) -> None:
    made = await here.circle(members=1)
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    author, posts = made.members[0], []
    for text in ("一", "二", "三"):
        posts.append((await here.post(made.circle_id, author, text)).post_id)
    await conn.execute(_WRITTEN, made.circle_id, START + timedelta(hours=1), posts)
    await count_post_views(conn, {(made.circle_id, post): 30 + at for at, post in enumerate(posts)})
    await count_post_views(conn, {(made.circle_id, posts[0]): 10})
    # The second decision was taken back, so that its post is read on.
    for post, undone_at in ((posts[0], None), (posts[1], START + timedelta(hours=4))):
        case_id = await case(conn, made.circle_id, author, hours=2, took=1)
        await conn.execute(_ABOUT, case_id, post)
        await conn.execute(_DECISION, case_id, made.owner_id, START + timedelta(hours=3), undone_at)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (week.removed, week.views_before) == (1, 40)
    # A floor counts as a post does.
    floor = new_id()
    await count_comment_views(conn, {(made.circle_id, floor): 5})
    case_id = await case(conn, made.circle_id, author, hours=2, took=1)
    await conn.execute(
        "UPDATE cases SET subject_kind = 'comment', subject_id = $2 WHERE id = $1", case_id, floor
    )
    await conn.execute(_DECISION, case_id, made.owner_id, START + timedelta(hours=3), None)
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (week.removed, week.views_before) == (2, 45)
    assert (week.posts, week.flagged.count, week.flagged.of) == (3, 2, 3)


async def test_photos_are_measured_from_upload_to_verdict(conn: Connection, here: World) -> None:
    made = await here.circle()
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    post = await here.post(made.circle_id, made.owner_id, "图")
    for number, took in enumerate((100, 300)):
        await conn.execute(
            _PHOTO,
            made.owner_id,
            bytes([number]) * 32,
            START + timedelta(hours=1),
            timedelta(milliseconds=took),
            post.post_id,
            made.circle_id,
        )
    week = await measure_week(conn, circle_id=made.circle_id, zone=ZONE, week=MONDAY, at=END)
    assert (week.verdict.of, week.verdict.p50_ms, week.verdict.p95_ms) == (2, 200, 290)
