"""Behaviour: what somebody does, beside what the words say, and when that alone lets a text wait."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Final

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from tonghao.screening import policy
from tonghao.screening.normalise import Normalised
from tonghao.screening.types import Finding, Verdict

CONTACT: Final = "spam.contact"
FLOOD: Final = "flood"
BEGGING: Final = "begging"
STAGE: Final = "behaviour"

_Some = Annotated[int, msgspec.Meta(ge=1)]
# So much Latin in a row may be an account or an address; without it no short text is looked for elsewhere.
_MAY_LEAD: Final = re.compile(r"[a-z0-9]{5}")
# One digit again and again is no number of anybody.
_FEWEST_DIFFERENT: Final = 3
# Every address has this.
_LINK: Final = "://"
_LETTERS_PER_HANZI: Final = 3


class _SameText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    window_hours: _Some
    least_letters: _Some
    least_different: _Some
    own_places: _Some
    places: _Some
    authors: _Some


class _WithContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    least_letters: _Some
    own_places: _Some
    places: _Some
    authors: _Some


class _NewAccount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hours: _Some


class _Ordinary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: list[str]


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`behaviour.toml` as it stands; it says what each of them means."""

    version: str
    same_text: _SameText
    same_text_with_contact: _WithContact
    new_account: _NewAccount
    ordinary: _Ordinary


class Said(msgspec.Struct, frozen=True):
    """What of a text is looked for elsewhere.

    Attributes:
        digest: (16,) bytes of its letters as the normaliser leaves them; None where it says too little.
        letters: How many it has beside what people say to everybody.
    """

    digest: bytes | None
    letters: float


class Spread(msgspec.Struct, frozen=True):
    """In how many places the same was said within the window, this time included; of nothing, nowhere.

    Attributes:
        own_places: By the same person.
    """

    own_places: int = 0
    places: int = 0
    authors: int = 0


@cache
def behaviour() -> Behaviour:
    """The rates that are in force."""
    text = Path(__file__).with_name("behaviour.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Behaviour)


@cache
def _ordinary() -> AhoCorasick:
    """The phrases as the normaliser leaves them; of two that begin together the longer one counts."""
    plain = {Normalised(phrase).compact for phrase in behaviour().ordinary.phrases}
    return AhoCorasick(sorted(plain), matchkind=MatchKind.LeftmostLongest)


def _without_ordinary(compact: str) -> str:
    own, done = [], 0
    for _, start, end in _ordinary().find_matches_as_indexes(compact):
        own.append(compact[done:start])
        done = end
    return "".join(own) + compact[done:]


def said_of(text: str, mentioned: Iterable[str] = ()) -> Said:
    """What *text* says that nobody says by chance.

    Args:
        mentioned: The handles that it mentions, as written: whom it is said to does not make it another text.
    """
    for handle in mentioned:
        text = text.replace(f"@{handle}", "")
    compact = Normalised(text).compact
    own = _without_ordinary(compact)
    hanzi = sum(not letter.isascii() for letter in own)
    letters = hanzi + (len(own) - hanzi) / _LETTERS_PER_HANZI
    rates = behaviour()
    least, different = rates.same_text.least_letters, len(set(own))
    if _LINK in text or (different >= _FEWEST_DIFFERENT and _MAY_LEAD.search(own)):
        least = rates.same_text_with_contact.least_letters
    elif different < rates.same_text.least_different:
        return Said(None, letters)
    if letters < least:
        return Said(None, letters)
    return Said(blake2b(compact.encode("utf-8", "surrogatepass"), digest_size=16).digest(), letters)


def leads_elsewhere(text: str, verdict: Verdict) -> bool:
    """Whether *text* has a link, or a way to reach somebody elsewhere of which the check is sure."""
    return _LINK in text or (
        verdict.act != "allow" and any(one.category == CONTACT for one in verdict.findings)
    )


def is_flood(said: Said, spread: Spread, *, leads: bool) -> bool:
    """Whether so much of the same in so many places waits for a person.

    Args:
        leads: Whether it leads elsewhere.
    """
    rates = behaviour()
    usual, quick = rates.same_text, rates.same_text_with_contact
    if said.letters >= usual.least_letters and _exceeds(spread, usual):
        return True
    return leads and said.letters >= quick.least_letters and _exceeds(spread, quick)


def _exceeds(spread: Spread, rates: _SameText | _WithContact) -> bool:
    many = spread.places >= rates.places and spread.authors >= rates.authors
    return many or spread.own_places >= rates.own_places


def held_for(verdict: Verdict, category: str, source: str) -> Verdict:
    """*verdict* of a text that waits because of what its author does.

    Args:
        source: What it was, and its figures: `same_text/4/6/3` are own places, places and authors.
    """
    severity = policy.category(category).severity
    found = Finding(category, severity, 1.0, STAGE, None, f"{behaviour().version}/{source}")
    return msgspec.structs.replace(
        verdict,
        act="hold",
        severity=max(severity, verdict.severity),
        category=category,
        findings=(found, *verdict.findings),
    )
