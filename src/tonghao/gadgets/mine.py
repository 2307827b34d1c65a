"""What gadgets hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "gadgets": "SELECT to_jsonb(t) AS row FROM gadgets t WHERE t.made_by = $1",
    "price_guesses": "SELECT to_jsonb(t) AS row FROM price_guesses t WHERE t.account_id = $1",
}
