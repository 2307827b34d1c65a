"""What tips hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "tips": "SELECT to_jsonb(t) AS row FROM tips t WHERE t.from_id = $1 OR t.to_id = $1",
    "tip_choices": "SELECT to_jsonb(t) AS row FROM tip_choices t WHERE t.account_id = $1",
    "circle_tipping": "SELECT to_jsonb(t) AS row FROM circle_tipping t WHERE t.changed_by = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "tips.from_id": "the books stay, without the person",
    "tips.to_id": "the books stay, without the person",
    "circle_tipping.changed_by": "a switch stays as it was set",
}
