"""What search holds of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "search_texts.author_id": "words of posts and floors, cut for the search",
}
