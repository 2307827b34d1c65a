"""The test bench: one text, judged as it is now and as it would be."""

import asyncio

from tonghao.policies.types import Trial
from tonghao.policies.write_version import must_make_sense
from tonghao.screening.policy import Overlay, shipped
from tonghao.screening.text import TextScreener

# Only in trials; no version that is kept has this number.
_TRIAL = 1_000_000_000


async def try_text(screener: TextScreener, *, text: str, overlay: Overlay) -> Trial:
    """Judge *text* under the policy in force and under *overlay*; nothing is kept.

    Raises:
        PolicyEmpty, UnknownPolicyCategory, PolicyContradictory: see `must_make_sense`.
        ScreenerDown: the check failed.
    """
    must_make_sense(overlay)
    policy = shipped().with_changes(overlay, number=_TRIAL)

    def judge() -> Trial:
        return Trial(screener.verdict(text), screener.under(policy).verdict(text))

    return await asyncio.to_thread(judge)
