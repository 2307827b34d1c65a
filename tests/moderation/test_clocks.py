"""Who is on the clock of a case, and what a missed clock does."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.moderation.scene import Scene, case_of, post, set_scene
from tonghao.circles.types import DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.duty.set_roster import set_platform_roster
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case
from tonghao.moderation.keep_holders import hand_on_cases
from tonghao.moderation.miss_clocks import miss_clocks
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport

_ALWAYS = "INSERT INTO duty_shifts SELECT $1, $2, day, 0, 1440 FROM generate_series(0, 6) AS day"
_NEVER = "DELETE FROM duty_shifts WHERE circle_id = $1"


def always(account_id: UUID) -> list[DutyShift]:
    return [DutyShift(account_id, day, 0, 1440) for day in range(7)]


async def opened(conn: Connection, scene: Scene, *, author_id: UUID | None = None) -> UUID:
    """A case about a post of the author, opened by a report."""
    author_id = author_id or scene.author
    post_id = await post(conn, scene, author_id=author_id)
    reporter = scene.neighbour if author_id != scene.neighbour else scene.author
    new = NewReport("post", post_id, "abuse.person", scene.circle_id, post_id)
    await report_content(conn, reporter_id=reporter, new=new)
    return await case_of(conn, post_id)


async def holders(conn: Connection, case_id: UUID) -> tuple[UUID | None, UUID | None]:
    row = await conn.fetchrow(
        "SELECT partner_holder_id, platform_holder_id FROM cases WHERE id = $1", case_id
    )
    assert row is not None
    return row[0], row[1]


async def overdue(conn: Connection, case_id: UUID) -> datetime:
    """Let the clock of the case, and of none beside it, run out a moment ago."""
    await conn.execute("UPDATE cases SET missed_at = now() WHERE id <> $1", case_id)
    due: datetime = await conn.fetchval(
        "UPDATE cases SET due_at = now() - interval '1 minute' WHERE id = $1 RETURNING due_at", case_id
    )
    return due


async def test_a_case_knows_both_who_are_on_duty_when_it_is_opened(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(_ALWAYS, scene.circle_id, scene.owner)
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.moderator)
    )

    case_id = await opened(conn, scene)

    assert await holders(conn, case_id) == (scene.owner, scene.moderator)
    rows = await conn.fetch(
        "SELECT side, holder_id FROM case_holders WHERE case_id = $1 ORDER BY side", case_id
    )
    assert [tuple(row) for row in rows] == [("partner", scene.owner), ("platform", scene.moderator)]


async def test_nobody_is_on_the_clock_of_their_own_post(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(_ALWAYS, scene.circle_id, scene.owner)
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.moderator)
    )

    case_id = await opened(conn, scene, author_id=scene.owner)

    assert await holders(conn, case_id) == (None, scene.moderator)


async def test_an_open_case_passes_to_whoever_comes_on_duty(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await opened(conn, scene)
    await conn.execute(_ALWAYS, scene.circle_id, scene.owner)
    await hand_on_cases(conn, at=now())
    assert (await holders(conn, case_id))[0] == scene.owner

    await conn.execute(_NEVER, scene.circle_id)
    await hand_on_cases(conn, at=now() + timedelta(hours=1))
    assert (await holders(conn, case_id))[0] == scene.owner, "who leaves nobody behind keeps it"

    rows = await conn.fetch(
        "SELECT holder_id FROM case_holders WHERE case_id = $1 AND side = 'partner' ORDER BY since", case_id
    )
    assert [row[0] for row in rows] == [None, scene.owner]


async def test_a_missed_clock_counts_once_for_both(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(_ALWAYS, scene.circle_id, scene.owner)
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.moderator)
    )
    case_id = await opened(conn, scene)
    due = await overdue(conn, case_id)

    assert await miss_clocks(conn, at=now()) == 1
    assert await miss_clocks(conn, at=now()) == 0

    rows = await conn.fetch(
        "SELECT side, holder_id, circle_id, due_at FROM case_misses WHERE case_id = $1 ORDER BY side", case_id
    )
    assert [tuple(row) for row in rows] == [
        ("partner", scene.owner, scene.circle_id, due),
        ("platform", scene.moderator, scene.circle_id, due),
    ]
    act = await conn.fetchval("SELECT act FROM audit_entries ORDER BY number DESC LIMIT 1")
    assert act == "clock.missed"


async def test_a_clock_in_a_gap_counts_for_the_circle_without_a_person(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await opened(conn, scene)
    await overdue(conn, case_id)
    await miss_clocks(conn, at=now())

    holder = await conn.fetchrow(
        "SELECT holder_id, circle_id FROM case_misses WHERE case_id = $1 AND side = 'partner'", case_id
    )
    assert holder is not None
    assert tuple(holder) == (None, scene.circle_id)


async def test_decided_too_late_is_missed_and_decided_in_time_is_not(conn: Connection) -> None:
    scene = await set_scene(conn)
    late, soon = await opened(conn, scene), await opened(conn, scene, author_id=scene.neighbour)
    await overdue(conn, late)
    await conn.execute("UPDATE cases SET missed_at = NULL WHERE id = $1", soon)
    for case_id in (late, soon):
        await decide_case(
            conn, case_id=case_id, moderator_id=scene.moderator, is_operator=False, act="release",
            category="abuse.person", note="没有问题",
        )  # fmt: skip

    assert await miss_clocks(conn, at=now() + timedelta(days=3)) == 1
    assert await conn.fetchval("SELECT count(*) FROM case_misses WHERE case_id = $1", late) == 2


async def test_the_first_look_is_kept(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await opened(conn, scene)
    await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)
    first = await conn.fetchval("SELECT looked_at FROM cases WHERE id = $1", case_id)
    await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)
    assert first is not None
    assert await conn.fetchval("SELECT looked_at FROM cases WHERE id = $1", case_id) == first
