"""Add a passkey, and rename or remove one."""

from typing import Any, Final
from uuid import UUID

from webauthn import verify_registration_response
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorTransport, CredentialDeviceType
from webauthn.registration.verify_registration_response import VerifiedRegistration

from tonghao import outbox
from tonghao.accounts.ask_passkey import PasskeyRefused, rp_id_of
from tonghao.accounts.check_name import visible
from tonghao.accounts.prove_again import must_be_proved
from tonghao.accounts.read import get_passkey
from tonghao.accounts.types import Passkey
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.events import SecurityChanged
from tonghao.ids import new_id

_MOST: Final = 20
_LONGEST_NAME: Final = 40

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 AND state IN ('active', 'leaving') FOR UPDATE"
_COUNT: Final = "SELECT count(*) FROM passkeys WHERE account_id = $1"
_ADD: Final = """
    INSERT INTO passkeys (account_id, id, credential_id, public_key, sign_count, backup_eligible, backed_up,
                          transports, name)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (account_id, credential_id) DO NOTHING
    RETURNING id
"""
_RENAME: Final = "UPDATE passkeys SET name = $3 WHERE account_id = $1 AND id = $2 RETURNING id"
_REMOVE: Final = "DELETE FROM passkeys WHERE account_id = $1 AND id = $2 RETURNING name"
_SECOND_STEP: Final = "SELECT second_step FROM accounts WHERE id = $1"


class PasskeyKnown(Refusal):
    """This passkey is in your list already."""


class PasskeysFull(Refusal):
    """You have twenty passkeys. Remove one that you no longer use first."""


class LastPasskey(Refusal):
    """The second step needs a passkey. Turn the second step off first, then remove this one."""


class PasskeyNameNeeded(Refusal):
    """Give the passkey a name of 1 to 40 visible characters."""

    status = 400


def checked_label(name: str) -> str:
    """*name* as it is stored; only its owner reads it.

    Raises:
        PasskeyNameNeeded: nothing of it can be seen, or it is too long.
    """
    kept = visible(name)
    if not 1 <= len(kept) <= _LONGEST_NAME:
        raise PasskeyNameNeeded
    return kept


def _verified(config: Config, credential: dict[str, Any], challenge: bytes) -> VerifiedRegistration:
    try:
        return verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id_of(config),
            expected_origin=config.address,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError):
        raise PasskeyRefused from None


def _transports(credential: dict[str, Any]) -> list[str]:
    response = credential.get("response")
    said = response.get("transports") if isinstance(response, dict) else None
    known = {one.value for one in AuthenticatorTransport}
    return (
        sorted({one for one in said if isinstance(one, str) and one in known})
        if isinstance(said, list)
        else []
    )


async def add_passkey(
    conn: Connection,
    config: Config,
    *,
    account_id: UUID,
    session_id: UUID,
    challenge: bytes,
    credential: dict[str, Any],
    name: str,
) -> Passkey:
    """Let *account_id* sign in with the passkey that the browser made in answer to *challenge*.

    Args:
        credential: `RegistrationResponseJSON`, as the browser gives it.

    Raises:
        ProofNeeded: see `must_be_proved`.
        PasskeyRefused: another challenge, site or origin, or the person was not verified.
        PasskeyKnown, PasskeysFull, PasskeyNameNeeded: see there.

    Emits: security.changed. Locks: the account.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    label = checked_label(name)
    made = _verified(config, credential, challenge)
    await conn.execute(_LOCK, account_id)
    if await conn.fetchval(_COUNT, account_id) >= _MOST:
        raise PasskeysFull
    added = await conn.fetchval(
        _ADD,
        account_id,
        new_id(),
        made.credential_id,
        made.credential_public_key,
        made.sign_count,
        made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        made.credential_backed_up,
        _transports(credential),
        label,
    )
    if added is None:
        raise PasskeyKnown
    await outbox.emit(conn, SecurityChanged(account_id, "passkey_added", label), audience="nobody")
    return await get_passkey(conn, account_id=account_id, passkey_id=added)


async def rename_passkey(conn: Connection, *, account_id: UUID, passkey_id: UUID, name: str) -> Passkey:
    """Give the passkey another name.

    Raises:
        NotFound: it is none of *account_id*.
        PasskeyNameNeeded: see `checked_label`.
    """
    if await conn.fetchval(_RENAME, account_id, passkey_id, checked_label(name)) is None:
        raise NotFound
    return await get_passkey(conn, account_id=account_id, passkey_id=passkey_id)


async def remove_passkey(conn: Connection, *, account_id: UUID, session_id: UUID, passkey_id: UUID) -> None:
    """Let the passkey open nothing any more.

    Raises:
        ProofNeeded: see `must_be_proved`.
        NotFound: it is none of *account_id*.
        LastPasskey: the second step rests on it.

    Emits: security.changed. Locks: the account.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_LOCK, account_id)
    name = await conn.fetchval(_REMOVE, account_id, passkey_id)
    if name is None:
        raise NotFound
    if await conn.fetchval(_SECOND_STEP, account_id) and not await conn.fetchval(_COUNT, account_id):
        raise LastPasskey
    await outbox.emit(conn, SecurityChanged(account_id, "passkey_removed", name), audience="nobody")
