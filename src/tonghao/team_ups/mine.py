"""What team-ups hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "team_ups": "SELECT to_jsonb(t) AS row FROM team_ups t WHERE t.made_by = $1",
    "team_up_seats": "SELECT to_jsonb(t) AS row FROM team_up_seats t WHERE t.account_id = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "team_ups.made_by": "a table at which others sit goes on",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "team_ups": "a game and a time, to which others said yes",
}
