"""Hundreds of callers on a database that delays, drops and deadlocks: by seed, in no time."""

import asyncio
import random
from uuid import UUID

import pytest

from tests.ledger.books import several
from tests.ledger.model import Model
from tests.ledger.simulated import JumpingLoop, Row, SimulatedBooks
from tonghao.db import Collision, ConnectionTrouble
from tonghao.ids import derived_id
from tonghao.ledger.poster import Poster
from tonghao.ledger.types import Group, Posted

_PEOPLE = 8
_CALLERS = 40
_EACH = 6


def _group(order: random.Random, people: list[UUID], key: UUID) -> Group:
    legs = []
    for _ in range(order.choice([1, 1, 1, 2, 3])):
        debit, credit = order.sample(people, 2)
        legs.append((debit, credit, order.randint(1, 60)))
    return several(*legs, id=key)


async def _live(books: SimulatedBooks, seed: int) -> dict[UUID, tuple[Group, Posted]]:
    """Callers ask until they are answered; some ask twice at once, at two processes."""
    order = random.Random(seed + 1)
    people = [derived_id("person", str(number)) for number in range(_PEOPLE)]
    for number, person in enumerate(people):
        books.balances[person] = Row("PTS", -(10**18) if number == 0 else 0, "open", 0)
    posters = [Poster(books, most_legs=16), Poster(books, most_legs=16)]  # type: ignore[arg-type]
    acked: dict[UUID, tuple[Group, Posted]] = {}

    async def ask(group: Group) -> None:
        while True:
            await asyncio.sleep(order.expovariate(100))
            try:
                posted = await order.choice(posters).submit(group)
            except (*ConnectionTrouble, *Collision):
                continue
            known = acked.setdefault(group.id, (group, posted))[1]
            assert known.refusal == posted.refusal
            return

    async def caller(number: int) -> None:
        for step in range(_EACH):
            group = _group(order, people, derived_id("group", str(seed), str(number), str(step)))
            await asyncio.gather(*(ask(group) for _ in range(order.choice([1, 1, 1, 2]))))

    await asyncio.gather(*map(caller, range(_CALLERS)))
    return acked


@pytest.mark.parametrize("seed", range(40))
def test_whatever_goes_wrong_the_books_are_those_of_one_after_the_other(seed: int) -> None:
    books = SimulatedBooks(seed)
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        acked = runner.run(_live(books, seed))
    assert books.troubles > 10, "nothing went wrong"
    assert books.parted, "no batch was ever parted"
    model = Model()
    for account_id, row in books.balances.items():
        model.open(account_id, "PTS", row.floor_minor)
    decided = dict(books.committed)
    assert len(decided) == len(books.committed) == len(acked) == _CALLERS * _EACH
    assert any(decided.values())
    assert not all(decided.values())
    # In the order in which they were committed, one after the other, everything comes out the same.
    for group_id, refusal in books.committed:
        group, posted = acked[group_id]
        said = model.post(group)
        assert isinstance(said, Posted)
        assert said.refusal == refusal == posted.refusal
    assert {one: row.balance_minor for one, row in books.balances.items()} == model.balances
    for account_id, entries in model.entries.items():
        assert [books.entries[account_id, version] for version in range(1, len(entries) + 1)] == entries
    assert sum(model.balances.values()) == 0
