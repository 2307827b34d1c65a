"""The rates at which the breaker trips: versioned data."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec


class Rates(msgspec.Struct, frozen=True):
    """`breaker.toml` as it stands; the replay brings its own."""

    version: str
    window_minutes: float
    before_minutes: float
    least_views: int
    growth: float
    signals: int
    grave_signals: int
    photo_classes: list[str]
    hours: int


@cache
def rates() -> Rates:
    """The rates that are in force."""
    text = (Path(__file__).parent / "breaker.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Rates)
