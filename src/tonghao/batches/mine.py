"""What batches hold of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "batches.made_by": "work for the platform, about other people's content",
    "batches.undone_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "batches.made_by": "a moderator answers for what was decided",
    "batches.undone_by": "a moderator answers for what was decided",
}
# What a deleted person wrote and what still stands, by table, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "batches": "a moderator's note about cases, as the note of a decision",
}
