"""Disguises for training: what evaders do to a text, done by us first.

Invisible characters, full width, traditional characters and separators are undone by the normaliser, so
they need no copies of their own; homophones and typed pinyin change what the model sees.
"""

import itertools
from collections import defaultdict
from functools import cache
from random import Random
from typing import Final

from tonghao.screening.groups import A_GROUP, GROUPS
from tonghao.screening.pinyin import syllable_of

# Shares of the characters that are replaced; evaders spare the words that carry no risk.
_SHARES: Final = (0.15, 0.3, 0.5)


def disguised(text: str, random: Random) -> str:
    """Return the text with some characters replaced by homophones, by pinyin, or by a mix of both."""
    share = random.choice(_SHARES)
    pinyin_share = random.choice((0.0, 0.5, 1.0))
    return "".join(_replaced(c, pinyin_share, random) if random.random() < share else c for c in text)


def regrouped(text: str, random: Random) -> str:
    """Return the text with every second group, by chance, swapped for another.

    It keeps the model from holding a group's mere name against a text.
    """
    return A_GROUP.sub(lambda found: random.choice(GROUPS) if random.random() < 0.5 else found[0], text)


def _replaced(character: str, pinyin_share: float, random: Random) -> str:
    syllable = syllable_of(character)
    if not syllable:
        return character
    if random.random() < pinyin_share:
        return syllable
    others = [other for other in _homophones()[syllable] if other != character]
    return random.choice(others) if others else syllable


@cache
def _homophones() -> dict[str, list[str]]:
    """Everyday characters (level 1 of GB 2312) by their reading."""
    found: dict[str, list[str]] = defaultdict(list)
    for high, low in itertools.product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        character = bytes((high, low)).decode("gb2312", "ignore")
        if character:
            found[syllable_of(character)].append(character)
    return found
