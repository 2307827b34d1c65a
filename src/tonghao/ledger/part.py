"""Part: of a batch, what surely has nothing to do with an account that does not allow what it asks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from tonghao.db import Connection
from tonghao.ledger.plan import wishes_of
from tonghao.ledger.types import Group

# A look that locks nothing and writes nothing: behind it stand the locks and checks of the posting.
_UNFIT: Final = """
    SELECT ledger_unfit($1::text::uuid[], $2::text::text[], $3::text::bigint[], $4::text::boolean[])
"""


async def find_unfit(conn: Connection, groups: Sequence[Group]) -> set[int]:
    """The places in *groups* of those that must be decided one by one, as far as the books stand now.

    Those are all that touch an account which has too little, takes nothing, or is missing, and all that share
    an account with them, directly or through others. So the two parts share no account and no key, and one
    after the other in whatever order they leave the same books as all of them in theirs.
    """
    wishes = wishes_of(groups)
    if wishes is None:
        return set(range(len(groups)))
    numbers, asked = wishes
    places: list[int] | None = await conn.fetchval(_UNFIT, *asked)
    return connected(groups, [numbers[place - 1] for place in places or ()])


def connected(groups: Sequence[Group], accounts: Iterable[int]) -> set[int]:
    """The places in *groups* of those that one can reach from *accounts*, from group to group. Pure."""
    waiting = set(accounts)
    if not waiting:
        return set()
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for leg in group.legs:
            places[leg.debit_id.int].append(place)
            places[leg.credit_id.int].append(place)
    found: set[int] = set()
    while waiting:
        for place in places.pop(waiting.pop(), ()):
            if place not in found:
                found.add(place)
                for leg in groups[place].legs:
                    waiting |= {leg.debit_id.int, leg.credit_id.int}
    return found
