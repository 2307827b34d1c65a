"""A panel in the scene: members who agreed, and a question that the plain member was drawn for."""

from datetime import timedelta
from uuid import UUID

from tests.world import World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.panels.load import load_consents

_PANEL = """
    INSERT INTO panels (id, case_id, category, own_view, asked_by, asked_at, due_at, seed, pool,
                        rules_version)
    VALUES ($1, $2, 'abuse.person', 'keeps', $3, $4, $5, sha256('x'), 7, '1')
"""
_SEAT = """
    INSERT INTO panel_seats (panel_id, number, account_id, drawn_at, answer_by) VALUES ($1, 1, $2, $3, $4)
"""
_AGE = "UPDATE accounts SET created_at = now() - interval '40 days' WHERE id = ANY($1::uuid[])"


async def set_panel(conn: Connection, world: World, *, case_id: UUID, member: UUID, operator: UUID) -> UUID:
    """The panel on *case_id*; seven others can be drawn for another case."""
    bench = [await world.account() for _ in range(7)]
    await conn.execute(_AGE, [*bench, member])
    await load_consents(conn, [*bench, member], at=now())
    panel_id, at = new_id(), now()
    await conn.execute(_PANEL, panel_id, case_id, operator, at, at + timedelta(days=2))
    await conn.execute(_SEAT, panel_id, member, at, at + timedelta(hours=12))
    return panel_id
