"""What readings hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "readings": "SELECT to_jsonb(t) AS row FROM readings t WHERE t.made_by = $1",
    "section_reads": "SELECT to_jsonb(t) AS row FROM section_reads t WHERE t.account_id = $1",
    "margins": "SELECT to_jsonb(t) AS row FROM margins t WHERE t.account_id = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "readings.made_by": "the circle's own reading month goes on",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "readings": "written for the circle by who ran it",
}
