"""How much is sampled: versioned data."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec


class SampleRates(msgspec.Struct, frozen=True):
    """`rates.toml` as it stands."""

    version: str
    share: float
    least_a_day: int
    most_a_day: int
    one_test_in: int
    rest_days: int
    kept_days: int
    agreement_weeks: int


@cache
def rates() -> SampleRates:
    """The rates that are in force."""
    text = (Path(__file__).parent / "rates.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), SampleRates)
