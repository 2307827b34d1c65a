"""What a week comes to: intervals, points, clean weeks."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from tonghao.tiers.figures import (
    clean_run,
    is_clean,
    moment_of_day,
    monday_of,
    points_off,
    score_of,
    share_of,
    shares_of,
    wilson,
)
from tonghao.tiers.types import Millis, Times, Week

NOTHING = share_of(0, 0)
GOOD = Week(
    date(2016, 11, 21), Times(3, 60, 200), Times(2, 90, 100), share_of(0, 40), share_of(0, 6), share_of(0, 6),
    share_of(3000, 10080), share_of(0, 20), 40, share_of(1, 41), Millis(12, 90, 140), Times(3, 60, 200), 0, 0,
    0, None, 5, True, True, datetime(2016, 11, 28, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (2, 40, 0.0138, 0.165),
    ],
)
def test_the_interval_is_that_of_wilson(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-4)


def test_chance_alone_costs_nothing_and_a_pattern_does() -> None:
    one_of_many = msgspec.structs.replace(GOOD, missed=share_of(1, 60))
    several = msgspec.structs.replace(GOOD, missed=share_of(4, 8))
    assert points_off(shares_of([one_of_many])) == {}
    assert score_of(shares_of([several])) == 3
    assert score_of(shares_of([several, msgspec.structs.replace(GOOD, leaks=share_of(4, 20))])) == 1


def test_a_week_is_clean_when_nothing_slipped_and_somebody_was_there() -> None:
    assert is_clean(GOOD)
    for spoilt in (
        {"missed": share_of(1, 60)},
        {"leaks": share_of(1, 500)},
        {"covered": share_of(400, 10080)},
        {"overturned": share_of(4, 6)},
    ):
        assert not is_clean(msgspec.structs.replace(GOOD, **spoilt))
    assert is_clean(msgspec.structs.replace(GOOD, leaks=NOTHING, missed=NOTHING))


def test_clean_weeks_count_back_from_the_last_that_is_over() -> None:
    goes_on = msgspec.structs.replace(GOOD, is_over=False, is_clean=False)
    bad = msgspec.structs.replace(GOOD, is_clean=False)
    assert clean_run([goes_on, GOOD, GOOD, bad, GOOD]) == 2
    assert clean_run([]) == 0


def test_a_week_begins_on_the_clock_of_the_circle() -> None:
    late = datetime(2016, 11, 27, 20, tzinfo=UTC)
    assert monday_of("Asia/Shanghai", late) == date(2016, 11, 28)
    assert monday_of("Europe/London", late) == date(2016, 11, 21)
    assert moment_of_day("Asia/Shanghai", date(2016, 11, 28)) == datetime(2016, 11, 27, 16, tzinfo=UTC)
