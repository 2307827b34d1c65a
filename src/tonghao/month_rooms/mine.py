"""What month-age rooms hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "children": "SELECT to_jsonb(t) AS row FROM children t WHERE t.account_id = $1",
}
