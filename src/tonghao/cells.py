"""Cells of a table for a spreadsheet: what somebody wrote is never taken for a formula. Pure."""

from typing import Final

# Full-width signs too: where people write Chinese, programs read them as the others.
_BEGIN_FORMULAS: Final = frozenset("=+-@＝＋－＠\t\r\n")


def cell(words: str) -> str:
    """*words* as a spreadsheet may read them: what would begin a formula is told apart by an apostrophe."""
    return f"'{words}" if words[:1] in _BEGIN_FORMULAS else words
