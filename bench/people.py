"""People for the benchmarks of money: a circle of them, each signed in and with a wallet."""

import secrets
from typing import Final, NamedTuple
from uuid import UUID

from tonghao.crypto import digest
from tonghao.db import Pool, writing
from tonghao.ids import new_id
from tonghao.ledger.accounts import open_account
from tonghao.ledger.post import post_groups
from tonghao.ledger.types import Group, Leg
from tonghao.wallets.open import open_wallet

_PEOPLE: Final = """
    INSERT INTO profiles (account_id, handle, name)
    SELECT id, 'u' || n, '邻居' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)
"""
_ACCOUNTS: Final = """
    INSERT INTO accounts (id, state, age_class, terms_version, terms_at)
    SELECT id, 'active', 'adult', 'bench', now() FROM unnest($1::uuid[]) AS u (id)
"""
_PARTNER: Final = """
    INSERT INTO partners (id, name, category, responsible_name, state, applied_by, convention_at, decided_at,
                          due_at)
    VALUES ($1, '岳步健身', 'books', '—', 'approved', $2, now(), now(), now() + interval '1 year')
"""
_CIRCLE: Final = """
    INSERT INTO circles (id, slug, partner_id, name, topic, kind, tier)
    VALUES ($1, 'bench', $2, '慢跑也算跑', 'books', 'open', 'standard')
"""
_MEMBERS: Final = (
    "INSERT INTO memberships (circle_id, account_id) SELECT $2, id FROM unnest($1::uuid[]) AS u (id)"
)
_JOINED: Final = (
    "INSERT INTO joined_circles (account_id, circle_id) SELECT id, $2 FROM unnest($1::uuid[]) AS u (id)"
)
_SESSION: Final = """
    INSERT INTO sessions (account_id, id, token_hash, expires_at)
    SELECT account_id, id, hash, now() + interval '1 day'
      FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS u (account_id, id, hash)
"""


class People(NamedTuple):
    """Members of one circle.

    Attributes:
        cookies: The value of the session's cookie, for each of them.
    """

    circle_id: UUID
    ids: list[UUID]
    cookies: list[str]


async def move_in(pool: Pool, count: int, *, currency: str, each_minor: int, first_minor: int = 0) -> People:
    """A circle of *count* people with *each_minor* in each wallet, and more in the first one's."""
    ids, circle_id, partner_id = [new_id() for _ in range(count)], new_id(), new_id()
    tokens = [secrets.token_urlsafe(24) for _ in ids]
    async with writing(pool) as conn:
        await conn.execute(_PEOPLE, ids)
        await conn.execute(_ACCOUNTS, ids)
        await conn.execute(_PARTNER, partner_id, ids[0])
        await conn.execute(_CIRCLE, circle_id, partner_id)
        await conn.execute(_MEMBERS, ids, circle_id)
        await conn.execute(_JOINED, ids, circle_id)
        hashes = [digest(token) for token in tokens]
        await conn.execute(_SESSION, ids, [new_id() for _ in tokens], hashes)
        issue = await open_account(
            conn,
            owner_kind="platform",
            owner_id=UUID(int=0),
            purpose="issue",
            currency=currency,
            floor_minor=None,
        )
        wallets = [await open_wallet(conn, one, currency) for one in ids]
        amounts = [each_minor + first_minor, *[each_minor] * (count - 1)]
        await post_groups(
            conn,
            [
                Group(new_id(), currency, (Leg(issue, wallet, amount, "top_up"),), "bench", wallet)
                for wallet, amount in zip(wallets, amounts, strict=True)
                if amount
            ],
        )
    return People(circle_id, ids, [f"{who}.{token}" for who, token in zip(ids, tokens, strict=True)])
