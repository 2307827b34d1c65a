"""Check a handle: what it may consist of, what it looks like, whether it is free."""

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from confusable_homoglyphs.categories import unique_aliases
from confusable_homoglyphs.utils import load

from tonghao.accounts.types import HandleCheck, HandleFault
from tonghao.db import Connection
from tonghao.errors import Refusal

_OWNER: Final = "SELECT account_id FROM handle_claims WHERE skeleton = $1"
_CLAIM: Final = """
    INSERT INTO handle_claims AS c (skeleton, handle, account_id) VALUES ($1, $2, $3)
    ON CONFLICT (skeleton) DO UPDATE SET handle = excluded.handle WHERE c.account_id = excluded.account_id
    RETURNING c.account_id
"""

# Letters of one of these groups may stand together (Unicode TS 39, "highly restrictive").
_SCRIPTS: Final = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)

# Words that speak for the platform, or that stand in our addresses.
_RESERVED: Final = Path(__file__).parent / "reserved_words.txt"
_OURS: Final = "gone_"  # deleted accounts bear it


class HandleRefused(Refusal):
    """This handle cannot be used. Take 2 to 30 letters, digits or underscores; Chinese is welcome."""

    status = 400


class HandleTaken(Refusal):
    """Somebody has this handle, or one that looks just like it. Choose another one."""


def folded_handle(handle: str) -> str:
    """*handle* as it is stored and looked up: one width, small letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", handle).casefold())


def typed_handle(typed: str) -> str:
    """The handle that somebody typed, with or without an @, as it is looked up."""
    return folded_handle(typed.strip().removeprefix("@"))


@cache
def _looks() -> dict[str, str]:
    """For each character that looks like another one, the character that stands for all of them."""
    head: dict[str, str] = {}

    def head_of(char: str) -> str:
        while head.setdefault(char, char) != char:
            char = head[char]
        return char

    for char, found in load("confusables.json").items():
        for other in found:
            if len(char) == 1 == len(other["c"]):
                head[head_of(char)] = head_of(other["c"])

    # Small ASCII letters first, then large ones: l for 1 and I, and by way of O an o for 0.
    def rank(char: str) -> tuple[bool, int]:
        return not (char.isascii() and char.isalpha()), -ord(char) if char.isascii() else ord(char)

    alike: defaultdict[str, list[str]] = defaultdict(list)
    for char in list(head):
        alike[head_of(char)].append(char)
    looks: dict[str, str] = {}
    for chars in alike.values():
        best = min(chars, key=rank)
        looks.update(dict.fromkeys(chars, best.casefold() if best.isascii() else best))
    return looks


def skeleton_of(handle: str) -> str:
    """What *handle* looks like: two handles with one skeleton cannot be told apart.

    Source: Unicode TS 39, section 4, on top of NFKC and case folding; `rn` counts as `m`.
    """
    looks = _looks()
    seen = "".join(looks.get(char, char) for char in folded_handle(handle))
    return "".join(looks.get(char, char) for char in seen).replace("rn", "m")


@cache
def _reserved() -> frozenset[str]:
    return frozenset(
        skeleton_of(word).replace("l", "i") for word in _RESERVED.read_text("utf-8").splitlines()
    )


def is_reserved(text: str) -> bool:
    """Whether *text* looks like a word that speaks for the platform."""
    return skeleton_of(text).replace("l", "i") in _reserved()  # adm1n looks like admin to most people


def _fault_of(handle: str) -> HandleFault | None:
    """Why the folded *handle* cannot be used, or None."""
    if not 2 <= len(handle) <= 30:
        return "length"
    if not all(char == "_" or char.isalpha() or (char.isascii() and char.isdigit()) for char in handle):
        return "characters"
    if not any(char.isalnum() for char in handle):
        return "characters"
    scripts = set() if handle.isascii() else unique_aliases(handle) - {"COMMON"}
    if len(scripts) > 1 and not any(scripts <= group for group in _SCRIPTS):
        return "lookalike"
    if handle.startswith(_OURS) or is_reserved(handle):
        return "reserved"
    return None


def checked_handle(handle: str) -> str:
    """*handle* as it is stored.

    Raises:
        HandleRefused: `details.reason` is length, characters, lookalike or reserved.
    """
    folded = typed_handle(handle)
    fault = _fault_of(folded)
    if fault is not None:
        raise HandleRefused(reason=fault)
    return folded


async def must_be_free(conn: Connection, *, handle: str, account_id: UUID | None = None) -> None:
    """Ask before the work is done; only `claim_handle` is sure.

    Raises:
        HandleTaken: somebody else than *account_id* has it.
    """
    owner = await conn.fetchval(_OWNER, skeleton_of(handle))
    if owner is not None and owner != account_id:
        raise HandleTaken


async def check_handle(conn: Connection, *, handle: str, account_id: UUID | None) -> HandleCheck:
    """Whether *account_id*, or a newcomer, may have *handle*."""
    folded = typed_handle(handle)
    fault = _fault_of(folded)
    if fault is not None:
        return HandleCheck(folded, False, fault)
    try:
        await must_be_free(conn, handle=folded, account_id=account_id)
    except HandleTaken:
        return HandleCheck(folded, False, "taken")
    return HandleCheck(folded, True, None)


async def claim_handle(conn: Connection, *, handle: str, account_id: UUID) -> None:
    """Make the checked *handle* and everything that looks like it belong to *account_id*.

    Raises:
        HandleTaken: somebody else has it, or was quicker.

    Locks: the claim.
    """
    if await conn.fetchval(_CLAIM, skeleton_of(handle), handle, account_id) is None:
        raise HandleTaken
