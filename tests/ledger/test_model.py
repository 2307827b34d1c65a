"""Whatever is asked of the ledger, in whatever batches: it does what the model does, on every path alike."""

import asyncio
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.ledger.model import Model
from tonghao.db import Pool, open_pool, reading, writing
from tonghao.ids import new_id
from tonghao.ledger.accounts import account_id_of, open_account, set_account_status
from tonghao.ledger.post import post_batch, post_exact
from tonghao.ledger.poster import Poster
from tonghao.ledger.read import list_entries
from tonghao.ledger.types import Group, KeyReused, Leg, Posted

# Issuer, three people, somebody with euros, somebody who has no account.
_PLACES = 6
_PATHS = ("one by one", "together", "exact", "poster")


def _legs(places: int) -> st.SearchStrategy[list[tuple[int, int, int]]]:
    place = st.integers(0, places - 1)
    leg = st.tuples(place, place, st.integers(1, 60)).filter(lambda one: one[0] != one[1])
    return st.lists(leg, min_size=1, max_size=3)


# In a wild batch keys were used before, for the same or for something else, and accounts are not what they
# should be; in a tame one only the money may not do, so that the fast path has to say so.
_wild = st.tuples(st.sampled_from(["new", "again", "reused"]), st.integers(0, 30), _legs(_PLACES))
_tame = st.tuples(st.just("new"), st.just(0), _legs(4))
_batch = st.lists(_wild, min_size=1, max_size=6) | st.lists(_tame, min_size=1, max_size=4)
_fill = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 100)), min_size=1, max_size=4)


class Universe:
    """The same accounts once more, in which everything goes one of the four ways."""

    def __init__(self, path: str, pool: Pool) -> None:
        self.path = path
        self._pool = pool
        self._poster = Poster(pool, flushers=1)
        self.model = Model()
        self.accounts: list[UUID] = []
        self.keys: list[Group] = []

    async def open(self) -> None:
        async with writing(self._pool) as conn:
            for place in range(_PLACES):
                owner, currency = new_id(), "EUR" if place == 4 else "PTS"
                self.accounts.append(account_id_of("person", owner, "wallet", currency))
                if place == 5:
                    continue
                floor = None if place == 0 else 0
                await open_account(
                    conn, owner_kind="person", owner_id=owner, purpose="wallet", currency=currency,
                    floor_minor=floor,
                )  # fmt: skip
                self.model.open(self.accounts[place], currency, floor)

    def group(self, how: str, number: int, legs: list[tuple[int, int, int]]) -> Group:
        moves = tuple(Leg(self.accounts[a], self.accounts[b], amount, "test") for a, b, amount in legs)
        known = self.keys[number % len(self.keys)] if self.keys else None
        if known is not None and how == "again":
            return known
        key = known.id if known is not None and how == "reused" else new_id()
        made = Group(key, "PTS", moves, "test", self.accounts[0])
        self.keys.append(made)
        return made

    async def post(self, groups: list[Group]) -> list[Posted | type[KeyReused]]:
        if self.path == "poster":
            answers = await asyncio.gather(*map(self._poster.submit, groups), return_exceptions=True)
            return [type(one) if isinstance(one, KeyReused) else one for one in answers]  # type: ignore[misc]
        found: list[Any] = []
        async with writing(self._pool) as conn:
            if self.path == "one by one":
                for group in groups:
                    found += await post_batch(conn, [group])
            else:
                found = await (post_exact if self.path == "exact" else post_batch)(conn, groups)
        return [type(one) if isinstance(one, KeyReused) else one for one in found]

    async def set_status(self, place: int, status: Any) -> None:
        async with writing(self._pool) as conn:
            await set_account_status(conn, self.accounts[place], status)
        self.model.statuses[self.accounts[place]] = status

    async def entries(self, place: int) -> list[tuple[int, int]]:
        async with reading(self._pool) as conn:
            found = await list_entries(conn, self.accounts[place], limit=10_000)
        assert [one.version for one in found] == list(range(len(found), 0, -1))
        return [(one.amount_minor, one.balance_after_minor) for one in reversed(found)]


class Books(RuleBasedStateMachine):
    """Four universes and their models; keys and accounts differ, all else must be the same."""

    dsn: str

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.pool: Pool = self.loop.run_until_complete(open_pool(self.dsn, size=2))
        self.universes = [Universe(path, self.pool) for path in _PATHS]
        for universe in self.universes:
            self.loop.run_until_complete(universe.open())

    @rule(moves=_fill)
    def issue(self, moves: list[tuple[int, int]]) -> None:
        self._post([("new", 0, [(0, to, amount)]) for to, amount in moves])

    @rule(batch=_batch)
    def post(self, batch: list[tuple[str, int, list[tuple[int, int, int]]]]) -> None:
        self._post(batch)

    @rule(place=st.integers(1, 3), status=st.sampled_from(["open", "open", "frozen", "closed"]))
    def change_status(self, place: int, status: str) -> None:
        first = self.universes[0]
        if status == "closed" and first.model.balances[first.accounts[place]]:
            return
        for universe in self.universes:
            self.loop.run_until_complete(universe.set_status(place, status))

    def _post(self, batch: list[tuple[str, int, list[tuple[int, int, int]]]]) -> None:
        said = []
        for universe in self.universes:
            groups = [universe.group(*one) for one in batch]
            expected = [universe.model.post(group) for group in groups]
            assert self.loop.run_until_complete(universe.post(groups)) == expected, universe.path
            said.append([one if isinstance(one, type) else (one.refusal, one.repeated) for one in expected])
        assert said == [said[0]] * len(_PATHS)

    @invariant()
    def all_books_are_those_of_the_model(self) -> None:
        for universe in self.universes:
            for place in range(_PLACES - 1):
                written = self.loop.run_until_complete(universe.entries(place))
                assert written == universe.model.entries[universe.accounts[place]], universe.path
            assert sum(universe.model.balances.values()) == 0

    def teardown(self) -> None:
        self.loop.run_until_complete(self.pool.close())
        self.loop.close()


def test_every_path_does_what_the_model_does(dsn: str) -> None:
    machine = type("BooksHere", (Books,), {"dsn": dsn})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
