"""The public standard: what the policy says, in the words of the house, with every version kept."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from tonghao.errors import NotFound, Refusal
from tonghao.policies.types import (
    DrawnExample,
    Exempt,
    Follows,
    PublishedStandard,
    Standard,
    StandardChange,
    StandardRule,
    StandardVersion,
)
from tonghao.screening import policy as policies

_HERE: Final = Path(__file__).parent
KEPT: Final = _HERE / "standards"
_Part = Literal["severity", "category", "exception", "example", "mapping"]


class NotExcepted(Refusal):
    """This exception does not hold here: it is for other topics or rules. Choose another, or none."""

    status = 400


class _Sentence(msgspec.Struct, frozen=True):
    zh: str
    en: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    date: date
    told_zh: str
    told_en: str
    follows: tuple[_Sentence, ...]
    exceptions: tuple[Exempt, ...]
    examples: tuple[DrawnExample, ...]


@cache
def current_standard() -> Standard:
    """The newest standard: the policy that ships, with exceptions and examples."""
    return _standard_under(policies.shipped())


@lru_cache(maxsize=4)
def _standard_under(policy: policies.Policy) -> Standard:
    text = (_HERE / "standard.toml").read_text("utf-8")
    file = msgspec.convert(tomllib.loads(text), _File)
    return Standard(
        file.version,
        file.date,
        file.told_zh,
        file.told_en,
        policy.version,
        policy.eu_version,
        tuple(
            Follows(severity, policy.act_for(severity, "high"), policy.clocks[severity], said.zh, said.en)
            for severity, said in enumerate(file.follows)
        ),
        tuple(_rule_of(category) for category in policy.categories.values()),
        file.exceptions,
        file.examples,
    )


def _rule_of(category: policies.Category) -> StandardRule:
    return StandardRule(
        category.code,
        category.zh,
        category.en,
        category.severity,
        category.rule_zh,
        category.rule_en,
        category.by_people,
        category.reportable,
        category.eu,
    )


@cache
def kept_standards() -> Mapping[str, Standard]:
    """Every version that was published, oldest first."""
    found = [msgspec.json.decode(file.read_bytes(), type=Standard) for file in KEPT.glob("*.json")]
    return {one.version: one for one in sorted(found, key=lambda one: (one.date, one.version))}


def get_standard(version: str | None = None) -> PublishedStandard:
    """A version with what changed since the one before it; the one in force when left out.

    Raises:
        NotFound: there was no such version.
    """
    kept = kept_standards()
    versions = list(kept)
    wanted = version or current_standard().version
    if wanted not in kept:
        raise NotFound
    place = versions.index(wanted)
    before = kept[versions[place - 1]] if place else None
    return PublishedStandard(
        kept[wanted],
        None if before is None else _head_of(before),
        [] if before is None else changes_between(before, kept[wanted]),
        [_head_of(one) for one in reversed(list(kept.values()))],
        [] if wanted != versions[-1] else _changed_since(kept[wanted]),
    )


def _changed_since(standard: Standard) -> list[StandardChange]:
    """What the platform's policy in force says otherwise than the newest standard."""
    return changes_between(standard, _standard_under(policies.current()))


def _head_of(standard: Standard) -> StandardVersion:
    return StandardVersion(standard.version, standard.date, standard.told_zh, standard.told_en)


def changes_between(before: Standard, after: Standard) -> list[StandardChange]:
    """What differs, word for word: severities first, then categories, exceptions, examples."""
    found = [
        *_differences("severity", _by(before.follows, "severity"), _by(after.follows, "severity")),
        *_differences("category", _by(before.categories, "code"), _by(after.categories, "code")),
        *_differences("exception", _by(before.exceptions, "code"), _by(after.exceptions, "code")),
        *_differences("example", _by(before.examples, "drawing"), _by(after.examples, "drawing")),
    ]
    if before.eu_version != after.eu_version:
        found.append(
            StandardChange("mapping", "eu", "changed", "version", before.eu_version, after.eu_version)
        )
    return found


def _by(structs: Sequence[msgspec.Struct], key: str) -> dict[str, dict[str, Any]]:
    return {str(getattr(one, key)): msgspec.to_builtins(one) for one in structs}


def _differences(
    part: _Part, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> Iterable[StandardChange]:
    for code in dict.fromkeys([*before, *after]):
        if code not in after:
            yield StandardChange(part, code, "removed")
        elif code not in before:
            yield StandardChange(part, code, "added")
        else:
            for field, value in after[code].items():
                was = before[code].get(field)
                if was != value:
                    yield StandardChange(part, code, "changed", field, _said(was), _said(value))


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def exceptions_for(topic: str | None) -> list[Exempt]:
    """Which exceptions hold in a circle about *topic*; none outside circles."""
    return [one for one in current_standard().exceptions if topic in one.topics]


def must_be_excepted(code: str, *, topic: str | None, category: str) -> Exempt:
    """The exception *code*, if a person may release by it what *category* names in a circle about *topic*.

    Raises:
        NotExcepted: it is for other topics or other categories, or there is none such.
    """
    for one in exceptions_for(topic):
        if one.code == code and category in one.categories:
            return one
    raise NotExcepted


def keep_current() -> Path:
    """Write the standard in force into the folder of published versions; for whoever changes it."""
    standard = current_standard()
    path = KEPT / f"{standard.version}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(standard), indent=1) + b"\n")
    return path
