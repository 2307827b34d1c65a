"""Try house rules: what a text would meet under rules that are not set yet; nothing is kept."""

import asyncio
from typing import Annotated

import msgspec
from msgspec import Meta

from tonghao.accounts.screen_text import CheckerAway
from tonghao.circles.access import Access
from tonghao.circles.set_house_rules import checked_rules
from tonghao.markup import html_of, leads_away
from tonghao.screening.house import CIRCLE_RULE, House, HouseRules
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown, Verdict


class NewHouseTrial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules as they might be set, and a text that somebody might write."""

    rules: HouseRules
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


class HouseTrial(msgspec.Struct, frozen=True):
    """What becomes of the text: by the platform's policy alone, and with the rules.

    Attributes:
        category: Under which it waits then; circle.rule for a word of the circle. Null when it does not.
        words: Which of the circle's words were found.
        link_refused: It has a link, and the rules take none.
    """

    platform: str
    house: str
    category: str | None
    words: list[str]
    link_refused: bool


async def try_house_rules(screener: TextScreener, *, access: Access, trial: NewHouseTrial) -> HouseTrial:
    """Judge a text under the platform's policy alone, and under rules that may become the circle's.

    Raises:
        NotAllowed: the person may not edit the circle.
        HouseMilder, HouseCategoryUnknown, HouseWordRefused: see `checked_rules`.
        CheckerAway: nobody can tell at the moment.
    """
    access.must("edit_circle")
    rules = checked_rules(trial.rules)
    house = House(0, rules)

    def judge() -> tuple[Verdict, Verdict]:
        circle_id = access.circle_id
        plain = screener.verdict(trial.text, circle_id=circle_id)
        return plain, screener.verdict(trial.text, circle_id=circle_id, house=house)

    try:
        plain, strict = await asyncio.to_thread(judge)
    except ScreenerDown:
        raise CheckerAway from None
    waits = strict.act in {"hold", "quarantine"}
    words = [one.source.partition("/")[2] for one in strict.findings if one.category == CIRCLE_RULE]
    return HouseTrial(
        plain.act,
        strict.act,
        strict.category if waits else None,
        words,
        rules.no_links and leads_away(html_of(trial.text)),
    )
