"""What challenges hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "challenges": "SELECT to_jsonb(t) AS row FROM challenges t WHERE t.made_by = $1",
    "challengers": "SELECT to_jsonb(t) AS row FROM challengers t WHERE t.account_id = $1",
    "challenge_marks": "SELECT to_jsonb(t) AS row FROM challenge_marks t WHERE t.account_id = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "challenges.made_by": "the circle's own challenge goes on with those who joined",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "challenges": "written for the circle by who ran it",
}
