"""Hide what somebody wrote in a tool of a trade, or show it again."""

from typing import Final
from uuid import UUID

from tonghao.circles.tools import tell_changed
from tonghao.db import Connection
from tonghao.red_packets.remove import remove_packet, show_packet

# Hidden when $3 is true, shown again when it is false. Identifiers are of one kind of thing only, so that one
# of these finds it.
_MOVE: Final = (
    """
    UPDATE remarks SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING tool, subject_id
    """,
    """
    UPDATE lost_pets SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'lost_pet' AS tool, id AS subject_id
    """,
    """
    UPDATE clinic_questions SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'clinic' AS tool, id AS subject_id
    """,
    """
    UPDATE gadgets SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'gadget' AS tool, id AS subject_id
    """,
    """
    UPDATE price_guesses SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'gadget' AS tool, gadget_id AS subject_id
    """,
    """
    UPDATE challenges SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'challenge' AS tool, id AS subject_id
    """,
    """
    UPDATE challenge_marks SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'challenge' AS tool, challenge_id AS subject_id
    """,
    """
    UPDATE team_ups SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'team_up' AS tool, id AS subject_id
    """,
    """
    UPDATE readings SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'reading' AS tool, id AS subject_id
    """,
    """
    UPDATE margins SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'reading' AS tool, reading_id AS subject_id
    """,
    """
    UPDATE fund_entries SET removed_at = CASE WHEN $3 THEN now() END
     WHERE circle_id = $1 AND id = $2 AND (removed_at IS NULL) = $3
    RETURNING 'fund' AS tool, fund_id AS subject_id
    """,
)


async def hide_in_tool(conn: Connection, *, circle_id: UUID, subject_id: UUID) -> None:
    """Take it out of sight; it stays for an undo. Twice is once.

    What is left in a red packet goes back to its maker, and stays there whatever is undone.

    Emits: tool.changed, or red_packet.counted. Locks: the row; of a packet see `give_back`.
    """
    if not await remove_packet(conn, circle_id=circle_id, packet_id=subject_id):
        await _move(conn, circle_id, subject_id, away=True)


async def show_in_tool(conn: Connection, *, circle_id: UUID, subject_id: UUID) -> None:
    """Show it again; twice is once.

    Emits: tool.changed, or red_packet.counted. Locks: the row.
    """
    if not await show_packet(conn, circle_id=circle_id, packet_id=subject_id):
        await _move(conn, circle_id, subject_id, away=False)


async def _move(conn: Connection, circle_id: UUID, subject_id: UUID, *, away: bool) -> None:
    for statement in _MOVE:
        row = await conn.fetchrow(statement, circle_id, subject_id, away)
        if row is not None:
            await tell_changed(conn, circle_id, row["tool"], row["subject_id"])
            return
