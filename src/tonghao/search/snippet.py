"""Snippet: the words around what was found, in pieces that say which of them was asked for.

Pieces and not HTML: whoever shows them escapes them as any other text, so nothing that a person wrote
can become markup on its way.
"""

import re
from typing import Final

from tonghao.screening.normalise import Normalised
from tonghao.search.types import Piece

_LENGTH: Final = 120
_BEFORE: Final = 30
_LINK: Final = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS: Final = re.compile(r"(?m)^\s{0,3}(?:[>#]+|[-*+]|\d+\.)\s+|[*`~]{1,3}")
_SPACE: Final = re.compile(r"\s+")


def without_markup(text: str) -> str:
    """A post's text in one line, without the signs that shape it."""
    return _SPACE.sub(" ", _MARKS.sub("", _LINK.sub(r"\1", text))).strip()


def snippet_of(text: str, shown: list[str]) -> list[Piece]:
    """About 120 characters of *text* around the first word asked for.

    Args:
        shown: Words in plain form; an English word marks the whole word that begins with it.
    """
    line = without_markup(text)
    # Beyond this the way back to what was written would cost more than the search itself.
    line = line[:4_000] if _place_in(line[:4_000], shown) is not None else line
    marks = _marked(line, shown)
    first = marks[0][0] if marks else 0
    start = max(0, first - _BEFORE) if first + 20 > _LENGTH else 0
    end = min(len(line), start + _LENGTH)
    pieces: list[Piece] = []
    if start > 0:
        pieces.append(Piece("…"))
    done = start
    for begin, stop in marks:
        if begin >= end or begin < done:
            continue
        if begin > done:
            pieces.append(Piece(line[done:begin]))
        pieces.append(Piece(line[begin:stop], True))
        done = stop
    if done < end:
        pieces.append(Piece(line[done:end]))
    if max(done, end) < len(line):
        pieces.append(Piece("…"))
    return pieces


def _pattern(shown: list[str]) -> re.Pattern[str] | None:
    ways = [
        rf"(?<![a-z0-9]){re.escape(word)}[a-z]*" if word[0].isascii() else re.escape(word)
        for word in sorted(set(shown), key=len, reverse=True)
        if word
    ]
    return re.compile("|".join(ways)) if ways else None


def _place_in(line: str, shown: list[str]) -> re.Match[str] | None:
    pattern = _pattern(shown)
    return pattern.search(Normalised(line).text) if pattern else None


def _marked(line: str, shown: list[str]) -> list[tuple[int, int]]:
    """Where in *line* words stand that were asked for, in order."""
    pattern = _pattern(shown)
    if pattern is None:
        return []
    plain = Normalised(line)
    return [plain.span(*found.span()) for found in pattern.finditer(plain.text)]
