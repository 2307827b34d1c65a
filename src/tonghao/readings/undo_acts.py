"""How the level above brings back a note that the staff of a circle took out of a margin."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.remove_thing import brings_back
from tonghao.circles.undo_act import Undo

_NOTE: Final = """
    UPDATE margins SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING reading_id
"""

UNDOES: Final[Mapping[str, Undo]] = {"margin.removed": brings_back("reading", _NOTE)}
