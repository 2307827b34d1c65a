"""What samples hold of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {}
NOT_MINE: Final[dict[str, str]] = {
    "samples.claimed_by": "who works on a sample is not told",
    "test_items.made_by": "work for the platform, about nobody",
    "samples.answered_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "samples.claimed_by": "a moderator answers for what was answered",
    "test_items.made_by": "who runs the place answers for its test items",
    "samples.answered_by": "a moderator answers for what was answered",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "test_items": "written for the platform, about nobody",
}
