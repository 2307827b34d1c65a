"""Set the pay password: six digits, after password or passkey were shown again."""

import re
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.prove_again import must_be_proved
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import SecurityChanged

_SIX: Final = re.compile(r"[0-9]{6}", re.ASCII)
_STEPS: Final = "01234567890123456789"
_SET: Final = """
    INSERT INTO pay_passwords (account_id, password_hash) VALUES ($1, $2)
    ON CONFLICT (account_id) DO UPDATE SET password_hash = $2, tries = 0, set_at = now()
"""


class PayPasswordRefused(Refusal):
    """A pay password is six digits that are not all alike, not in a row and not twice the same three."""

    status = 400


def check_pay_password(digits: str) -> None:
    """Let six digits pass that are not the first that anybody would try.

    Raises:
        PayPasswordRefused: they are, or they are not six digits.
    """
    easy = (
        not _SIX.fullmatch(digits)
        or len(set(digits)) < 3
        or digits in _STEPS
        or digits[::-1] in _STEPS
        or digits[:3] == digits[3:]
    )
    if easy:
        raise PayPasswordRefused


async def set_pay_password(
    conn: Connection, *, account_id: UUID, session_id: UUID, password_hash: str
) -> None:
    """Set or reset the pay password; wrong tries are forgotten with the old one.

    Raises:
        ProofNeeded: the session showed neither password nor passkey in the last ten minutes.

    Emits: security.changed.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_SET, account_id, password_hash)
    await outbox.emit(conn, SecurityChanged(account_id, "pay_password"), audience="nobody")
