"""What the feed holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "feed_mutes": "SELECT to_jsonb(t) AS row FROM feed_mutes t WHERE t.account_id = $1",
}
