"""A circle whose people are on duty around the clock, and something grave in it."""

from uuid import UUID

from tests.moderation.scene import Scene, held_post, set_scene
from tonghao.circles.duty import replace_shifts
from tonghao.circles.types import DutyShift
from tonghao.db import Connection, Row
from tonghao.duty.set_roster import set_platform_roster


def always(account_id: UUID) -> list[DutyShift]:
    """Around the clock, the whole week."""
    return [DutyShift(account_id, day, 0, 1440) for day in range(7)]


async def on_duty(conn: Connection) -> Scene:
    """The owner is on duty for the circle, the moderator for the platform."""
    scene = await set_scene(conn)
    await replace_shifts(conn, scene.circle_id, always(scene.owner))
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.moderator)
    )
    return scene


async def grave(conn: Connection, scene: Scene, *, severity: int = 3, category: str = "sex.explicit") -> UUID:
    """A case of that severity in the circle."""
    return (await held_post(conn, scene, category=category, severity=severity))[1]


async def calls_of(conn: Connection, scene: Scene) -> dict[str, Row]:
    """The newest call of each side."""
    rows = await conn.fetch(
        "SELECT id, side, severity, round, next_at, answered_by, answered_at, rang_out_at, over_at"
        " FROM calls WHERE circle_id = $1 ORDER BY id",
        scene.circle_id,
    )
    return {row["side"]: row for row in rows}


async def called(conn: Connection, call_id: UUID) -> list[UUID]:
    """Whom a call reached in the app, in this order."""
    rows = await conn.fetch(
        "SELECT account_id FROM call_tries WHERE call_id = $1 AND channel = 'app' ORDER BY round", call_id
    )
    return [row[0] for row in rows]
