"""Identifiers: they sort by time, and imported ones are the same for ever."""

import time
from uuid import UUID

from tonghao.ids import derived_id, derived_time_id, first_id, new_id


def test_what_is_made_later_sorts_later_even_within_a_millisecond() -> None:
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_identifier_is_a_uuid_of_the_seventh_kind_and_of_now() -> None:
    before = int(time.time() * 1000)
    made = new_id()
    assert (made.version, made.variant) == (7, UUID(int=0x8 << 60).variant)
    assert before - 1 <= made.int >> 80 <= int(time.time() * 1000) + 5


def test_an_identifier_of_another_moment_sorts_there() -> None:
    early, late = new_id(1_000_000_000.0), new_id(1_000_000_000.5)
    assert early < late < new_id()
    assert early.int >> 80 == 1_000_000_000_000


def test_the_same_words_give_the_same_identifier() -> None:
    assert derived_id("a", "b") == derived_id("a", "b") != derived_id("ab")
    one = derived_time_id(1_461_000_000.123, "archive", "post", "p1")
    assert one == derived_time_id(1_461_000_000.123, "archive", "post", "p1")
    assert one != derived_time_id(1_461_000_000.123, "archive", "post", "p2")
    assert (one.version, one.int >> 80) == (7, 1_461_000_000_123)


def test_everything_made_since_a_moment_sorts_behind_its_first_identifier() -> None:
    since = first_id(1_461_000_000.0)
    assert all(since < new_id(1_461_000_000.0) for _ in range(50))
    assert new_id(1_460_999_999.999) < since
