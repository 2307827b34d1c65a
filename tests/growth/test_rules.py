"""The rules of points, levels and streaks."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tonghao.growth.rules import NEEDS, level_of, levels_of, next_needs_of, streak_after

_START = date(2026, 11, 1)


def _signed(days: list[int]) -> list[int]:
    """The streak after each sign-in on these days since the start."""
    streak, last, forgiven, found = 0, None, None, []
    for number in days:
        today = _START + timedelta(days=number)
        streak, forgave = streak_after(streak, last, forgiven, today)
        forgiven, last = forgave or forgiven, today
        found.append(streak)
    return found


def test_a_streak_grows_by_one_a_day_and_twice_a_day_is_once():
    assert _signed([0, 1, 1, 2]) == [1, 2, 2, 3]


def test_one_missed_day_in_seven_is_forgiven():
    assert _signed([0, 2]) == [1, 2]
    assert _signed([0, 2, 4]) == [1, 2, 1], "the second missed day of a week"
    assert _signed([0, 2, 3, 4, 5, 6, 7, 9]) == [1, 2, 3, 4, 5, 6, 7, 8], "a week after the first"


def test_two_missed_days_begin_anew():
    assert _signed([0, 1, 4]) == [1, 2, 1]


def test_a_clock_that_was_set_back_begins_anew_and_loses_nothing_else():
    assert streak_after(9, _START, None, _START - timedelta(days=3)) == (1, None)


@given(st.lists(st.integers(1, 4), max_size=60))
def test_a_streak_never_counts_more_than_the_days_and_forgives_at_most_one_in_seven(gaps: list[int]):
    day, streak, last, forgiven, days, missed = _START, 0, None, None, [], []
    for gap in gaps:
        day += timedelta(days=gap)
        streak, forgave = streak_after(streak, last, forgiven, day)
        last = day
        days.append(day)
        if forgave is not None:
            missed.append(forgave)
            forgiven = forgave
        assert 1 <= streak <= len(days)
    assert all(b - a >= timedelta(days=7) for a, b in pairwise(missed))


@given(st.integers(0, 20_000), st.integers(0, 500))
def test_more_points_never_mean_a_lower_level(points: int, more: int):
    assert level_of(points) <= level_of(points + more)
    needs = next_needs_of(points)
    assert needs is None or level_of(needs) == level_of(points) + 1


def test_there_are_eighteen_levels_with_titles_of_their_own():
    levels = levels_of([], [])
    assert [one.level for one in levels] == list(range(1, 19))
    assert len({one.zh for one in levels}) == len({one.en for one in levels}) == 18
    assert (level_of(0), level_of(NEEDS[-1])) == (1, 18)
    assert levels_of(["一"] * 18, ["one"] * 18)[17].zh == "一"
