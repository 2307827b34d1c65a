"""How long one may appeal, and how soon a person answers: data, not code."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class AppealRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`appeal_rules.toml` as it stands."""

    version: str
    window_days: int
    answer_hours: int


@cache
def rules() -> AppealRules:
    """The rules of this release."""
    raw = files("tonghao.appeals").joinpath("appeal_rules.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), AppealRules)
