"""The words beside money: short, visible, and screened like any others."""

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.screening.text import TextScreener


def noted(screener: TextScreener, note: str, *, most: int = 100) -> str:
    """*note* as it is stored.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    kept = visible(note)[:most]
    if kept:
        must_pass(screener, kept, kind="comment")
    return kept
