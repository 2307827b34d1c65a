"""The second step of a sign-in: a ticket says that the first one was right."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import Method
from tonghao.crypto import digest, new_token
from tonghao.db import Connection
from tonghao.errors import Refusal

_MOST_ATTEMPTS: Final = 5

_ISSUE: Final = """
    INSERT INTO sign_in_tickets (account_id, token_hash, method, expires_at)
    VALUES ($1, $2, $3, now() + interval '5 minutes')
"""
_COUNT: Final = """
    UPDATE sign_in_tickets SET attempts = attempts + 1
     WHERE account_id = $1 AND token_hash = $2 AND expires_at > clock_timestamp()
    RETURNING attempts
"""
_FACTS: Final = """
    SELECT method FROM sign_in_tickets
     WHERE account_id = $1 AND token_hash = $2 AND expires_at > clock_timestamp()
"""
_USE: Final = """
    DELETE FROM sign_in_tickets
     WHERE account_id = $1 AND token_hash = $2 AND expires_at > clock_timestamp()
    RETURNING method
"""


class SecondStepNeeded(Refusal):
    """The first step was right. Now show one of your passkeys, or type a recovery code."""

    status = 403


class TicketWrong(Refusal):
    """This took too long, or was tried too often. Begin the sign-in again."""

    status = 400


def _read(ticket: str) -> tuple[UUID, bytes]:
    account, _, secret = ticket.strip().partition(".")
    try:
        return UUID(account), digest(secret)
    except ValueError:
        raise TicketWrong from None


async def issue_ticket(conn: Connection, *, account_id: UUID, method: Method) -> str:
    """A ticket, good for five minutes and once, for who has done the first step."""
    secret = new_token()
    await conn.execute(_ISSUE, account_id, digest(secret), method)
    return f"{account_id}.{secret}"


async def count_ticket_attempt(conn: Connection, ticket: str) -> UUID:
    """Count a try at the second step, in a transaction of its own, and return whose ticket it is.

    Raises:
        TicketWrong: nobody's, too old, used, or tried five times.
    """
    account_id, token_hash = _read(ticket)
    attempts = await conn.fetchval(_COUNT, account_id, token_hash)
    if attempts is None or attempts > _MOST_ATTEMPTS:
        raise TicketWrong
    return account_id


async def ticket_owner(conn: Connection, ticket: str) -> UUID:
    """Whose ticket it is, without counting.

    Raises:
        TicketWrong: nobody's, too old, or used.
    """
    account_id, token_hash = _read(ticket)
    if await conn.fetchval(_FACTS, account_id, token_hash) is None:
        raise TicketWrong
    return account_id


async def use_ticket(conn: Connection, ticket: str) -> UUID:
    """Take the ticket out of the world.

    Raises:
        TicketWrong: nobody's, too old, or used.
    """
    account_id, token_hash = _read(ticket)
    if await conn.fetchval(_USE, account_id, token_hash) is None:
        raise TicketWrong
    return account_id
