"""`python -m tonghao.replay`: one line of JSON an hour, and the outcome as the last one."""

import argparse
import json
import signal
import sys
from pathlib import Path
from statistics import median
from typing import Any, Final

import msgspec

from tonghao.log import set_up_log
from tonghao.replay.run import HOURS, Wish, replay
from tonghao.replay.watch import Frame
from tonghao.replays.assumptions import assumed, history
from tonghao.replays.types import ReplayOutcome

_MEASURED: Final = (
    "violating_views",
    "minutes_to_brake",
    "minutes_to_precheck",
    "held_elsewhere_pct",
    "tips_given",
    "tips_settled",
)


def median_of(outcomes: list[ReplayOutcome]) -> dict[str, Any]:
    """The medians over several seeds; None where a run never came to it.

    A run in which something never happened counts as one in which it took for ever.
    """
    line: dict[str, Any] = {}
    for key in _MEASURED:
        found = [getattr(one, key) for one in outcomes]
        middle = median([float("inf") if one is None else one for one in found])
        line[key] = None if middle == float("inf") else middle
    line |= {"recall": outcomes[0].recall, "seed": outcomes[0].seed}
    return line | {"seeds": len(outcomes), "runs": [msgspec.to_builtins(one) for one in outcomes]}


def show(frame: Frame) -> None:
    """One line for people: the published history on the left, this run on the right."""
    days, rest = divmod(frame.minute, 1440)
    print(
        f"  第 {days + 1} 天 {rest // 60:02d}:00 · 2016 年 {history().views_at(frame.minute):>12,}"
        f" · 同好 {frame.views:>6,} 次浏览 views"
        f" · 照片 pictures {frame.attempted:>4}，可见 shown {frame.shown:>3}",
        file=sys.stderr,
    )


def write(line: object) -> None:
    """One line of JSON for the program that listens."""
    print(json.dumps(msgspec.to_builtins(line), ensure_ascii=False), flush=True)


def run(
    *,
    recall: float,
    seed: int,
    seeds: int = 1,
    on: Path | None = None,
    changes: str = "{}",
    hours: float = HOURS,
    frames: bool = False,
) -> None:
    """Replay, and write the outcome, or the medians of several seeds, as the last line.

    Args:
        changes: JSON, assumption -> number.
        frames: Whether a program reads along; people otherwise.

    Raises:
        InvalidRequest: see `assumed`.
    """
    set_up_log()
    numbers = assumed(json.loads(changes))
    wishes = [Wish(recall, one, numbers, on, hours) for one in range(seed, seed + seeds)]
    outcomes = [replay(wish, write if frames else show) for wish in wishes]
    write(outcomes[0] if seeds == 1 else median_of(outcomes))


def main() -> None:
    """What the worker starts; people type `./tonghao replay 2016`."""
    asked = argparse.ArgumentParser(prog="tonghao.replay")
    asked.add_argument("--recall", type=float, required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--hours", type=float, default=HOURS)
    asked.add_argument("--assume", default="{}")
    asked.add_argument("--frames", action="store_true")
    wish = asked.parse_args()
    # Told to end, it takes its database along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    run(recall=wish.recall, seed=wish.seed, changes=wish.assume, hours=wish.hours, frames=wish.frames)


if __name__ == "__main__":
    main()
