"""What media hold of one person; the photos themselves go along. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "uploads": "SELECT to_jsonb(t) - 'sha256' AS row FROM uploads t WHERE t.owner_id = $1",
    "media": "SELECT to_jsonb(t) - 'verdict' - 'sha256' - 'look' AS row FROM media t WHERE t.owner_id = $1",
    "media_uses": "SELECT to_jsonb(t) AS row FROM media_uses t WHERE t.owner_id = $1",
}
