"""How the queue stands, and who lives here."""

from tests.moderation.scene import about_post, held_post, person, post, set_scene
from tonghao.db import Connection
from tonghao.moderation.decide import decide_case
from tonghao.moderation.oversee import get_overview, list_people, masked_email
from tonghao.moderation.report import report_content


async def test_the_overview_counts_what_waits_and_what_was_done_today(conn: Connection) -> None:
    scene = await set_scene(conn)
    before = await get_overview(conn, account_id=scene.moderator)
    _, late = await held_post(conn, scene)
    await conn.execute("UPDATE cases SET due_at = now() - interval '1 minute' WHERE id = $1", late)
    _, done = await held_post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, await post(conn, scene)))
    await decide_case(
        conn,
        case_id=done,
        moderator_id=scene.moderator,
        is_operator=False,
        act="remove",
        category="flood",
        note="是",
    )
    after = await get_overview(conn, account_id=scene.moderator)
    assert after.open_cases - before.open_cases == 2
    assert after.overdue_cases - before.overdue_cases == 1
    assert after.open_reports - before.open_reports == 1
    assert after.held_today - before.held_today == 2
    assert after.decided_today - before.decided_today == 1
    assert after.oldest_case_at is not None


async def test_people_are_found_by_part_of_a_name_or_the_start_of_a_handle(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(
        "UPDATE profiles SET name = '梧桐%小满', handle = 'wutong_xm' WHERE account_id = $1", scene.author
    )
    await held_post(conn, scene)
    for words in ("桐%小", "@WuTong_", "wutong_xm"):
        (found,) = (await list_people(conn, query=words, cursor=None)).entries
        assert found.account_id == scene.author
    assert (found.circles, found.cases, found.role) == (1, 1, "member")
    assert (await list_people(conn, query="桐_小", cursor=None)).entries == []


async def test_people_come_in_pages_without_gap_or_repeat(conn: Connection) -> None:
    made = {await person(conn, f"邻居{number}") for number in range(65)}
    seen = []
    cursor = None
    while True:
        page = await list_people(conn, query="", cursor=cursor)
        seen += [one.account_id for one in page.entries]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen))
    assert made <= set(seen)


def test_an_address_is_masked() -> None:
    assert masked_email("xiaoman@example.org") == "x***@example.org"
    assert masked_email(None) is None
