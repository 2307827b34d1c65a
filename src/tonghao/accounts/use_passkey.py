"""Use a passkey: its owner signed the challenge, on this site, and was verified by the device."""

from typing import Any, Final
from uuid import UUID

from webauthn import base64url_to_bytes, verify_authentication_response
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import CredentialDeviceType

from tonghao.accounts.ask_passkey import PasskeyRefused, rp_id_of
from tonghao.config import Config
from tonghao.db import Connection, Row
from tonghao.log import log

_LOCK: Final = "SELECT id FROM passkeys WHERE account_id = $1 AND credential_id = $2 FOR UPDATE"
_FACTS: Final = """
    SELECT k.id, k.public_key, k.sign_count, k.backup_eligible
      FROM passkeys k
      JOIN accounts a ON a.id = k.account_id
     WHERE k.account_id = $1 AND k.credential_id = $2 AND a.state IN ('active', 'leaving')
"""
_USED: Final = """
    UPDATE passkeys SET sign_count = $3, backed_up = $4, used_at = now() WHERE account_id = $1 AND id = $2
"""


def _credential_id(credential: dict[str, Any]) -> bytes:
    said = credential.get("rawId")
    try:
        return base64url_to_bytes(said) if isinstance(said, str) else b""
    except ValueError:
        return b""


def _verified(
    config: Config, row: Row, credential: dict[str, Any], challenge: bytes
) -> VerifiedAuthentication:
    try:
        return verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id_of(config),
            expected_origin=config.address,
            credential_public_key=row["public_key"],
            credential_current_sign_count=row["sign_count"],
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError) as fault:
        log.info("passkey refused", reason=type(fault).__name__)
        raise PasskeyRefused from None


async def use_passkey(
    conn: Connection, config: Config, *, account_id: UUID, challenge: bytes, credential: dict[str, Any]
) -> None:
    """Let the holder of a passkey of *account_id* pass who signed *challenge*.

    A counter that does not rise speaks for a copy and is refused; where an authenticator counts nothing it
    stays 0. Whether a passkey may be copied to other devices is fixed when it is made; whether it has been,
    may change and is shown to its owner.

    Args:
        challenge: Taken out of the world before, so that an answer cannot be sent twice.
        credential: `AuthenticationResponseJSON`, as the browser gives it.

    Raises:
        PasskeyRefused: unknown, another site or origin, not verified, a copy.

    Locks: the passkey.

    Source: Web Authentication Level 3, section 7.2.
    """
    credential_id = _credential_id(credential)
    await conn.execute(_LOCK, account_id, credential_id)
    row = await conn.fetchrow(_FACTS, account_id, credential_id)
    if row is None or not challenge:
        raise PasskeyRefused
    shown = _verified(config, row, credential, challenge)
    eligible = shown.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    if eligible != row["backup_eligible"]:
        raise PasskeyRefused
    await conn.execute(_USED, account_id, row["id"], shown.new_sign_count, shown.credential_backed_up)
