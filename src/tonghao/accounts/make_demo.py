"""Make a demo account: a person of the lane, whom only this machine can be."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_handle import claim_handle, folded_handle
from tonghao.accounts.types import TERMS_VERSION
from tonghao.clock import now
from tonghao.db import Connection

_ADD_ACCOUNT: Final = """
    INSERT INTO accounts (id, password_hash, role, age_class, terms_version, terms_at, locale, zone,
                          interests, first_run_at, is_demo, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $6)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_ADD_PROFILE: Final = """
    INSERT INTO profiles (account_id, handle, name, bio, created_at) VALUES ($1, $2, $3, $4, $5)
"""
_RENEW: Final = "UPDATE accounts SET password_hash = $2 WHERE id = $1 AND is_demo"


async def make_demo_account(
    conn: Connection,
    *,
    account_id: UUID,
    handle: str,
    name: str,
    bio: str,
    age_class: str,
    role: str,
    password_hash: str,
    created_at: datetime | None = None,
    locale: str = "zh-CN",
    zone: str = "Asia/Shanghai",
    interests: list[str] | None = None,
    first_run_at: datetime | None = None,
) -> None:
    """Add the account once; when it is there already, only its password is renewed.

    Demo passwords are drawn anew on every machine and printed there, so a second start must fit what
    it prints.

    Raises:
        HandleTaken: somebody else has *handle*.
    """
    at = created_at or now()
    added = await conn.fetchval(
        _ADD_ACCOUNT,
        account_id,
        password_hash,
        role,
        age_class,
        TERMS_VERSION,
        at,
        locale,
        zone,
        interests or [],
        first_run_at or at,
    )
    if added is None:
        await conn.execute(_RENEW, account_id, password_hash)
        return
    folded = folded_handle(handle)
    await claim_handle(conn, handle=folded, account_id=account_id)
    await conn.execute(_ADD_PROFILE, account_id, folded, name, bio, at)
