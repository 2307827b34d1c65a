"""Known: a photo that looks like a removed one is held under the same name, whatever the model says."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.screening import policy as policies
from tonghao.screening.types import Act, Finding, Verdict

STAGE: Final = "bank"
_RANK: Final[dict[Act, int]] = {"allow": 0, "label": 1, "hold": 2, "quarantine": 3}
_BITS: Final = 256


def with_known(verdict: Verdict, *, category: str, entry_id: UUID, distance: int) -> Verdict:
    """*verdict* with the finding that the photo is a known one; at least a hold comes of it.

    A person looks at it again, since the hash may be mistaken; until then nobody else sees it.

    Args:
        category: Why the known one was removed.
        distance: Bits that differ, 0 to 31.
    """
    policy = policies.current()
    severity = policy.category(category).severity
    act: Act = "quarantine" if policy.act_for(severity, "high") == "quarantine" else "hold"
    score = round(1 - distance / _BITS, 4)
    finding = Finding(category, severity, score, STAGE, None, f"bank:{entry_id}")
    replace = msgspec.structs.replace
    if (_RANK[verdict.act], verdict.severity) > (_RANK[act], severity):
        return replace(verdict, findings=(*verdict.findings, finding))
    return replace(
        verdict,
        act=act,
        severity=severity,
        category=category,
        findings=(finding, *verdict.findings),
        label=None,
    )


def entry_of(verdict: Verdict) -> UUID | None:
    """The entry of the bank that held a photo, if one did."""
    for finding in verdict.findings:
        if finding.stage == STAGE:
            return UUID(finding.source.removeprefix("bank:"))
    return None


def distance_of(verdict: Verdict) -> int | None:
    """How many bits a photo differs from the known one that held it."""
    for finding in verdict.findings:
        if finding.stage == STAGE:
            return round((1 - finding.score) * _BITS)
    return None
