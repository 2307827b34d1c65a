"""How the level above brings back a remark that the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.tools import tell_changed
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection

_BRING_BACK: Final = """
    UPDATE remarks SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING tool, subject_id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    row = await conn.fetchrow(_BRING_BACK, act.circle_id, act.subject_id)
    if row is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, row["tool"], row["subject_id"])


UNDOES: Final[Mapping[str, Undo]] = {"remark.removed": _bring_back}
