"""Cut: a text into the words under which it is found."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple
from uuid import UUID

import rjieba

from tonghao.screening.normalise import Normalised

# PostgreSQL counts places in a text no further than this.
_LAST_PLACE: Final = 16_383
# It keeps no more of one word.
_PLACES_OF_A_WORD: Final = 200
_LONGEST_WORD: Final = 60
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD: Final = re.compile(r"\w")


class Token(NamedTuple):
    """A word and where it begins in the plain text, in characters."""

    word: str
    place: int


def plain_of(text: str) -> str:
    """The text in lower case and half width, in simplified characters, without marks and invisible signs."""
    return Normalised(text).text


def stem_of(word: str) -> str:
    """An English word without its most common endings; everything else as it stands.

    Two rules are enough to bring cats to cat and running to run; a wrong stem does no harm, since
    question and text are cut alike.
    """
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3:
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


def tokens_of(plain: str) -> Iterator[Token]:
    """The words of a plain text, long ones also by their parts, without signs and spaces."""
    for word, start, _ in rjieba.tokenize(plain, "search"):
        if _WORD.search(word):
            yield Token(stem_of(word)[:_LONGEST_WORD], start)


def pieces_of(plain: str) -> Iterator[Token]:
    """Every Chinese character, and every two that stand together.

    A cutter does not know the names of cats and may part them in one sentence and not in another; by
    its characters a word is found all the same. They weigh less than words.
    """
    for place, character in enumerate(plain):
        if _HAN.match(character):
            yield Token(character, place)
            if place + 1 < len(plain) and _HAN.match(plain[place + 1]):
                yield Token(plain[place : place + 2], place)


def quoted(word: str) -> str:
    """A word as PostgreSQL reads it in tsvector and tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def tag_word(tag: str) -> str:
    """The word that stands for a tag; no text can contain it, as no token begins with a sign."""
    return "#" + plain_of(tag)


def author_word(account_id: UUID) -> str:
    """The word that stands for an author."""
    return "@" + account_id.hex


def circle_word(circle_id: UUID) -> str:
    """The word that stands for a circle."""
    return "/" + circle_id.hex


def words_of(text: str, *, author_id: UUID, circle_id: UUID, tags: list[str]) -> str:
    """The tsvector of a text, as text: words with weight A, characters and pairs with D."""
    plain = plain_of(text)
    places: dict[str, list[str]] = defaultdict(list)
    for weight, tokens in (("A", tokens_of(plain)), ("", pieces_of(plain))):
        for word, place in tokens:
            if len(places[word]) < _PLACES_OF_A_WORD:
                places[word].append(f"{min(place + 1, _LAST_PLACE)}{weight}")
    marks = [author_word(author_id), circle_word(circle_id), *map(tag_word, tags)]
    return " ".join(
        [f"{quoted(word)}:{','.join(at)}" for word, at in places.items()] + [quoted(mark) for mark in marks]
    )
