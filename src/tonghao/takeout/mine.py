"""What takeouts hold of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {
    "takeouts": "SELECT to_jsonb(t) AS row FROM takeouts t WHERE t.account_id = $1",
}
