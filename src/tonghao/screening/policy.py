"""The policy: categories, acts, thresholds and sentences, read from `policy.toml`."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from tonghao.screening.types import Act, Finding, Verdict

Confidence = Literal["high", "middle", "low"]

_FILE: Final = Path(__file__).with_name("policy.toml")
_ORDER: Final[tuple[Act, ...]] = ("allow", "label", "hold", "quarantine")


class Category(msgspec.Struct, frozen=True):
    """One kind of trouble, with its words in both languages.

    `held_*` stands for `message_*` where content is held that the category usually only labels.
    `by_people`: no detector looks for it, only people report it. `reportable`: people may choose it.
    """

    code: str
    zh: str
    en: str
    severity: int
    eu: tuple[str, ...]
    rule_zh: str
    rule_en: str
    message_zh: str
    message_en: str
    held_zh: str = ""
    held_en: str = ""
    by_people: bool = False
    reportable: bool = True

    def held(self) -> tuple[str, str]:
        """What the author of something held reads, Chinese and English."""
        return self.held_zh or self.message_zh, self.held_en or self.message_en


class PhotoThresholds(msgspec.Struct, frozen=True):
    """From which score of the photo model a photo is held, and under which name."""

    explicit: float
    suggestive: float


class CodeRule(msgspec.Struct, frozen=True):
    """How grave a code in a photo is that leads to a chat, a payment or a person elsewhere."""

    severity: int


class BankRule(msgspec.Struct, frozen=True):
    """Of a removed post the photos are kept away from everywhere in these categories: those that are seen."""

    seen: frozenset[str]


class _EuMapping(msgspec.Struct, frozen=True):
    version: str


class Offer(msgspec.Struct, frozen=True):
    """What makes an offer of a doubtful word: the category of contacts, and how grave the word must be."""

    contact: str
    severity: int


class Labelling(msgspec.Struct, frozen=True):
    """How grave a finding is that labels a published text."""

    severity: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    eu: _EuMapping
    clocks: dict[str, Annotated[int, msgspec.Meta(ge=1, le=10_080)]]
    acts: dict[str, Act]
    gentler: dict[Act, Act]
    offer: Offer
    label: Labelling
    photo: PhotoThresholds
    codes: CodeRule
    bank: BankRule
    categories: dict[str, dict[str, object]]


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that the platform adds to the lexicon.

    It is matched like the house's own words, through every disguise, by an automaton whose cost does not
    depend on the words; expressions are not taken, since a bad one could stop the whole place.
    """

    term: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    category: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    sure: Literal["high", "middle"] = "middle"


_Severity = Annotated[int, msgspec.Meta(ge=0, le=4)]
_Score = Annotated[float, msgspec.Meta(ge=0.2, le=1)]


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the platform changes of the shipped policy; empty changes nothing.

    Attributes:
        severities: By category; unnamed ones stay.
        explicit, suggestive: From which score of the photo model, 0.2 to 1.
    """

    severities: Annotated[dict[str, _Severity], msgspec.Meta(max_length=60)] = {}
    explicit: _Score | None = None
    suggestive: _Score | None = None
    words: Annotated[list[Word], msgspec.Meta(max_length=500)] = []


class Policy:
    """One policy. Immutable; a changed one has a new version."""

    def __init__(self, file: _File, *, words: tuple[Word, ...] = ()) -> None:
        self._file = file
        self.words = words
        self.version = file.version
        self.eu_version = file.eu.version
        self.photo = file.photo
        # Minutes within which a person has looked, by severity.
        self.clocks: dict[int, int] = {int(severity): minutes for severity, minutes in file.clocks.items()}
        self.codes = file.codes
        self.bank = file.bank
        self.categories: dict[str, Category] = {
            code: msgspec.convert({"code": code, **fields}, Category)
            for code, fields in file.categories.items()
        }
        self._acts: dict[int, Act] = {int(severity): act for severity, act in file.acts.items()}
        self._gentler = file.gentler
        self._offer = file.offer
        self._labelled = file.label.severity

    @classmethod
    def load(cls, path: Path = _FILE) -> "Policy":
        """Read a policy file.

        Raises:
            msgspec.ValidationError: a field is missing, unknown or of the wrong type.
        """
        return cls(msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File))

    def with_changes(self, overlay: Overlay, *, number: int) -> "Policy":
        """This policy with what the platform changes, as its version *number*; 0 is this policy itself."""
        if number == 0:
            return self
        categories = {
            code: {**fields, "severity": overlay.severities.get(code, fields["severity"])}
            for code, fields in self._file.categories.items()
        }
        photo = PhotoThresholds(
            self.photo.explicit if overlay.explicit is None else overlay.explicit,
            self.photo.suggestive if overlay.suggestive is None else overlay.suggestive,
        )
        file = msgspec.structs.replace(
            self._file, version=f"{self._file.version}.{number}", categories=categories, photo=photo
        )
        return Policy(file, words=tuple(overlay.words))

    def category(self, code: str) -> Category:
        """Return a category by its code.

        Raises:
            KeyError: there is no such category.
        """
        return self.categories[code]

    def act_for(self, severity: int, confidence: Confidence) -> Act:
        """Return what follows from one finding."""
        if confidence == "low":
            return "allow"
        act = self._acts[severity]
        return act if confidence == "high" else self._gentler[act]

    def verdict(self, found: Iterable[tuple[Finding, Confidence]], *, model_version: str) -> Verdict:
        """Weigh findings: the gravest act wins, then severity, then score."""
        hits = self._offers(list(found))
        ranked = sorted(
            ((_ORDER.index(self.act_for(f.severity, sure)), f.severity, f.score, f) for f, sure in hits),
            key=lambda entry: entry[:3],
            reverse=True,
        )
        if not ranked or ranked[0][0] == 0:
            return Verdict("allow", 0, None, tuple(entry[3] for entry in ranked), self.version, model_version)
        act, severity, _, first = ranked[0]
        return Verdict(
            _ORDER[act],
            severity,
            first.category,
            tuple(entry[3] for entry in ranked),
            self.version,
            model_version,
            self._label(ranked),
        )

    def _label(self, ranked: Sequence[tuple[int, int, float, Finding]]) -> str | None:
        """Of a text that is published with findings, the category that others see."""
        label = _ORDER.index("label")
        if ranked[0][0] != label:
            return None
        return next((f.category for act, s, _, f in ranked if act == label and s == self._labelled), None)

    def _offers(self, found: list[tuple[Finding, Confidence]]) -> list[tuple[Finding, Confidence]]:
        """Be sure of a grave word that stands beside a way to be reached."""
        if not any(finding.category == self._offer.contact for finding, _ in found):
            return found
        return [
            (finding, "high" if sure == "middle" and finding.severity >= self._offer.severity else sure)
            for finding, sure in found
        ]


def is_stricter(one: Verdict, other: Verdict) -> bool:
    """Whether *one* lets less pass than *other*: by its act, then by its severity."""
    return (_ORDER.index(one.act), one.severity) > (_ORDER.index(other.act), other.severity)


@cache
def shipped() -> Policy:
    """Return the policy that ships with this version: number 0."""
    return Policy.load()


_in_force: list[Policy] = []


def current() -> Policy:
    """Return the policy in force in this process."""
    return _in_force[0] if _in_force else shipped()


def put_in_force(policy: Policy) -> None:
    """Let *policy* be the one in force in this process; whoever judges is told by `TextScreener.adopt`."""
    _in_force[:] = [policy]


def category(code: str) -> Category:
    """Return a category of the policy in force.

    Raises:
        KeyError: there is no such category.
    """
    return current().category(code)


def list_categories() -> Sequence[Category]:
    """Return all categories in the order of the policy file, gravest first."""
    return tuple(current().categories.values())


def rule_of(code: str | None) -> tuple[str, str]:
    """Return a category's rule, Chinese and English; empty for no category."""
    if code is None:
        return ("", "")
    found = category(code)
    return (found.rule_zh, found.rule_en)
