"""Clean: what somebody typed becomes a text that can be stored, searched and shown."""

import re
import unicodedata
from typing import Final

from tonghao.errors import Refusal

MOST_IN_POST: Final = 20_000
MOST_IN_COMMENT: Final = 5_000

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
# Embeddings, overrides and isolates turn the reading direction of whatever stands behind them.
_TURNS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS: Final = "".join(
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"
)
_DROPPED: Final = str.maketrans("", "", _TURNS + _CONTROLS)
_LINE_ENDS: Final = re.compile("\r\n?|\x85|\u2028|\u2029")
_SEEN: Final = re.compile("[0-9A-Za-z\u3041-\u30ff\u4e00-\u9fff]")
# Letters by their category, and yet nothing is seen of them.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class TextUnreadable(Refusal):
    """The text has characters that cannot be stored. Remove them, or type it again."""

    status = 400


class TextTooLong(Refusal):
    """The text is too long. The details say how many characters it may have."""

    status = 400


class TextEmpty(Refusal):
    """There is nothing to read in this text. Write a word, or add a photo to a post."""

    status = 400


def cleaned(text: str, *, most: int, may_be_empty: bool = False) -> str:
    """The text as it is stored: one kind of line end, no control characters, no turned reading order.

    Args:
        most: Characters (code points) that the cleaned text may have.
        may_be_empty: Whether photos say enough.

    Raises:
        TextUnreadable: NUL or half of a surrogate pair.
        TextTooLong: more than *most* characters.
        TextEmpty: nothing of it can be seen.
    """
    if _UNSTORABLE.search(text):
        raise TextUnreadable
    cleaned = _LINE_ENDS.sub("\n", text).translate(_DROPPED).strip()
    if len(cleaned) > most:
        raise TextTooLong(most=most, length=len(cleaned))
    if not is_seen(cleaned):
        if may_be_empty:
            return ""
        raise TextEmpty
    return cleaned


def is_seen(text: str) -> bool:
    """Whether any character of *text* leaves a trace on the page."""
    if _SEEN.search(text):
        return True
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _BLANK_LETTERS for char in text)
