"""How the level above brings back what the staff of a circle took out of a challenge."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.remove_thing import brings_back
from tonghao.circles.undo_act import Undo

_MARK: Final = """
    UPDATE challenge_marks SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING challenge_id
"""

UNDOES: Final[Mapping[str, Undo]] = {"challenge_mark.removed": brings_back("challenge", _MARK)}
