"""Coin: the outside verifier of photos in a replay; it tosses a coin with the given recall."""

import asyncio
import hashlib
from collections.abc import Mapping
from random import Random
from typing import Final

from tonghao.media.types import RENDITIONS, Asked, Judged, Ready
from tonghao.screening import policy as policies
from tonghao.screening.photo import hits_of

_MODEL: Final = "coin-1"
# What a model says of a picture that it takes for suggestive, and of one that it passes.
_SEEN: Final = 0.85
_UNSEEN: Final = 0.05
# A grey ThumbHash; nobody looks at these pictures.
_BLUR: Final = "1QcSHQRnh493V4dIh4eXh1h4kJUI"


class CoinScreener:
    """Stands in the place of the photo process. The policy makes of its scores what it makes of a model's.

    Args:
        truth: SHA-256 -> whether the picture shows what must not stand here; the referee fills it.
        recall: Share of those that it sees.
        false_alarms: Share of the others that it takes for such.
    """

    def __init__(self, truth: Mapping[bytes, bool], *, recall: float, false_alarms: float, seed: int) -> None:
        self._truth, self._recall, self._false_alarms, self._seed = truth, recall, false_alarms, seed
        self._policy = policies.current()
        self.turn = self.making = asyncio.Lock()

    async def versions(self) -> Ready:
        """The versions that its verdicts carry."""
        return Ready(self._policy.version, _MODEL)

    async def judge(self, original: bytes, *, asks: Asked = "all") -> Judged:
        """Toss for *original*: the same picture gets the same answer in each replay of this seed."""
        digest = hashlib.sha256(original).digest()
        violating = self._truth.get(digest, False)
        share = self._recall if violating else self._false_alarms
        toss = Random(f"{self._seed}/{digest.hex()}").random()  # noqa: S311 - chance that can be repeated
        score = _SEEN if toss < share else _UNSEEN
        hits = hits_of(score, self._policy, source=_MODEL)
        verdict = self._policy.verdict(hits, model_version=_MODEL)
        # The file is one that we drew or that ships with the demo: it is handed out as it came.
        renditions = dict.fromkeys(RENDITIONS, original)
        return Judged(verdict=verdict, width=96, height=96, blur=_BLUR, renditions=renditions)

    def close(self) -> None:
        """There is nothing to end."""
