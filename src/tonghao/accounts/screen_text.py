"""Screen the words that stand beside a person or an organisation; unfit ones are refused at once."""

from tonghao.errors import Refusal
from tonghao.screening import policy
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown


class TextRefused(Refusal):
    """These words cannot stand here; the rule is named below. Write it in other words."""

    status = 400


class CheckerAway(Refusal):
    """Words cannot be checked at the moment, so nothing was changed. Try again in a minute."""

    status = 503


def must_pass(screener: TextScreener, text: str, *, kind: str) -> None:
    """Let *text* pass, or say which rule it breaks: a name has no place to wait in.

    Raises:
        TextRefused: `details` has category, rule_zh and rule_en.
        CheckerAway: the checker is down; nothing unseen is shown.
    """
    try:
        verdict = screener.verdict(text, kind=kind)
    except ScreenerDown:
        raise CheckerAway from None
    if verdict.act in {"hold", "quarantine"} and verdict.category is not None:
        category = policy.category(verdict.category)
        raise TextRefused(category=category.code, rule_zh=category.rule_zh, rule_en=category.rule_en)
