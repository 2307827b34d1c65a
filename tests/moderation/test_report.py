"""Reports bring something before a person, and say nothing about who made them."""

import asyncio
import re

import msgspec
import pytest

from tests.moderation.scene import about_post, case_of, comment, person, post, row_of, set_scene
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.moderation.categories import NotReportable
from tonghao.moderation.read import get_case, list_own_reports, list_reports
from tonghao.moderation.report import OwnReport, report_content
from tonghao.moderation.types import NewReport, Report


async def test_a_report_has_a_number_and_opens_a_case_with_its_clock(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    made = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    assert re.fullmatch(r"R-\d{8}-[0-9A-HJKMNP-TV-Z]{4}", made.number)
    assert made.state == "open"
    case = await row_of(conn, await case_of(conn, post_id))
    assert (case.inlet, case.severity, case.reports) == ("report", 2, 1)
    assert (case.due_at - case.opened_at).total_seconds() == 4 * 3600


async def test_who_reports_twice_gets_the_first_report_back(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    first = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    again = about_post(scene, post_id, category="flood")
    assert await report_content(conn, reporter_id=scene.neighbour, new=again) == first
    assert (await row_of(conn, await case_of(conn, post_id))).reports == 1


async def test_a_graver_report_takes_over_category_and_clock(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(
        "UPDATE accounts SET created_at = created_at - interval '1 month' WHERE id = $1", scene.owner
    )
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id, category="flood"))
    slow = await row_of(conn, await case_of(conn, post_id))
    await report_content(conn, reporter_id=scene.owner, new=about_post(scene, post_id, category="sex.minor"))
    await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id, category="flood"))
    fast = await row_of(conn, slow.case_id)
    assert (fast.category, fast.severity, fast.reports) == ("sex.minor", 4, 3)
    assert (slow.due_at - fast.due_at).total_seconds() == 24 * 3600 - 15 * 60


async def test_nobody_reports_their_own(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    with pytest.raises(OwnReport):
        await report_content(conn, reporter_id=scene.author, new=about_post(scene, post_id))
    mine = NewReport("account", scene.author, "fraud")
    with pytest.raises(OwnReport):
        await report_content(conn, reporter_id=scene.author, new=mine)


@pytest.mark.parametrize("state", ["pending", "held", "removed", "deleted"])
async def test_what_one_cannot_see_one_cannot_report(conn: Connection, state: str) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, state=state, category="flood")
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))


async def test_a_circle_by_invitation_is_closed_to_reports_from_outside(conn: Connection) -> None:
    scene = await set_scene(conn, kind="invite")
    post_id = await post(conn, scene)
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
    inside = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    assert inside.state == "open"


async def test_a_comment_under_a_removed_post_is_not_there(conn: Connection) -> None:
    scene = await set_scene(conn)
    hidden = await post(conn, scene, state="removed", category="flood")
    comment_id = await comment(conn, scene, hidden)
    new = NewReport("comment", comment_id, "abuse.person", scene.circle_id, hidden)
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=scene.neighbour, new=new)


async def test_a_comment_an_account_and_a_circle_can_be_reported(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    comment_id = await comment(conn, scene, post_id)
    for new in (
        NewReport("comment", comment_id, "abuse.person", scene.circle_id, post_id),
        NewReport("account", scene.author, "fraud"),
        NewReport("circle", scene.circle_id, "gambling"),
    ):
        await report_content(conn, reporter_id=scene.stranger, new=new)
        case = await get_case(conn, case_id=await case_of(conn, new.subject_id), viewer_id=scene.moderator)
        assert case.subject_kind == new.subject_kind
        assert case.snapshot.text


async def test_a_photo_is_looked_at_with_its_post(conn: Connection) -> None:
    scene = await set_scene(conn)
    photo = new_id()
    post_id = await post(conn, scene, photos=[photo])
    new = NewReport("photo", photo, "stolen", scene.circle_id, post_id)
    made = await report_content(conn, reporter_id=scene.neighbour, new=new)
    assert made.subject_kind == "photo"
    assert (await row_of(conn, await case_of(conn, post_id))).subject_kind == "post"
    other = NewReport("photo", new_id(), "stolen", scene.circle_id, post_id)
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=scene.neighbour, new=other)


@pytest.mark.parametrize("category", ["legal.local", "no.such", "other"])
async def test_only_reportable_categories_can_be_chosen(conn: Connection, category: str) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    with pytest.raises(NotReportable):
        await report_content(
            conn, reporter_id=scene.neighbour, new=about_post(scene, post_id, category=category)
        )


async def test_no_view_says_who_reported(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    new = about_post(scene, post_id, note="他总这样")
    made = await report_content(conn, reporter_id=scene.neighbour, new=new)
    case = await get_case(conn, case_id=await case_of(conn, post_id), viewer_id=scene.moderator)
    listed = await list_reports(conn, state="open", cursor=None)
    assert case.reports_list[0].note == "他总这样"
    assert made.number in {row.number for row in listed.entries}
    for view in (case, listed):
        assert str(scene.neighbour) not in msgspec.json.encode(view).decode()


async def test_one_reads_only_ones_own_reports(conn: Connection) -> None:
    scene = await set_scene(conn)
    made = [
        await report_content(
            conn, reporter_id=scene.neighbour, new=about_post(scene, await post(conn, scene))
        )
        for _ in range(2)
    ]
    mine = await list_own_reports(conn, account_id=scene.neighbour, cursor=None)
    assert {one.number for one in mine.entries} == {one.number for one in made}
    assert (await list_own_reports(conn, account_id=scene.stranger, cursor=None)).entries == []


async def test_a_storm_of_fifty_is_one_case_and_hides_nothing(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
        crowd = [await person(conn, f"路人{number}") for number in range(50)]

    async def one(reporter: object) -> Report:
        async with writing(pool) as conn:
            return await report_content(conn, reporter_id=reporter, new=about_post(scene, post_id))  # type: ignore[arg-type]

    numbers = {made.number for made in await asyncio.gather(*(one(reporter) for reporter in crowd))}
    assert len(numbers) == 50
    async with reading(pool) as conn:
        cases = await conn.fetch("SELECT reports, state FROM cases WHERE subject_id = $1", post_id)
        assert [(row["reports"], row["state"]) for row in cases] == [(50, "open")]
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "visible"


async def test_the_same_person_on_many_devices_at_once_reports_once(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)

    async def one() -> Report:
        async with writing(pool) as conn:
            return await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))

    made = await asyncio.gather(*(one() for _ in range(8)))
    assert len({report.number for report in made}) == 1
    async with reading(pool) as conn:
        assert (await row_of(conn, await case_of(conn, post_id))).reports == 1
