"""How the level above brings back a notice that the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.remove_thing import brings_back
from tonghao.circles.undo_act import Undo

_NOTICE: Final = """
    UPDATE lost_pets SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""

UNDOES: Final[Mapping[str, Undo]] = {"lost_pet.removed": brings_back("lost_pet", _NOTICE)}
