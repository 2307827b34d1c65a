"""Check a name, bio or reason: what is left when nothing invisible hides in it, and whether it may stand."""

import unicodedata
from typing import Final

from tonghao.accounts.check_handle import is_reserved
from tonghao.errors import Refusal

_LONGEST_NAME: Final = 40
_LONGEST_BIO: Final = 300
# Emoji are built with these two.
_JOINERS: Final = {"\u200d", "\ufe0f"}


class NameRefused(Refusal):
    """This name cannot be used. Take 1 to 40 visible characters that do not speak for the platform."""

    status = 400


class BioTooLong(Refusal):
    """This is too long to stand under a name. Take at most 300 characters."""

    status = 400


def visible(text: str, *, lines: bool = False) -> str:
    """*text* without control characters, direction overrides and zero-width characters.

    Args:
        lines: Whether line breaks stay; otherwise every run of space becomes one space.
    """
    kept = "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char in _JOINERS or char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
    )
    if not lines:
        return " ".join(kept.split()).strip("".join(_JOINERS))
    return "\n".join(" ".join(line.split()) for line in kept.strip().splitlines())


class ReasonNeeded(Refusal):
    """Say why, in words that can be seen."""

    status = 400


def checked_reason(reason: str) -> str:
    """*reason* as it is stored; it may have lines.

    Raises:
        ReasonNeeded: nothing of it can be seen.
    """
    kept = visible(reason, lines=True).strip("".join(_JOINERS))
    if not any(unicodedata.category(char)[0] in "LNSP" for char in kept):
        raise ReasonNeeded
    return kept


def checked_name(name: str) -> str:
    """*name* as it is stored.

    Raises:
        NameRefused: `details.reason` is length or reserved.
    """
    kept = visible(name)
    if not 1 <= len(kept) <= _LONGEST_NAME or not any(
        unicodedata.category(char)[0] in "LNSP" for char in kept
    ):
        raise NameRefused(reason="length")
    if is_reserved(kept.replace(" ", "")):
        raise NameRefused(reason="reserved")
    return kept


def checked_bio(bio: str) -> str:
    """*bio* as it is stored; it may have lines.

    Raises:
        BioTooLong: more than 300 characters.
    """
    kept = visible(bio, lines=True)
    if len(kept) > _LONGEST_BIO:
        raise BioTooLong(characters=len(kept))
    return kept
