"""What hunts hold of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {}
NOT_MINE: Final[dict[str, str]] = {
    "hunt_hits.owner_id": "what was held is told by the photo itself and its case",
    "hunts.made_by": "work for the platform, about other people's content",
    "hunts.confirmed_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "hunts.made_by": "who began a hunt answers for it",
    "hunts.confirmed_by": "who let a hunt take effect answers for it",
}
WORDS_STAY: Final[dict[str, str]] = {
    "hunts": "the reason of an act of moderation, as in the audit log",
}
