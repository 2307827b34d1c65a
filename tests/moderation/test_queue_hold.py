"""What the machine held comes before a person, once."""

import msgspec

from tests.media.made import HELD, judged
from tests.moderation.scene import about_post, case_of, held_post, post, row_of, set_scene, verdict
from tonghao.audit.read import list_entries
from tonghao.db import Connection
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.open_case import IMPORTED
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.read import get_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import CLOCKS
from tonghao.posts.hide import hide_post

_CALLS = "SELECT count(*) FROM calls WHERE circle_id = $1 AND side = 'platform'"


async def test_a_hold_is_a_case_with_what_was_seen_and_an_entry_in_the_log(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
    assert (case.inlet, case.category, case.severity, case.subject_state) == (
        "machine",
        "abuse.person",
        2,
        "held",
    )
    assert (case.snapshot.text, case.snapshot.name, case.author.name) == ("蠢货一个", "小满", "小满")
    assert case.verdict is not None
    assert case.verdict.findings[0].span == (0, 2)
    assert case.circle is not None
    assert case.circle.circle_id == scene.circle_id
    entry = (await list_entries(conn, subject_id=post_id)).entries[0]
    assert (entry.act, entry.actor) == ("post.held", None)
    assert entry.payload is not None
    assert entry.payload["case_id"] == str(case_id)


async def test_the_same_hold_told_twice_is_written_once(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="abuse.person", verdict=verdict())
    assert await case_of(conn, post_id) == case_id
    assert len((await list_entries(conn, subject_id=post_id)).entries) == 1


async def test_what_an_archive_brought_has_time_unless_it_is_of_the_gravest(conn: Connection) -> None:
    scene = await set_scene(conn)
    clocks, calls = [], []
    for severity in (3, 4):
        post_id = await post(conn, scene, text="旧话", state="held", category="fraud")
        subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
        assert subject is not None
        found = verdict("fraud", severity)
        await queue_hold(conn, subject=subject, category="fraud", verdict=found, imported=True)
        case_id = await case_of(conn, post_id)
        clocks.append(await conn.fetchval("SELECT due_at - opened_at FROM cases WHERE id = $1", case_id))
        calls.append(await conn.fetchval(_CALLS, scene.circle_id))
    assert clocks == [IMPORTED, CLOCKS[4]]
    assert calls == [0, 1]


async def test_a_report_and_a_hold_meet_in_one_case(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, text="原来的话")
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id, category="flood"))
    await conn.execute(
        "UPDATE posts SET text = '改过的话', state = 'held', category = 'fraud', held_for = 'text'"
        " WHERE id = $1",
        post_id,
    )
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="fraud", verdict=verdict("fraud", 3))
    case = await get_case(conn, case_id=await case_of(conn, post_id), viewer_id=scene.moderator)
    assert (case.category, case.severity, case.reports) == ("fraud", 3, 1)
    assert case.snapshot.text == "改过的话", "the verdict's places are in these words"
    assert await conn.fetchval("SELECT count(*) FROM cases WHERE subject_id = $1", post_id) == 1


async def test_what_was_found_in_words_and_in_a_photo_stands_side_by_side(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="sex.explicit", verdict=HELD, of_photo=True)
    case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
    assert case.verdict is not None
    assert {finding.category for finding in case.verdict.findings} == {"sex.explicit", "abuse.person"}
    assert (case.severity, case.category) == (3, "sex.explicit")
    # New words: the places in the old ones are gone, what was found in the photo stays.
    edited = msgspec.structs.replace(verdict("fraud", 3, end=4))
    await queue_hold(conn, subject=subject, category="fraud", verdict=edited)
    case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
    assert case.verdict is not None
    assert {finding.category for finding in case.verdict.findings} == {"sex.explicit", "fraud"}


async def test_the_snapshot_stays_when_the_author_edits_or_deletes(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await hide_post(conn, scene.circle_id, post_id, state="deleted")
    await conn.execute("UPDATE profiles SET name = '别人' WHERE account_id = $1", scene.author)
    case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
    assert (case.snapshot.text, case.snapshot.name) == ("蠢货一个", "小满")
    assert case.subject_state == "deleted"


async def test_the_queue_puts_the_gravest_first_and_then_the_most_urgent(conn: Connection) -> None:
    scene = await set_scene(conn)
    ids = [
        (await held_post(conn, scene, category=category, severity=severity))[1]
        for category, severity in (
            ("flood", 1),
            ("sex.minor", 4),
            ("abuse.person", 2),
            ("privacy", 2),
            ("fraud", 3),
        )
    ]
    await conn.execute("UPDATE cases SET due_at = due_at - interval '1 hour' WHERE id = $1", ids[3])
    rows = [await row_of(conn, one) for one in ids]
    clocks = [(row.due_at - row.opened_at).total_seconds() / 60 for row in rows]
    assert [round(clock) for clock in clocks] == [24 * 60, 15, 240, 180, 30]
    order = await conn.fetch("SELECT id FROM cases WHERE id = ANY($1) ORDER BY -severity, due_at, id", ids)
    assert [row["id"] for row in order] == [ids[1], ids[4], ids[3], ids[2], ids[0]]


async def test_a_photo_held_with_nothing_around_it_is_a_case_of_its_own(conn: Connection) -> None:
    scene = await set_scene(conn)
    media_id = await judged(conn, scene.author, HELD, purpose="avatar")
    subject = await find_subject(conn, kind="photo", subject_id=media_id, owner_id=scene.author)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="sex.explicit", verdict=HELD, of_photo=True)
    case = await get_case(conn, case_id=await case_of(conn, media_id), viewer_id=scene.moderator)
    assert [photo.media_id for photo in case.snapshot.photos] == [media_id]
    assert (case.subject_kind, case.subject_state, case.context) == ("photo", "held", None)
