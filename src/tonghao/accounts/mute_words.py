"""Mute words: what contains one is folded away for this member, and tells them nothing."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import ProfileEdited
from tonghao.screening.normalise import Normalised

MOST_WORDS: Final = 100
_LONGEST: Final = 40
_BY_THE_LETTER: Final = re.compile(r"[a-z0-9 ]+")

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_WORDS: Final = "SELECT word, folded FROM mute_words WHERE account_id = $1 ORDER BY at DESC, folded"
_DROP: Final = "DELETE FROM mute_words WHERE account_id = $1 AND folded <> ALL($2::text[])"
_ADD: Final = """
    INSERT INTO mute_words (account_id, folded, word)
    SELECT $1, w.folded, w.word FROM unnest($2::text[], $3::text[]) AS w (folded, word)
    ON CONFLICT (account_id, folded) DO UPDATE SET word = excluded.word
"""


class MuteWordRefused(Refusal):
    """A word to mute has 1 to 40 characters, at least one of them a letter or a digit."""

    status = 400


class MuteWordsFull(Refusal):
    """You can mute a hundred words. Take some away first."""

    status = 400


def folded_word(word: str) -> str:
    """What is looked for: the plain form in which the screening reads every text.

    Letters of an alphabet keep their spaces, since `art` must not mute a party; hanzi need none.

    Raises:
        MuteWordRefused: nothing of *word* is left, or it is too long.
    """
    shown = visible(word)
    plain = Normalised(shown)
    words = " ".join(plain.text.casefold().split())
    folded = words if _BY_THE_LETTER.fullmatch(words) else plain.compact
    if not 1 <= len(shown) <= _LONGEST or not folded.strip() or len(folded) > 200:
        raise MuteWordRefused
    return folded


def contains_any(text: str, folded: Sequence[str]) -> bool:
    """Whether *text* contains one of the *folded* words, however it is disguised."""
    if not folded or not text:
        return False
    plain = Normalised(text)
    spaced = " ".join(plain.text.casefold().split())
    for word in folded:
        if _BY_THE_LETTER.fullmatch(word):
            if re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", spaced):
                return True
        elif word in plain.compact:
            return True
    return False


async def list_mute_words(conn: Connection, account_id: UUID) -> list[str]:
    """The words as they were typed, the newest first."""
    return [row["word"] for row in await conn.fetch(_WORDS, account_id)]


async def folded_words(conn: Connection, account_id: UUID) -> list[str]:
    """What is looked for in the texts that *account_id* reads."""
    return [row["folded"] for row in await conn.fetch(_WORDS, account_id)]


async def set_mute_words(conn: Connection, *, account_id: UUID, words: Iterable[str]) -> list[str]:
    """Let exactly *words* be muted; spellings that mean the same are one.

    Raises:
        MuteWordRefused, MuteWordsFull: see there.

    Emits: profile.edited. Locks: the account.
    """
    wanted = {folded_word(word): visible(word) for word in words}
    if len(wanted) > MOST_WORDS:
        raise MuteWordsFull
    await conn.execute(_LOCK, account_id)
    await conn.execute(_DROP, account_id, list(wanted))
    await conn.execute(_ADD, account_id, list(wanted), list(wanted.values()))
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await list_mute_words(conn, account_id)
