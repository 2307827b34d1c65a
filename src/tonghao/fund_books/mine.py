"""What fund books hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "funds": "SELECT to_jsonb(t) AS row FROM funds t WHERE t.made_by = $1",
    "fund_entries": """
        SELECT to_jsonb(t) - 'confirmed_by' AS row
          FROM fund_entries t
         WHERE t.entered_by = $1
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "fund_entries.confirmed_by": "a public book says who confirmed",
    "fund_entries.media_owner": "a bill is one of the photos",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "funds.made_by": "the circle's book goes on",
    "fund_entries.entered_by": "a public book is never changed",
    "fund_entries.confirmed_by": "a public book is never changed",
    "fund_entries.media_owner": "where the file of a bill lay; the file is deleted",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "funds": "a public book is never changed",
    "fund_entries": "a public book is never changed",
}
