"""Claim: an imported person takes their account over with a printed link."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_handle import typed_handle
from tonghao.accounts.sign_up import claim_email
from tonghao.accounts.types import TERMS_VERSION
from tonghao.accounts.use_code import use_code
from tonghao.crypto import digest, new_token, same
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_UNCLAIMED: Final = """
    SELECT a.id
      FROM profiles p
      JOIN accounts a ON a.id = p.account_id
     WHERE p.handle = $1 AND a.state = 'unclaimed'
"""
_IS_UNCLAIMED: Final = "SELECT EXISTS (SELECT FROM accounts WHERE id = $1 AND state = 'unclaimed')"
_KEEP: Final = """
    INSERT INTO account_claims (account_id, token_hash, expires_at)
    VALUES ($1, $2, now() + interval '30 days')
    ON CONFLICT (account_id) DO UPDATE
       SET token_hash = excluded.token_hash, expires_at = excluded.expires_at
"""
_LOCK: Final = "SELECT account_id FROM account_claims WHERE account_id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT c.token_hash
      FROM account_claims c
      JOIN accounts a ON a.id = c.account_id
     WHERE c.account_id = $1 AND c.expires_at > clock_timestamp() AND a.state = 'unclaimed'
"""
_USED: Final = "DELETE FROM account_claims WHERE account_id = $1"
_TAKE_OVER: Final = """
    UPDATE accounts
       SET state = 'active', email = $2, password_hash = $3, age_class = $4, terms_version = $5,
           terms_at = now()
     WHERE id = $1
"""


class ClaimWrong(Refusal):
    """This link is not valid, or was used already. Ask the operator for a new one."""

    status = 400


async def make_claim_link(conn: Connection, *, handle: str, public_url: str) -> str:
    """A link, good for 30 days and once, with which the person imported as *handle* comes in.

    A link made earlier for the same person ends.

    Raises:
        NotFound: nobody unclaimed has this handle.
    """
    account_id = await conn.fetchval(_UNCLAIMED, typed_handle(handle))
    if account_id is None:
        raise NotFound
    secret = new_token()
    await conn.execute(_KEEP, account_id, digest(secret))
    return f"{public_url.rstrip('/')}/claim/{account_id}.{secret}"


async def is_unclaimed(conn: Connection, account_id: UUID) -> bool:
    """Whether an archive brought this person, who has not come in yet: what is theirs came with it."""
    return bool(await conn.fetchval(_IS_UNCLAIMED, account_id))


async def must_be_claimable(conn: Connection, token: str) -> UUID:
    """Whose link *token* is; asked before the password is hashed.

    Raises:
        ClaimWrong: nobody's, too old, or used.
    """
    account, _, secret = token.strip().partition(".")
    try:
        account_id = UUID(account)
    except ValueError:
        raise ClaimWrong from None
    kept = await conn.fetchval(_FACTS, account_id)
    if kept is None or not same(kept, digest(secret)):
        raise ClaimWrong
    return account_id


async def claim_account(
    conn: Connection,
    *,
    token: str,
    password_hash: str,
    age_class: str,
    email: str | None = None,
    code: str | None = None,
) -> UUID:
    """Give the account of *token* to whoever holds it, and return its identifier.

    Args:
        email: Checked; without one the person signs in by handle and cannot reset the password.
        code: The sign-up code mailed to *email*: an address must be proved, as at sign-up. Its
            attempt has been counted.

    Raises:
        ClaimWrong: see `must_be_claimable`.
        CodeWrong, EmailTaken: see `use_code`, `claim_email`.

    Locks: the link, the code.
    """
    account_id = await must_be_claimable(conn, token)
    await conn.execute(_LOCK, account_id)
    await must_be_claimable(conn, token)
    if email is not None:
        await use_code(conn, target=email, purpose="sign_up", code=code or "")
        await claim_email(conn, email=email, account_id=account_id)
    await conn.execute(_USED, account_id)
    await conn.execute(_TAKE_OVER, account_id, email, password_hash, age_class, TERMS_VERSION)
    return account_id
