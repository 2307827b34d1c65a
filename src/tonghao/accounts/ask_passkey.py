"""Ask for a passkey: a challenge that one browser answers once, within five minutes."""

import os
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tonghao.accounts.types import PasskeyAsked, PasskeyPurpose
from tonghao.config import Config
from tonghao.crypto import digest, same
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id

_TIMEOUT_MS: Final = 300_000

_KEEP: Final = """
    INSERT INTO passkey_challenges (id, purpose, challenge, account_id, session_id, binder_hash, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, now() + interval '5 minutes')
"""
_TAKE: Final = """
    DELETE FROM passkey_challenges WHERE id = $1
    RETURNING purpose, challenge, account_id, session_id, binder_hash,
              expires_at > clock_timestamp() AS is_fresh
"""
_CREDENTIALS: Final = "SELECT credential_id, transports FROM passkeys WHERE account_id = $1 ORDER BY id"
_NAMES: Final = "SELECT handle, name FROM profiles WHERE account_id = $1"


class PasskeyRefused(Refusal):
    """This passkey could not be checked, or is not known here. Try again, or come in another way."""

    status = 403


def rp_id_of(config: Config) -> str:
    """The name to which passkeys are bound: the host of the public address."""
    return urlsplit(config.address).hostname or "localhost"


async def _known(conn: Connection, account_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    found = []
    for row in await conn.fetch(_CREDENTIALS, account_id):
        transports = [AuthenticatorTransport(name) for name in row["transports"]]
        found.append(PublicKeyCredentialDescriptor(id=row["credential_id"], transports=transports))
    return found


async def ask_for_new_passkey(
    conn: Connection, config: Config, *, account_id: UUID, session_id: UUID
) -> PasskeyAsked:
    """The options with which a signed-in person's browser makes a passkey that this account lacks.

    Source: Web Authentication Level 3, sections 5.4 and 7.1; discoverable, with user verification.
    """
    person = await conn.fetchrow(_NAMES, account_id)
    assert person is not None
    challenge = os.urandom(32)
    options = generate_registration_options(
        rp_id=rp_id_of(config),
        rp_name=config.site_name,
        user_id=account_id.bytes,
        user_name=person["handle"],
        user_display_name=person["name"],
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=await _known(conn, account_id),
    )
    challenge_id = await _keep(conn, "register", challenge, account_id, session_id, None)
    return PasskeyAsked(challenge_id, msgspec.json.decode(options_to_json(options), type=dict[str, Any]))


async def ask_for_passkey(
    conn: Connection,
    config: Config,
    *,
    account_id: UUID | None,
    session_id: UUID | None,
    binder: str | None,
) -> PasskeyAsked:
    """The options with which a browser shows a passkey: to sign in, or to prove oneself again.

    Args:
        account_id: Whose passkeys are offered; None lets the browser choose among those it has.
        session_id: Of who proves again; None for a sign-in.
        binder: For a sign-in: the random cookie of the browser that asks.
    """
    challenge = os.urandom(32)
    options = generate_authentication_options(
        rp_id=rp_id_of(config),
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        allow_credentials=None if account_id is None else await _known(conn, account_id),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    purpose: PasskeyPurpose = "sign_in" if session_id is None else "prove"
    challenge_id = await _keep(conn, purpose, challenge, account_id, session_id, binder)
    return PasskeyAsked(challenge_id, msgspec.json.decode(options_to_json(options), type=dict[str, Any]))


async def _keep(
    conn: Connection,
    purpose: PasskeyPurpose,
    challenge: bytes,
    account_id: UUID | None,
    session_id: UUID | None,
    binder: str | None,
) -> UUID:
    challenge_id = new_id()
    binder_hash = None if binder is None else digest(binder)
    await conn.execute(_KEEP, challenge_id, purpose, challenge, account_id, session_id, binder_hash)
    return challenge_id


async def take_challenge(
    conn: Connection,
    challenge_id: UUID,
    *,
    purpose: PasskeyPurpose,
    account_id: UUID | None,
    session_id: UUID | None,
    binder: str | None,
) -> bytes:
    """Take the challenge out of the world, in a transaction of its own: a failed answer spends it too.

    Raises:
        PasskeyRefused: there is none, it is too old, of another purpose, person, session or browser.
    """
    row = await conn.fetchrow(_TAKE, challenge_id)
    if row is None:
        raise PasskeyRefused
    bound = (
        row["purpose"] == purpose
        and row["is_fresh"]
        and row["account_id"] == account_id
        and row["session_id"] == session_id
        and same(row["binder_hash"] or b"", digest(binder) if binder else b"")
    )
    challenge: bytes = row["challenge"]
    # The row is gone either way; what stands here says only whether it may be answered.
    return challenge if bound else b""


def user_handle_of(credential: dict[str, Any]) -> UUID | None:
    """Whose passkey a browser says it shows; nothing is proved by that."""
    response = credential.get("response")
    said = response.get("userHandle") if isinstance(response, dict) else None
    try:
        return UUID(bytes=base64url_to_bytes(said)) if isinstance(said, str) else None
    except ValueError:
        return None
