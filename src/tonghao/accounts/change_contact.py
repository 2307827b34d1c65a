"""Change how one can be reached: add or replace mail or phone, or take one of them away."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.prove_again import must_be_proved
from tonghao.accounts.read import get_me
from tonghao.accounts.sign_up import claim_contact
from tonghao.accounts.types import Channel, Contact, Me
from tonghao.accounts.use_code import use_code
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.events import ProfileEdited, SecurityChanged

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 AND state IN ('active', 'leaving') FOR UPDATE"
_FACTS: Final = "SELECT email, phone FROM accounts WHERE id = $1"
_FREE: Final = {
    "email": "DELETE FROM email_claims WHERE email = $1 AND account_id = $2",
    "phone": "DELETE FROM phone_claims WHERE phone = $1 AND account_id = $2",
}
_SET: Final = {
    "email": "UPDATE accounts SET email = $2 WHERE id = $1",
    "phone": "UPDATE accounts SET phone = $2 WHERE id = $1",
}
# A code that is on its way to an old target must not open the account any more.
_END_CODES: Final = "DELETE FROM one_time_codes WHERE target = $1"


class LastContact(Refusal):
    """This is the only way to reach you. Add another one first, then take this one away."""


async def add_contact(
    conn: Connection, *, account_id: UUID, session_id: UUID, contact: Contact, code: str
) -> Me:
    """Let *account_id* be reached at *contact*; another of the same kind gives way and is free at once.

    Args:
        code: As sent to *contact*; its attempt has been counted.

    Raises:
        ProofNeeded: see `must_be_proved`.
        CodeWrong: see `use_code`.
        EmailTaken, PhoneTaken: it belongs to another account, or another request was quicker.

    Emits: profile.edited. Locks: the account, the code, the claim.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_LOCK, account_id)
    await use_code(conn, target=contact.value, purpose="add", code=code)
    old = await conn.fetchrow(_FACTS, account_id)
    if old is None:
        raise NotFound
    await claim_contact(conn, contact=contact, account_id=account_id)
    if old[contact.kind] is not None:
        await conn.execute(_FREE[contact.kind], old[contact.kind], account_id)
        await conn.execute(_END_CODES, old[contact.kind])
    return await _set(conn, account_id, contact.kind, contact.value)


async def remove_contact(conn: Connection, *, account_id: UUID, session_id: UUID, channel: Channel) -> Me:
    """Take mail or phone away; one of the two must stay, since without it a password cannot be recovered.

    Raises:
        ProofNeeded: see `must_be_proved`.
        NotFound: there is none.
        LastContact: there is no other.

    Emits: profile.edited. Locks: the account.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_LOCK, account_id)
    old = await conn.fetchrow(_FACTS, account_id)
    if old is None or old[channel] is None:
        raise NotFound
    if old["email"] is None or old["phone"] is None:
        raise LastContact
    await conn.execute(_FREE[channel], old[channel], account_id)
    await conn.execute(_END_CODES, old[channel])
    return await _set(conn, account_id, channel, None)


async def _set(conn: Connection, account_id: UUID, channel: Channel, value: str | None) -> Me:
    await conn.execute(_SET[channel], account_id, value)
    await outbox.emit(conn, SecurityChanged(account_id, f"{channel}_changed"), audience="nobody")
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)
