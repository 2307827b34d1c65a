"""How the level above brings back a note that the staff of a circle took out of a margin."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection
from tonghao.readings.begin import tell_changed

_BRING_BACK: Final = """
    UPDATE margins SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING reading_id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    reading_id = await conn.fetchval(_BRING_BACK, act.circle_id, act.subject_id)
    if reading_id is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, reading_id)


UNDOES: Final[Mapping[str, Undo]] = {"margin.removed": _bring_back}
