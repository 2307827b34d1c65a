"""How the level above brings back what the staff of a circle took from the bench."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.remove_thing import brings_back
from tonghao.circles.undo_act import Undo

_GADGET: Final = """
    UPDATE gadgets SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING id
"""
_GUESS: Final = """
    UPDATE price_guesses SET removed_at = NULL WHERE circle_id = $1 AND id = $2 AND removed_at IS NOT NULL
    RETURNING gadget_id
"""

UNDOES: Final[Mapping[str, Undo]] = {
    "gadget.removed": brings_back("gadget", _GADGET),
    "price_guess.removed": brings_back("gadget", _GUESS),
}
