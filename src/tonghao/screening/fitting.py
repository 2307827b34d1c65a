"""Logistic regression over hashed n-grams, in NumPy: fitted once by whoever trains, never while serving."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tonghao.screening.features import BUCKETS, Buckets, scales

Floats = npt.NDArray[np.float64]
Owners = npt.NDArray[np.int64]

_MEMORY: Final = 8
_ROUNDS: Final = 80
_ENOUGH: Final = 3e-5


class Grams(NamedTuple):
    """The n-grams of many texts: bucket and owner of each."""

    buckets: Buckets
    owners: Owners
    texts: int

    def margins(self, weights: Floats, bias: float) -> Floats:
        """Return the score of each text, above zero for offensive."""
        summed = np.bincount(self.owners, weights[self.buckets], minlength=self.texts)
        return np.asarray(summed * scales(self.owners, self.texts) + bias)

    def chosen(self, keep: npt.NDArray[np.bool_]) -> "Grams":
        """Return the n-grams of the chosen texts only, renumbered."""
        renumbered = np.cumsum(keep) - 1
        inside = keep[self.owners]
        return Grams(self.buckets[inside], renumbered[self.owners[inside]], int(keep.sum()))


def log_ratios(grams: Grams, targets: Floats, importance: Floats) -> Floats:
    """Return how strongly each bucket leans to one class.

    Source: Wang and Manning, Baselines and Bigrams (ACL 2012): features scaled by the naive Bayes ratio.
    """
    for_one = np.bincount(grams.buckets, (targets * importance)[grams.owners], minlength=BUCKETS) + 1.0
    for_none = np.bincount(grams.buckets, ((1 - targets) * importance)[grams.owners], minlength=BUCKETS) + 1.0
    return np.asarray(np.abs(np.log((for_one / for_one.sum()) / (for_none / for_none.sum()))))


def fit(grams: Grams, targets: Floats, importance: Floats, *, looseness: float) -> tuple[Floats, float]:
    """Return weights and bias.

    Args:
        targets: (texts,), 1 for offensive, 0 for safe.
        importance: (texts,), how much each text counts.
        looseness: the inverse strength of the L2 penalty, positive.
    """
    ratios = log_ratios(grams, targets, importance)
    used = np.unique(grams.buckets)
    places = np.zeros(BUCKETS, dtype=np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    columns, scale, lengths = places[grams.buckets], ratios[used], scales(grams.owners, grams.texts)

    def loss(point: Floats) -> tuple[float, Floats]:
        weights, bias = point[:-1] * scale, point[-1]
        margins = np.bincount(grams.owners, weights[columns], minlength=grams.texts) * lengths + bias
        errors = importance * (_probability(margins) - targets)
        value = float(np.sum(importance * (np.logaddexp(0, margins) - targets * margins)))
        value += 0.5 / looseness * float(point[:-1] @ point[:-1])
        slopes = np.bincount(columns, (errors * lengths)[grams.owners], minlength=len(used)) * scale
        return value, np.append(slopes + point[:-1] / looseness, errors.sum())

    best = _least(loss, np.zeros(len(used) + 1))
    weights = np.zeros(BUCKETS)
    weights[used] = best[:-1] * scale
    return weights, float(best[-1])


def _probability(margins: Floats) -> Floats:
    return 0.5 * (1.0 + np.tanh(0.5 * margins))


def _least(loss: Callable[[Floats], tuple[float, Floats]], point: Floats) -> Floats:
    """Minimise by L-BFGS with halving steps (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
    value, slope = loss(point)
    history: list[tuple[Floats, Floats]] = []
    for _ in range(_ROUNDS):
        direction = _direction(slope, history)
        step, descent = 1.0, float(slope @ direction)
        while True:
            moved = point - step * direction
            moved_value, moved_slope = loss(moved)
            if moved_value <= value - 1e-4 * step * descent or step < 1e-6:
                break
            step /= 2
        if (moved - point) @ (moved_slope - slope) > 1e-12:
            history = [*history[1 - _MEMORY :], (moved - point, moved_slope - slope)]
        gained = value - moved_value
        point, value, slope = moved, moved_value, moved_slope
        if gained < _ENOUGH * abs(value):
            break
    return point


def _direction(slope: Floats, history: list[tuple[Floats, Floats]]) -> Floats:
    if not history:
        return slope / max(1.0, float(np.linalg.norm(slope)))
    direction = slope.copy()
    shares: list[float] = []
    for moved, change in reversed(history):
        share = float(moved @ direction) / float(moved @ change)
        shares.append(share)
        direction -= share * change
    moved, change = history[-1]
    direction *= float(moved @ change) / float(change @ change)
    for (moved, change), share in zip(history, reversed(shares), strict=True):
        direction += moved * (share - float(change @ direction) / float(moved @ change))
    return direction
