"""Set where calls are sent besides: an address that takes signed webhooks, with a secret told once."""

import base64
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.audit.append import append
from tonghao.calls.types import PLATFORM, CallAddress
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.partners.read import staff_role

_SET: Final = """
    INSERT INTO call_addresses AS a (partner_id, url, secret, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (partner_id) DO UPDATE
       SET url = excluded.url, secret = excluded.secret, set_by = excluded.set_by, set_at = excluded.set_at
"""
_DROP: Final = "DELETE FROM call_addresses WHERE partner_id = $1"


async def must_run_partner(conn: Connection, *, partner_id: UUID, account_id: UUID) -> None:
    """Only who runs a partner says where its calls go.

    Raises:
        NotFound: there is no such partner, or the person does not work for it.
        NotAllowed: the person works for it, and does not run it.
    """
    state, role = await staff_role(conn, partner_id=partner_id, account_id=account_id)
    if role is None or state != "approved":
        raise NotFound
    if role == "staff":
        raise NotAllowed


async def set_address(
    conn: Connection, *, partner_id: UUID, account_id: UUID, url: str, at: datetime
) -> CallAddress:
    """Send calls to *url* from now on, signed with a new secret that is told in this answer alone.

    Who may is the caller's question. Whether the address lies in a private network is asked whenever
    something is sent there: a name can change its mind.

    Locks: the address, then the audit head.
    """
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    await conn.execute(_SET, partner_id, url, secret, account_id, at)
    await _record(conn, "call.address_set", partner_id, account_id)
    return CallAddress(url, at, secret, None, "")


async def drop_address(conn: Connection, *, partner_id: UUID, account_id: UUID) -> None:
    """Send calls there no more.

    Locks: the address, then the audit head.
    """
    await conn.execute(_DROP, partner_id)
    await _record(conn, "call.address_dropped", partner_id, account_id)


async def _record(conn: Connection, act: str, partner_id: UUID, account_id: UUID) -> None:
    is_platform = partner_id == PLATFORM
    await append(
        conn,
        act=act,
        actor_id=account_id,
        subject_kind="platform" if is_platform else "partner",
        subject_id=None if is_platform else partner_id,
        circle_id=None,
        payload={},
    )
