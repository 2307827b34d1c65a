"""How the level above brings back what the staff of a circle took from the bench."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.tools import tell_changed
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection

_BRING_BACK: Final = """
    UPDATE gadgets SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""
_GUESS_BACK: Final = """
    UPDATE price_guesses SET removed_at = NULL
     WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING gadget_id
"""


async def _bring_back(conn: Connection, act: RecordedAct) -> None:
    if await conn.fetchval(_BRING_BACK, act.circle_id, act.subject_id) is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, "gadget", act.subject_id)


async def _guess_back(conn: Connection, act: RecordedAct) -> None:
    gadget_id = await conn.fetchval(_GUESS_BACK, act.circle_id, act.subject_id)
    if gadget_id is None:
        raise CannotBeUndone
    await tell_changed(conn, act.circle_id, "gadget", gadget_id)


UNDOES: Final[Mapping[str, Undo]] = {"gadget.removed": _bring_back, "price_guess.removed": _guess_back}
