"""What is posted apart from what must be decided shares nothing with it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.books import account, move, purses, several
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status
from tonghao.ledger.part import connected, find_unfit
from tonghao.ledger.types import Group, Leg

_place = st.integers(0, 12)
_pair = st.tuples(_place, _place).filter(lambda one: one[0] != one[1])


def _accounts_of(groups: list[Group]) -> set[int]:
    return {one.int for group in groups for leg in group.legs for one in (leg.debit_id, leg.credit_id)}


@given(st.lists(st.lists(_pair, min_size=1, max_size=3), max_size=12), st.sets(_place, max_size=3))
def test_the_two_parts_share_no_account_and_the_unfit_one_is_no_larger_than_it_must_be(
    pairs: list[list[tuple[int, int]]], accounts: set[int]
) -> None:
    groups = [several(*((UUID(int=debit), UUID(int=credit), 1) for debit, credit in legs)) for legs in pairs]
    found = connected(groups, accounts)
    unfit = [group for place, group in enumerate(groups) if place in found]
    fit = [group for place, group in enumerate(groups) if place not in found]
    assert not (_accounts_of(unfit) | accounts) & _accounts_of(fit)
    # Again with what was left over: whatever is found is reached from an account that does not fit.
    reached = set(accounts)
    for _ in groups:
        reached |= {one for group in unfit if reached & (own := _accounts_of([group])) for one in own}
    assert _accounts_of(unfit) <= reached


async def test_what_does_not_fit_is_what_the_books_would_refuse(conn: Connection) -> None:
    issuer, (anna, ben, carl, dora, emil, fay) = await purses(conn, 10, 0, 10, 10, 10, 10)
    await set_account_status(conn, dora, "frozen")
    euros = await account(conn, currency="EUR")
    groups = [move(anna, carl, 10), move(ben, issuer, 1), move(emil, dora, 1), move(fay, euros, 1)]
    assert await find_unfit(conn, groups) == {1, 3}
    assert await find_unfit(conn, [*groups, move(carl, anna, 21)]) == {0, 1, 3, 4}
    stopped = [move(dora, anna, 1), move(carl, new_id(), 1), move(emil, fay, 1)]
    assert await find_unfit(conn, stopped) == {0, 1}
    await set_account_status(conn, dora, "open")
    assert await find_unfit(conn, [move(dora, anna, 1)]) == set()
    # A dip on the way counts, not only what comes of it.
    assert await find_unfit(conn, [several((ben, anna, 1), (carl, ben, 1))]) == {0}
    assert await find_unfit(conn, [several((carl, ben, 1), (ben, anna, 1))]) == set()


@pytest.mark.parametrize("currency", ["PTS", "EUR"])
async def test_one_key_for_two_or_one_account_in_two_currencies_is_decided(
    conn: Connection, currency: str
) -> None:
    _, (anna, ben, carl) = await purses(conn, 10, 10, 10)
    first = move(anna, ben, 1)
    key = first.id if currency == "PTS" else new_id()
    other = Group(key, currency, (Leg(ben, carl, 1, "x"),), "test", ben)
    assert await find_unfit(conn, [first, other, move(carl, anna, 1)]) == {0, 1, 2}
