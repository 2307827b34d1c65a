"""How the level above brings back a question that the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.tools import tell_changed
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection

_BRING_BACK: Final = """
    UPDATE clinic_questions SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    if await conn.fetchval(_BRING_BACK, act.circle_id, act.subject_id) is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, "clinic", act.subject_id)


UNDOES: Final[Mapping[str, Undo]] = {"clinic_question.removed": _bring_back}
