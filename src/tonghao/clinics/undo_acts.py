"""How the level above brings back a question that the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.remove_thing import brings_back
from tonghao.circles.undo_act import Undo

_QUESTION: Final = """
    UPDATE clinic_questions SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""

UNDOES: Final[Mapping[str, Undo]] = {"clinic_question.removed": brings_back("clinic", _QUESTION)}
