"""How a panel is drawn and when its answer counts: data, not code."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from tonghao.panels.types import Answer


class PanelRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`panel_rules.toml` as it stands."""

    version: str
    seats: int
    sits_hours: int
    answer_hours: int
    last_hours: int
    quorum: int
    thirds: int
    rest_days: int
    account_days: int
    gravest: int
    never: frozenset[str]

    def may_name(self, category: str, severity: int) -> bool:
        """Whether a panel may be asked about this rule."""
        return severity <= self.gravest and category.partition(".")[0] not in self.never

    def answer_of(self, *, keeps: int, breaks: int, cannot_say: int) -> Answer | None:
        """What enough of those who answered say; None when they are too few or do not agree.

        Whoever cannot say counts among those who answered: doubt is no vote for either side.
        """
        answered = keeps + breaks + cannot_say
        if answered < self.quorum:
            return None
        if breaks * 3 >= answered * self.thirds:
            return "breaks"
        return "keeps" if keeps * 3 >= answered * self.thirds else None


@cache
def rules() -> PanelRules:
    """The rules of this release."""
    raw = files("tonghao.panels").joinpath("panel_rules.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), PanelRules)
