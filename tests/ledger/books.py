"""Makers for tests of the ledger: accounts with money in them, and groups in a line."""

from typing import NamedTuple
from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.accounts import open_account
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg

CURRENCY = "PTS"


class Purses(NamedTuple):
    """An issuer without a floor, and people with money."""

    issuer: UUID
    people: list[UUID]


async def account(conn: Connection, *, floor_minor: int | None = 0, currency: str = CURRENCY) -> UUID:
    """A new account of somebody new."""
    return await open_account(
        conn,
        owner_kind="person",
        owner_id=new_id(),
        purpose="wallet",
        currency=currency,
        floor_minor=floor_minor,
    )


async def purses(conn: Connection, *amounts: int) -> Purses:
    """People with so much each, from an issuer of their own."""
    issuer = await account(conn, floor_minor=None)
    people = [await account(conn) for _ in amounts]
    for person, amount in zip(people, amounts, strict=True):
        if amount:
            posted = await post_group(conn, move(issuer, person, amount))
            assert posted.refusal is None
    return Purses(issuer, people)


def move(debit: UUID, credit: UUID, amount: int, *, id: UUID | None = None, code: str = "test") -> Group:
    """One leg."""
    return several((debit, credit, amount), id=id, code=code)


def several(*legs: tuple[UUID, UUID, int], id: UUID | None = None, code: str = "test") -> Group:
    """Some legs, all or nothing."""
    moves = tuple(Leg(debit, credit, amount, code) for debit, credit, amount in legs)
    return Group(id or new_id(), CURRENCY, moves, "test", legs[0][0])
