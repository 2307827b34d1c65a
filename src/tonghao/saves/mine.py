"""What saves hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "saves": "SELECT to_jsonb(t) AS row FROM saves t WHERE t.account_id = $1",
    "save_folders": "SELECT to_jsonb(t) AS row FROM save_folders t WHERE t.account_id = $1",
}
