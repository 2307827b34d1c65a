"""Recovery codes: ten words for a drawer, each good once, for who has lost passkey, mailbox or phone."""

import secrets
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.prove_again import must_be_proved
from tonghao.accounts.reset_password import set_password
from tonghao.accounts.types import Credentials, RecoveryCodes
from tonghao.crypto import digest
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import SecurityChanged

_HOW_MANY: Final = 10
# Crockford's base 32: no I, L, O, U. Fifteen of them are 75 bits.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 15
_GROUP: Final = 5

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 AND state IN ('active', 'leaving') FOR UPDATE"
_DROP: Final = "DELETE FROM recovery_codes WHERE account_id = $1"
_KEEP: Final = """
    INSERT INTO recovery_codes (account_id, number, code_hash)
    SELECT $1, c.number, c.code_hash
      FROM unnest($2::bytea[]) WITH ORDINALITY AS c (code_hash, number)
"""
_USE: Final = """
    UPDATE recovery_codes SET used_at = now()
     WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
    RETURNING number
"""


class RecoveryRefused(Refusal):
    """This recovery code is not right, or was used already. Take the next one of your list."""

    status = 403


def _folded(code: str) -> str:
    kept = "".join(char for char in code.upper() if char.isalnum())
    return kept.replace("O", "0").replace("I", "1").replace("L", "1")


def _hash_of(account_id: UUID, code: str) -> bytes:
    # 75 random bits need no slow hash.
    return digest(f"{account_id}:{_folded(code)}")


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


async def make_recovery_codes(conn: Connection, *, account_id: UUID, session_id: UUID) -> RecoveryCodes:
    """Ten fresh codes, shown this once; all older ones end.

    Raises:
        ProofNeeded: see `must_be_proved`.

    Emits: security.changed. Locks: the account.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_LOCK, account_id)
    codes = [_new_code() for _ in range(_HOW_MANY)]
    await conn.execute(_DROP, account_id)
    await conn.execute(_KEEP, account_id, [_hash_of(account_id, code) for code in codes])
    await outbox.emit(conn, SecurityChanged(account_id, "recovery_codes"), audience="nobody")
    return RecoveryCodes(codes)


async def use_recovery_code(conn: Connection, *, account_id: UUID, code: str) -> None:
    """Strike *code* off the list.

    Raises:
        RecoveryRefused: it is not on the list of *account_id*, or struck off.

    Emits: security.changed. Locks: the code.
    """
    if await conn.fetchval(_USE, account_id, _hash_of(account_id, code)) is None:
        raise RecoveryRefused
    await outbox.emit(conn, SecurityChanged(account_id, "recovery_used"), audience="nobody")


async def reset_with_recovery_code(
    conn: Connection, *, found: Credentials | None, code: str, password_hash: str
) -> None:
    """Set a new password with a code of the list; everybody is signed out.

    Args:
        found: Whose login it is; nobody's is refused in the same words.

    Raises:
        RecoveryRefused: see `use_recovery_code`.

    Emits: session.revoked, security.changed. Locks: the code.
    """
    if found is None or found.is_demo:
        raise RecoveryRefused
    await use_recovery_code(conn, account_id=found.account_id, code=code)
    await set_password(conn, account_id=found.account_id, password_hash=password_hash, keep_id=None)
