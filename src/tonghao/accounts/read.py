"""Every query about accounts that changes nothing."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from tonghao.accounts.check_handle import folded_handle
from tonghao.accounts.check_phone import find_phone, masked_phone
from tonghao.accounts.types import (
    Contact,
    Credentials,
    Keys,
    Me,
    PartnerBadge,
    Passkey,
    Profile,
    ProfileCard,
    Session,
)
from tonghao.caller import Caller
from tonghao.crypto import digest
from tonghao.db import Connection
from tonghao.errors import NotFound

_FIND_CALLER: Final = """
    SELECT s.id, a.role, a.locale, a.age_class, a.state,
           s.seen_at < now() - interval '1 hour' AS visit_due, a.sanctions
      FROM sessions s
      JOIN accounts a ON a.id = s.account_id
     WHERE s.account_id = $1 AND s.token_hash = $2 AND s.expires_at > now()
       AND a.state IN ('active', 'leaving') AND (NOT a.is_demo OR $3)
"""

_SESSION_ROLE: Final = """
    SELECT a.role
      FROM sessions s
      JOIN accounts a ON a.id = s.account_id
     WHERE s.account_id = $1 AND s.id = $2 AND s.expires_at > now() AND a.state IN ('active', 'leaving')
"""

# The badges belong to partners, which lie above accounts: read here, so that the first screen of the
# app needs one request.
_ME: Final = """
    SELECT a.id, p.handle, p.name, p.bio, p.avatar_media_id, a.email, a.role, a.state, a.age_class,
           a.locale, a.theme, a.zone, a.interests, a.first_run_at IS NOT NULL, a.leaves_at, a.is_demo,
           0, a.created_at,
           coalesce((SELECT jsonb_agg(jsonb_build_array(f.partner_id, r.name, f.role) ORDER BY f.since)
                       FROM partner_staff f
                       JOIN partners r ON r.id = f.partner_id
                      WHERE f.account_id = a.id AND r.state = 'approved'), '[]'),
           a.phone, (a.phone IS NOT NULL OR a.email IS NOT NULL)::integer, a.second_step,
           (SELECT count(*) FROM mute_words w WHERE w.account_id = a.id),
           p.found_by, a.sanctions,
           (SELECT count(DISTINCT t.call_id) FROM call_tries t JOIN calls c ON c.id = t.call_id
             WHERE t.account_id = a.id AND c.answered_at IS NULL AND c.over_at IS NULL)
      FROM accounts a
      JOIN profiles p ON p.account_id = a.id
     WHERE a.id = $1 AND a.state <> 'deleted'
"""

_PROFILE: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, p.bio, p.created_at,
           EXISTS (SELECT FROM blocks b WHERE b.account_id = $2 AND b.blocked_id = p.account_id),
           coalesce(p.account_id = $2, false)
      FROM profiles p
     WHERE p.handle = $1
"""

_CARDS: Final = """
    SELECT account_id, handle, name, avatar_media_id, is_gone
      FROM profiles
     WHERE account_id = ANY($1::uuid[])
"""

_HANDLES: Final = """
    SELECT handle, account_id FROM profiles WHERE handle = ANY($1::text[]) AND NOT is_gone
"""

_BLOCKED_PAIR: Final = """
    SELECT EXISTS (SELECT FROM blocks WHERE account_id = $1 AND blocked_id = $2)
        OR EXISTS (SELECT FROM blocked_by WHERE account_id = $1 AND blocker_id = $2)
"""

_HIDDEN_FROM: Final = """
    SELECT blocked_id FROM blocks WHERE account_id = $1
    UNION
    SELECT blocker_id FROM blocked_by WHERE account_id = $1
"""

_BLOCKED_CARDS: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM blocks b
      JOIN profiles p ON p.account_id = b.blocked_id
     WHERE b.account_id = $1
     ORDER BY b.at DESC, b.blocked_id
"""

_SESSIONS: Final = """
    SELECT id, id = $2, user_agent, method, created_at, seen_at
      FROM sessions
     WHERE account_id = $1 AND expires_at > now()
     ORDER BY seen_at DESC, id DESC
"""

_PASSKEYS: Final = """
    SELECT id, name, backed_up, created_at, used_at
      FROM passkeys
     WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2)
     ORDER BY id
"""

_KEYS: Final = """
    SELECT a.second_step,
           (SELECT count(*) FILTER (WHERE r.used_at IS NULL) FROM recovery_codes r WHERE r.account_id = a.id
            HAVING count(*) > 0) AS codes_left
      FROM accounts a
     WHERE a.id = $1
"""

_CREDENTIALS_BY_EMAIL: Final = """
    SELECT a.id, a.password_hash, a.is_demo, a.second_step
      FROM email_claims e
      JOIN accounts a ON a.id = e.account_id
     WHERE e.email = $1 AND a.state IN ('active', 'leaving')
"""

_CREDENTIALS_BY_PHONE: Final = """
    SELECT a.id, a.password_hash, a.is_demo, a.second_step
      FROM phone_claims e
      JOIN accounts a ON a.id = e.account_id
     WHERE e.phone = $1 AND a.state IN ('active', 'leaving')
"""

_CREDENTIALS_BY_HANDLE: Final = """
    SELECT a.id, a.password_hash, a.is_demo, a.second_step
      FROM profiles p
      JOIN accounts a ON a.id = p.account_id
     WHERE p.handle = $1 AND a.state IN ('active', 'leaving')
"""

_CREDENTIALS_BY_ID: Final = """
    SELECT id, password_hash, is_demo, second_step
      FROM accounts WHERE id = $1 AND state IN ('active', 'leaving')
"""


@lru_cache(maxsize=4096)
def is_this_machine(address: str) -> bool:
    """Whether *address* is a loopback address; nothing else is, not even an unreadable one."""
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
        return known.ipv4_mapped.is_loopback
    return known.is_loopback


def is_at_home(*, peer: str, host: str, forwarded: bool) -> bool:
    """Whether a request comes from this machine and was meant for it.

    A proxy on this machine, or a foreign page whose name was pointed at it, has a loopback address, too.

    Args:
        peer: The peer's IP address.
        host: The header `Host`.
        forwarded: Whether a proxy says that it asks for somebody else.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return not forwarded and is_this_machine(peer) and (name == "localhost" or is_this_machine(name))


async def find_caller(conn: Connection, *, token: str, address: str) -> Caller | None:
    """Who holds *token*, or None when it is none of ours, revoked, expired, or its account is gone.

    A demo account is nobody unless the request comes from this machine.

    Args:
        token: The cookie: `<account_id>.<secret>`.
        address: The peer's IP address.
    """
    account, dot, secret = token.partition(".")
    if not dot or len(account) != 36 or len(secret) > 100:
        return None
    try:
        account_id = UUID(account)
    except ValueError:
        return None
    row = await conn.fetchrow(_FIND_CALLER, account_id, digest(secret), is_this_machine(address))
    if row is None:
        return None
    return Caller(account_id, row[0], row[1], row[2], row[3], row[4], address, row[5], tuple(row[6]))


async def find_session_role(conn: Connection, *, account_id: UUID, session_id: UUID) -> str | None:
    """The role of who holds a session that goes on; None when it ended, by whatever way."""
    role: str | None = await conn.fetchval(_SESSION_ROLE, account_id, session_id)
    return role


async def get_me(conn: Connection, account_id: UUID) -> Me:
    """The account of *account_id* as its owner sees it.

    Raises:
        NotFound: there is none, or it is deleted.
    """
    row = await conn.fetchrow(_ME, account_id)
    if row is None:
        raise NotFound
    me = Me(*row)
    badges = [PartnerBadge(UUID(partner_id), name, role) for partner_id, name, role in row[18]]
    return msgspec.structs.replace(me, partners=badges, phone=masked_phone(me.phone) if me.phone else None)


async def get_profile(conn: Connection, *, handle: str, viewer_id: UUID | None) -> Profile:
    """The page of the person with *handle*, as *viewer_id* may see it.

    Raises:
        NotFound: nobody has this handle.
    """
    row = await conn.fetchrow(_PROFILE, folded_handle(handle), viewer_id)
    if row is None:
        raise NotFound
    return Profile(*row)


async def list_cards(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, ProfileCard]:
    """The cards of *ids*; who is unknown is left out."""
    return {row[0]: ProfileCard(*row) for row in await conn.fetch(_CARDS, list(ids))}


async def resolve_handles(conn: Connection, handles: Iterable[str]) -> dict[str, UUID]:
    """Whose *handles* these are, by the handle as it was given; who is unknown is left out."""
    asked = {handle: folded_handle(handle) for handle in handles}
    known = {row[0]: row[1] for row in await conn.fetch(_HANDLES, list(set(asked.values())))}
    return {handle: known[folded] for handle, folded in asked.items() if folded in known}


async def blocked_pair(conn: Connection, a: UUID, b: UUID) -> bool:
    """Whether one of the two blocks the other."""
    return bool(await conn.fetchval(_BLOCKED_PAIR, a, b))


async def hidden_from(conn: Connection, account_id: UUID) -> set[UUID]:
    """Those whom *account_id* blocks and those who block *account_id*."""
    return {row[0] for row in await conn.fetch(_HIDDEN_FROM, account_id)}


async def list_blocks(conn: Connection, account_id: UUID) -> list[ProfileCard]:
    """Those whom *account_id* blocks, the newest block first."""
    return [ProfileCard(*row) for row in await conn.fetch(_BLOCKED_CARDS, account_id)]


async def list_sessions(conn: Connection, *, account_id: UUID, current_id: UUID) -> list[Session]:
    """Where *account_id* is signed in, the last seen first."""
    return [Session(*row) for row in await conn.fetch(_SESSIONS, account_id, current_id)]


async def get_passkey(conn: Connection, *, account_id: UUID, passkey_id: UUID) -> Passkey:
    """One passkey of *account_id*.

    Raises:
        NotFound: it is none of theirs.
    """
    row = await conn.fetchrow(_PASSKEYS, account_id, passkey_id)
    if row is None:
        raise NotFound
    return Passkey(*row)


async def get_keys(conn: Connection, account_id: UUID) -> Keys:
    """What opens the account of *account_id* beside the password."""
    row = await conn.fetchrow(_KEYS, account_id)
    if row is None:
        raise NotFound
    passkeys = [Passkey(*one) for one in await conn.fetch(_PASSKEYS, account_id, None)]
    return Keys(passkeys, row["second_step"], row["codes_left"])


async def find_credentials(conn: Connection, login: str, *, region: str = "CN") -> Credentials | None:
    """What a sign-in as *login*, an address, a number or a handle, is checked against.

    Args:
        region: Of numbers without a country code.
    """
    typed = login.strip().removeprefix("@")
    if "@" in typed:
        row = await conn.fetchrow(_CREDENTIALS_BY_EMAIL, typed.lower())
    else:
        phone = find_phone(typed, region)
        row = None if phone is None else await conn.fetchrow(_CREDENTIALS_BY_PHONE, phone)
        # A handle may consist of digits too.
        row = row or await conn.fetchrow(_CREDENTIALS_BY_HANDLE, folded_handle(typed))
    return None if row is None else Credentials(*row)


async def find_credentials_of(conn: Connection, contact: Contact) -> Credentials | None:
    """The account that *contact* belongs to, as a sign-in by code needs it."""
    email = contact.kind == "email"
    sql = _CREDENTIALS_BY_EMAIL if email else _CREDENTIALS_BY_PHONE
    row = await conn.fetchrow(sql, contact.value)
    return None if row is None else Credentials(*row)


async def get_credentials(conn: Connection, account_id: UUID) -> Credentials:
    """What *account_id* must know to change the password or to leave."""
    row = await conn.fetchrow(_CREDENTIALS_BY_ID, account_id)
    if row is None:
        raise NotFound
    return Credentials(*row)
