"""Assumptions: what a replay takes for granted about people, each a number that can be changed."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from tonghao.errors import InvalidRequest

_HERE: Final = Path(__file__).parent


class Assumption(msgspec.Struct, frozen=True):
    """One number: `value` as it ships, and what may be put in its place."""

    group: str
    key: str
    value: float
    least: float
    most: float
    zh: str
    en: str


class AssumptionGroup(msgspec.Struct, frozen=True):
    key: str
    zh: str
    en: str


class Fact(msgspec.Struct, frozen=True):
    """Something that was published about those days."""

    zh: str
    en: str


class History(msgspec.Struct, frozen=True):
    """What was published: from nothing to so many page views in so many hours.

    Attributes:
        first_views: Where our curve between the two published points begins.
    """

    hours: int
    views: int
    first_views: int
    source_zh: str
    source_en: str
    facts: list[Fact]

    def views_at(self, minute: float) -> int:
        """Page views after *minute* minutes: even doubling from the first views to the published number."""
        if minute <= 0:
            return 0
        share = min(1.0, minute / (self.hours * 60))
        growth: float = (self.views / self.first_views) ** share
        return round(self.first_views * growth)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    group: list[AssumptionGroup]
    assumption: list[Assumption]


@cache
def _file() -> _File:
    return msgspec.convert(tomllib.loads((_HERE / "assumptions.toml").read_text("utf-8")), _File)


@cache
def history() -> History:
    """The published history of the four days."""
    return msgspec.convert(tomllib.loads((_HERE / "history.toml").read_text("utf-8")), History)


def list_groups() -> list[AssumptionGroup]:
    """The headings, in the order of the page."""
    return _file().group


def list_assumptions() -> list[Assumption]:
    """All of them, as they ship."""
    return _file().assumption


def version() -> str:
    """Which set of assumptions this is."""
    return _file().version


def assumed(changes: Mapping[str, float]) -> dict[str, float]:
    """Every assumption of a run by its key, with *changes* in place of what ships.

    Raises:
        InvalidRequest: there is no such assumption, or the number is out of its range.
    """
    known = {one.key: one for one in list_assumptions()}
    wrong = [
        key
        for key, number in changes.items()
        if key not in known or not known[key].least <= number <= known[key].most
    ]
    if wrong:
        raise InvalidRequest(fields=sorted(wrong), reason="no such assumption, or out of its range")
    return {key: float(changes.get(key, one.value)) for key, one in known.items()}
