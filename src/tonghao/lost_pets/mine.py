"""What lost pets hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "lost_pets": "SELECT to_jsonb(t) AS row FROM lost_pets t WHERE t.made_by = $1",
}
