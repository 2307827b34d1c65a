"""Periods begin and end on the platform's own clock."""

from datetime import UTC, datetime

import pytest

from tonghao.meter.periods import bounds_of, periods_between, periods_of

ZONE = "Asia/Shanghai"


def test_the_last_night_of_a_year_belongs_to_the_next_one_in_shanghai() -> None:
    moment = datetime(2026, 12, 31, 17, tzinfo=UTC)
    assert periods_of(moment, ZONE) == ("2027-H1", "2027-01")
    assert periods_of(moment, "UTC") == ("2026-H2", "2026-12")


def test_a_half_year_ends_where_the_next_begins() -> None:
    assert bounds_of("2026-H1", ZONE)[1] == bounds_of("2026-H2", ZONE)[0] == bounds_of("2026-07", ZONE)[0]
    assert bounds_of("2026-H2", ZONE)[1] == bounds_of("2026-12", ZONE)[1] == bounds_of("2027-01", ZONE)[0]


@pytest.mark.parametrize(
    "period", ["2026", "2026-13", "2026-H3", "2026-00", "2026-1", "x2026-01", "2026-01 "]
)
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match=period.strip()):
        bounds_of(period, ZONE)


def test_every_period_from_the_first_day_is_listed_the_newest_first() -> None:
    first, last = datetime(2026, 5, 31, 12, tzinfo=UTC), datetime(2026, 8, 2, tzinfo=UTC)
    assert periods_between(first, last, ZONE) == [
        "2026-H2", "2026-08", "2026-07", "2026-H1", "2026-06", "2026-05",
    ]  # fmt: skip
