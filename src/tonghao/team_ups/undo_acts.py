"""How the level above brings back a table that the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection
from tonghao.team_ups.open_table import tell_changed

_BRING_BACK: Final = """
    UPDATE team_ups SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    if await conn.fetchval(_BRING_BACK, act.circle_id, act.subject_id) is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, act.subject_id)


UNDOES: Final[Mapping[str, Undo]] = {"team_up.removed": _bring_back}
