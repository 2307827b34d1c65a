"""What appeals hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "appeals": "SELECT to_jsonb(t) - 'decided_by' AS row FROM appeals t WHERE t.appellant_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "appeals.decided_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "appeals.appellant_id": "the appeal counts in the statistics; its words are blank",
    "appeals.decided_by": "whoever answered an appeal answers for it",
}
