"""How the level above brings back what the staff of a circle took out of a challenge."""

from collections.abc import Mapping
from typing import Final

from tonghao.challenges.begin import tell_changed
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection

_BRING_BACK: Final = """
    UPDATE challenge_marks SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING challenge_id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    challenge_id = await conn.fetchval(_BRING_BACK, act.circle_id, act.subject_id)
    if challenge_id is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, challenge_id)


UNDOES: Final[Mapping[str, Undo]] = {"challenge_mark.removed": _bring_back}
