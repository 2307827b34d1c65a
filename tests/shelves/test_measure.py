"""The published measure of usefulness has the properties that its page promises."""

import inspect
import random
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from tonghao.shelves.measure import circle_score_of, score_of, thanks_of, weights_of

PEOPLE = [UUID(int=number) for number in range(1, 13)]
_pairs = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=40)


def _thanks(thanked: list[tuple[UUID, UUID]], within: list[tuple[UUID, UUID]] | None = None) -> float:
    return thanks_of(thanked, weights_of(within or thanked))


def test_pictures_likes_tips_and_views_are_no_part_of_it():
    assert set(inspect.signature(score_of).parameters) == {"is_solved", "thanks", "savers"}


def test_nothing_is_worth_nothing_and_solved_is_worth_most():
    assert score_of(is_solved=False, thanks=0, savers=0) == 0
    assert score_of(is_solved=True, thanks=0, savers=0) > score_of(is_solved=False, thanks=2, savers=3)


@given(st.booleans(), st.floats(0, 1e4), st.integers(0, 10_000), st.floats(0, 100), st.integers(0, 100))
def test_more_thanks_and_saves_never_lower_it(solved, thanks, savers, more_thanks, more_savers):
    before = score_of(is_solved=solved, thanks=thanks, savers=savers)
    assert score_of(is_solved=solved, thanks=thanks + more_thanks, savers=savers + more_savers) >= before
    assert score_of(is_solved=True, thanks=thanks, savers=savers) >= before


@given(_pairs)
def test_thanks_to_oneself_count_nothing(thanked):
    without = [pair for pair in thanked if pair[0] != pair[1]]
    assert _thanks(thanked) == _thanks(without)


@given(_pairs)
def test_the_order_in_which_thanks_came_decides_nothing(thanked):
    mixed = list(thanked)
    random.Random(7).shuffle(mixed)
    assert _thanks(mixed) == _thanks(thanked)


@given(_pairs)
def test_nobody_weighs_more_than_one_person(thanked):
    weights = weights_of(thanked)
    assert all(0 < weight <= 1 for weight in weights.values())
    assert _thanks(thanked) <= len(thanked)


def test_the_second_thanks_of_one_person_in_a_thread_count_half():
    one, other = PEOPLE[:2]
    assert _thanks([(one, other)]) == 1
    assert _thanks([(one, other)] * 2) == 1.5


def test_two_who_thank_each_other_lift_themselves_a_quarter():
    one, other = PEOPLE[:2]
    assert _thanks([(one, other)], within=[(one, other), (other, one)]) == 0.25


def test_a_ring_of_three_or_four_weighs_less_than_strangers_do():
    for size, weight in ((3, 0.5), (4, 0.75)):
        ring = [(PEOPLE[at], PEOPLE[(at + 1) % size]) for at in range(size)]
        assert set(weights_of(ring).values()) == {weight}


def test_a_clique_that_thanks_itself_falls_behind_half_as_many_strangers():
    clique = PEOPLE[:10]
    inside = [(one, other) for one in clique for other in clique if one != other]
    lifted = _thanks([(one, clique[0]) for one in clique[1:]], within=inside)
    strangers = [(uuid4(), clique[0]) for _ in range(5)]
    assert lifted < _thanks(strangers)


@given(st.lists(st.floats(0, 100), max_size=20), st.integers(0, 10**6), st.integers(0, 10**6))
def test_of_two_equally_useful_circles_the_smaller_stands_first(scores, members, more):
    assert circle_score_of(scores=scores, members=members) >= circle_score_of(
        scores=scores, members=members + more
    )
