"""The rates at which the breaker trips: versioned data."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec


class Rates(msgspec.Struct, frozen=True):
    """`breaker.toml` as it stands; it says what each of them means."""

    version: str
    window_minutes: float
    before_minutes: float
    least_views: int
    growth: float
    signals: int
    signal_minutes: float
    least_tippers: int
    signals_with_tips: int
    holds_alone: int
    least_share: float
    usual_days: int
    words_least_views: int
    grave_reports: int
    photo_classes: list[str]
    like_spam: list[str]
    hours: int


@cache
def rates() -> Rates:
    """The rates that are in force."""
    text = (Path(__file__).parent / "breaker.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Rates)
