"""House rules: what one circle asks beyond the platform's policy. They can only make a verdict stricter."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Annotated, Final

import msgspec

from tonghao.screening.lexicon import Hit, belongs_together, stands_alone
from tonghao.screening.normalise import Normalised
from tonghao.screening.policy import Policy, is_stricter
from tonghao.screening.types import Finding, Verdict

# Stands where the policy's categories do, for what only a rule of the circle holds.
CIRCLE_RULE: Final = "circle.rule"
WORD: Final = "word"
_WORD_SEVERITY: Final = 2
_SURE: Final = 0.95
_MOST_FOUND: Final = 5

# From "held" to "held, and looked at first". What is graver is the platform's alone.
Raised = Annotated[int, msgspec.Meta(ge=2, le=3)]


class HouseWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that lets a text wait for a person.

    It is compared through the same disguises as the platform's words, and in the same straight line:
    expressions are not taken. Only those who look after the circle see the word; everybody sees why.
    """

    term: Annotated[str, msgspec.Meta(max_length=40)]
    reason: Annotated[str, msgspec.Meta(max_length=200)]


class HouseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a circle asks beyond the policy; empty asks nothing.

    Attributes:
        severities: By category, graver than the platform's; what the machine finds in it waits for a
            person, also when it is only half sure.
        no_links: Texts with links to other sites are not taken.
        photo_days: For so many days after they joined, members take no photos in.
        first_posts: So many posts of a new member wait for a person.
    """

    severities: Annotated[dict[str, Raised], msgspec.Meta(max_length=60)] = {}
    words: Annotated[list[HouseWord], msgspec.Meta(max_length=50)] = []
    no_links: bool = False
    photo_days: Annotated[int, msgspec.Meta(ge=0, le=90)] = 0
    first_posts: Annotated[int, msgspec.Meta(ge=0, le=5)] = 0


class House(msgspec.Struct, frozen=True):
    """The rules of a circle as they stand, with the number of their version."""

    number: int
    rules: HouseRules


def house_from(number: int, raw: object) -> House | None:
    """What a circle's row says; None where it asks nothing beyond the policy."""
    return House(number, msgspec.convert(raw, HouseRules)) if raw else None


def stricter(house: House, policy: Policy, text: Normalised, found: Iterable[Hit], given: Verdict) -> Verdict:
    """The stricter of the platform's verdict *given* and what the house makes of the same findings.

    Either way it names both versions, and `circle_rule` says which rule of the house decided, if one did.
    """
    rules = house.rules
    version = f"{given.policy_version}+c{house.number}"
    ours = [*_raised(rules, found), *_words(rules, text)]
    verdict = policy.verdict(ours, model_version=given.model_version)
    if not is_stricter(verdict, given):
        return msgspec.structs.replace(given, policy_version=version)
    sources = {one.source for one in verdict.findings}
    return msgspec.structs.replace(
        verdict,
        findings=(*verdict.findings, *(one for one in given.findings if one.source not in sources)),
        policy_version=version,
        circle_rule=WORD if verdict.category == CIRCLE_RULE else verdict.category,
    )


def _raised(rules: HouseRules, found: Iterable[Hit]) -> Iterator[Hit]:
    for finding, sure in found:
        severity = rules.severities.get(finding.category)
        if severity is not None:
            graver = msgspec.structs.replace(finding, severity=max(severity, finding.severity))
            yield graver, "high" if sure == "middle" else sure


def _words(rules: HouseRules, text: Normalised) -> Iterator[Hit]:
    seen = [word for word in rules.words if compact_of(word.term) in text.compact]
    if not seen:
        return
    places = text.compact_places()
    found = ((word, _place_of(compact_of(word.term), text, places)) for word in seen)
    for word, within in islice(((word, at) for word, at in found if at), _MOST_FOUND):
        span = text.span(within[0], within[-1] + 1)
        yield Finding(CIRCLE_RULE, _WORD_SEVERITY, _SURE, "circle", span, f"circle/{word.term}"), "high"


@lru_cache(maxsize=2048)
def compact_of(term: str) -> str:
    """The letters of *term* that are looked for."""
    return Normalised(term).compact


def _place_of(plain: str, text: Normalised, places: list[int]) -> list[int] | None:
    """Where *plain* stands as a word of its own; None where it does not."""
    start = text.compact.find(plain)
    while start >= 0:
        within = places[start : start + len(plain)]
        if belongs_together(text.text, within) and stands_alone(text.text, within):
            return within
        start = text.compact.find(plain, start + 1)
    return None
