"""Load many accounts at once, for an import; nobody can sign in to them until they are claimed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_handle import HandleRefused, checked_handle, skeleton_of
from tonghao.accounts.check_name import visible
from tonghao.db import Connection

_LONGEST_NAME: Final = 40
_LONGEST_BIO: Final = 300
_TERMS: Final = "imported"

_ADD_ACCOUNTS: Final = """
    INSERT INTO accounts (id, state, age_class, terms_version, terms_at, created_at)
    SELECT r.id, 'unclaimed', 'adult', $3, r.at, r.at
      FROM unnest($1::uuid[], $2::timestamptz[]) AS r (id, at)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_CLAIM_HANDLES: Final = """
    INSERT INTO handle_claims (skeleton, handle, account_id)
    SELECT r.skeleton, r.handle, r.account_id
      FROM unnest($1::text[], $2::text[], $3::uuid[]) AS r (skeleton, handle, account_id)
    ON CONFLICT (skeleton) DO NOTHING
    RETURNING account_id
"""
_ADD_PROFILES: Final = """
    INSERT INTO profiles (account_id, handle, name, bio, created_at)
    SELECT r.account_id, r.handle, r.name, r.bio, r.at
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
        AS r (account_id, handle, name, bio, at)
    ON CONFLICT (account_id) DO NOTHING
"""


class LoadedAccount(msgspec.Struct, frozen=True):
    """One person of an archive. `account_id` is the same at every import of the same archive."""

    account_id: UUID
    handle: str
    name: str
    created_at: datetime
    bio: str = ""


def _handle_of(row: LoadedAccount) -> str:
    """The person's own handle if it may be had here, or one made from the identifier."""
    try:
        return checked_handle(row.handle)
    except HandleRefused:
        return _own_handle(row)


def _own_handle(row: LoadedAccount) -> str:
    return f"u_{row.account_id.hex[-16:]}"


async def load_accounts(conn: Connection, rows: Sequence[LoadedAccount]) -> int:
    """Add those of *rows* that are not there yet, and return how many.

    A handle that is taken or may not be had is replaced by one made from the identifier. Names and
    bios are cut to their length; the caller has had them screened.
    """
    if not rows:
        return 0
    known = await conn.fetch(
        _ADD_ACCOUNTS, [row.account_id for row in rows], [row.created_at for row in rows], _TERMS
    )
    added = {record[0] for record in known}
    once: dict[UUID, LoadedAccount] = {}
    for row in rows:
        if row.account_id in added:
            once.setdefault(row.account_id, row)
    fresh = list(once.values())
    handles = {row.account_id: _handle_of(row) for row in fresh}
    claimed = await _claim(conn, handles)
    late = {row.account_id: _own_handle(row) for row in fresh if row.account_id not in claimed}
    if late:
        await _claim(conn, late)
        handles.update(late)
    await conn.execute(
        _ADD_PROFILES,
        [row.account_id for row in fresh],
        [handles[row.account_id] for row in fresh],
        [visible(row.name)[:_LONGEST_NAME] or "无名" for row in fresh],
        [visible(row.bio, lines=True)[:_LONGEST_BIO] for row in fresh],
        [row.created_at for row in fresh],
    )
    return len(fresh)


async def _claim(conn: Connection, handles: dict[UUID, str]) -> set[UUID]:
    """Claim *handles* and say whose could be had."""
    records = await conn.fetch(
        _CLAIM_HANDLES,
        [skeleton_of(handle) for handle in handles.values()],
        list(handles.values()),
        list(handles),
    )
    return {record[0] for record in records}
