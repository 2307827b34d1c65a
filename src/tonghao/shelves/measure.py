"""Measure: how useful a question and its answers were. A change is a new version."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from math import log1p, sqrt
from typing import Final
from uuid import UUID

from tonghao.shelves.types import UsefulnessRule

RULE: Final = UsefulnessRule(
    version="2026-11",
    solved=10.0,
    thanks=4.0,
    savers=3.0,
    returned=[0.25, 0.5, 0.75],
    small_members=200,
)

# Who thanked whom.
Thanked = tuple[UUID, UUID]


def weights_of(thanked: Iterable[Thanked]) -> dict[Thanked, float]:
    """What one thank from a person to another weighs in a circle.

    Thanks that lead back weigh less: a quarter when the other one thanks back, a half over one person
    between, three quarters over two. A ring that lifts itself so lifts less than as many thanks from
    people who get nothing for it.

    Args:
        thanked: (who thanked, whom), over the whole circle.
    """
    pairs = {(one, other) for one, other in thanked if one != other}
    out: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for one, other in pairs:
        out[one].add(other)
    found: dict[Thanked, float] = {}
    for one, other in pairs:
        steps = _steps(out, other, one, most=len(RULE.returned))
        found[one, other] = 1.0 if steps is None else RULE.returned[steps - 1]
    return found


def _steps(out: Mapping[UUID, set[UUID]], start: UUID, goal: UUID, *, most: int) -> int | None:
    """How many thanks lead from *start* to *goal*; None when it are more than *most*."""
    seen, waiting = {start}, deque([(start, 0)])
    while waiting:
        who, far = waiting.popleft()
        if far == most:
            continue
        for following in out.get(who, ()):
            if following == goal:
                return far + 1
            if following not in seen:
                seen.add(following)
                waiting.append((following, far + 1))
    return None


def thanks_of(thanked: Iterable[Thanked], weights: Mapping[Thanked, float]) -> float:
    """The thanks in one thread: the second of one person there counts half, the third a third, and so on.

    Args:
        thanked: One entry for each floor that somebody thanked for; thanks to oneself count nothing.
    """
    times: Counter[UUID] = Counter()
    total = 0.0
    # The heavier first, so that the order of the database decides nothing.
    for one in sorted(thanked, key=lambda pair: (-weights.get(pair, 0.0), pair)):
        if one[0] == one[1]:
            continue
        times[one[0]] += 1
        total += weights.get(one, 0.0) / times[one[0]]
    return total


def score_of(*, is_solved: bool, thanks: float, savers: int) -> float:
    """How useful a question and its answers were.

    Args:
        is_solved: With an answer that somebody else than the asker wrote.
        thanks: See `thanks_of`.
        savers: People who saved the post or a floor that they did not write.
    """
    return round(RULE.solved * is_solved + RULE.thanks * log1p(thanks) + RULE.savers * log1p(savers), 6)


def circle_score_of(*, scores: Iterable[float], members: int) -> float:
    """How useful a circle was, by the root of its size, so that small ones are seen."""
    return sum(scores) / sqrt(members + 10)
