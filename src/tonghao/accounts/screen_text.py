"""Screen the words that stand beside a person or an organisation; unfit ones are refused at once."""

from typing import Final

from tonghao.errors import Refusal
from tonghao.screening import policy
from tonghao.screening.house import CIRCLE_RULE, House
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown


class TextRefused(Refusal):
    """These words cannot stand here; the rule is named below. Write it in other words."""

    status = 400


class CheckerAway(Refusal):
    """Words cannot be checked at the moment, so nothing was changed. Try again in a minute."""

    status = 503


# Of a word that a circle watches its reason stands on the circle's page, beside its other rules.
_HOUSE_ZH: Final = "这个圈子自己的规则不收这样的词，规则写在圈子页上。"
_HOUSE_EN: Final = "A rule of this circle does not take such words; its rules stand on the circle's page."

# Telephone numbers, addresses, names in other apps: elsewhere they get a label.
CONTACTS: Final = frozenset({"privacy", "spam.contact"})


def must_pass(
    screener: TextScreener,
    text: str,
    *,
    kind: str,
    never: frozenset[str] = frozenset(),
    house: House | None = None,
) -> None:
    """Let *text* pass, or say which rule it breaks: a name has no place to wait in.

    Args:
        never: Categories that cannot stand here however mild they are; see `CONTACTS`.
        house: What the circle asks in which it stands; the stricter of policy and house counts.

    Raises:
        TextRefused: `details` has category, rule_zh and rule_en.
        CheckerAway: the checker is down; nothing unseen is shown.
    """
    try:
        verdict = screener.verdict(text, kind=kind, house=house)
    except ScreenerDown:
        raise CheckerAway from None
    found = verdict.category if verdict.act in {"hold", "quarantine"} else None
    if found is None:
        found = next((one.category for one in verdict.findings if one.category in never), None)
    if found is not None:
        if found == CIRCLE_RULE:
            raise TextRefused(category=found, rule_zh=_HOUSE_ZH, rule_en=_HOUSE_EN)
        category = policy.category(found)
        raise TextRefused(category=category.code, rule_zh=category.rule_zh, rule_en=category.rule_en)
