"""Screen: the words of a circle are checked before anybody reads them."""

from tonghao.errors import Refusal
from tonghao.screening.policy import rule_of
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown


class CircleTextRefused(Refusal):
    """The check did not accept these words for a circle. The details name the rule; change the words."""

    status = 422


class CheckUnavailable(Refusal):
    """The check is out of order, so nothing can be published. Nothing was changed; try again soon."""

    status = 503


def screen_circle_texts(screener: TextScreener, *texts: str) -> None:
    """Refuse *texts* that would wait for a person if somebody posted them.

    A circle's name cannot wait: there is no circle without it. So what is held elsewhere is refused
    here, with the rule.

    Raises:
        CircleTextRefused: with category and rule in both languages.
        CheckUnavailable: the checker does not answer.
    """
    words = "\n".join(text for text in texts if text)
    if not words:
        return
    try:
        verdict = screener.verdict(words, kind="circle")
    except ScreenerDown:
        raise CheckUnavailable from None
    if verdict.act in {"hold", "quarantine"}:
        rule_zh, rule_en = rule_of(verdict.category)
        raise CircleTextRefused(category=verdict.category, rule_zh=rule_zh, rule_en=rule_en)
