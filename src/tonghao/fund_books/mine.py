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
    "fund_payouts": """
        SELECT to_jsonb(t) - 'ended_by' - 'tries' AS row
          FROM fund_payouts t
         WHERE t.proposed_by = $1 OR t.to_id = $1
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "fund_entries.confirmed_by": "a public book says who confirmed",
    "fund_entries.media_owner": "a bill is one of the photos",
    "fund_payouts.ended_by": "the book says who confirmed",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "funds.made_by": "the circle's book goes on",
    "fund_entries.entered_by": "a public book is never changed",
    "fund_entries.confirmed_by": "a public book is never changed",
    "fund_payouts.proposed_by": "who spends a fund's money answers for it",
    "fund_payouts.ended_by": "who spends a fund's money answers for it",
    "fund_payouts.to_id": "money that moved stays in the book",
    "fund_entries.media_owner": "where the file of a bill lay; the file is deleted",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "funds": "a public book is never changed",
    "fund_entries": "a public book is never changed",
    "fund_payouts": "what a fund is spent for stays with its book",
}
