"""What growth holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "growth": "SELECT to_jsonb(t) AS row FROM growth t WHERE t.account_id = $1",
    "growth_points": "SELECT to_jsonb(t) AS row FROM growth_points t WHERE t.account_id = $1",
    "circle_sign_ins": "SELECT to_jsonb(t) AS row FROM circle_sign_ins t WHERE t.account_id = $1",
}
