"""Away: what stands in for the text screener while its model or the deployer's list cannot be read."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from tonghao.log import log
from tonghao.screening import policy as policies
from tonghao.screening.house import House
from tonghao.screening.policy import Policy
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown, Verdict, Versions


class AwayScreener(TextScreener):
    """Judges nothing: what has a place to wait in waits, the rest is refused, and everything can be read."""

    def __init__(self, reason: str, policy: Policy | None = None) -> None:
        self.reason = reason
        self._policy = policy or policies.current()
        self._part: tuple[str, int] | None = None

    @property
    def versions(self) -> Versions:
        return Versions(self._policy.version, "", "away")

    @property
    def staged(self) -> tuple[str, int] | None:
        return self._part

    def stage(self, other: TextScreener | None, share: int) -> None:
        self._part = None if other is None else (other.versions.policy, share)

    def under(self, policy: Policy) -> TextScreener:
        return AwayScreener(self.reason, policy)

    def adopt(self, other: TextScreener) -> None:
        if isinstance(other, AwayScreener):
            self._policy = other._policy

    def verdicts(
        self,
        texts: Sequence[str],
        *,
        kind: str = "post",
        house: House | None = None,
        circle_id: UUID | None = None,
    ) -> list[Verdict]:
        """Raises ScreenerDown, always."""
        raise ScreenerDown(self.reason)


def load_or_wait(model_path: Path | None, *, legal_list: Path | None) -> TextScreener:
    """The text screener, or one that judges nothing until the server is started with what is missing."""
    try:
        return TextScreener.load(model_path, legal_list=legal_list)
    except ScreenerDown as down:
        log.error("texts wait: they cannot be checked", reason=str(down))
        return AwayScreener(str(down))
