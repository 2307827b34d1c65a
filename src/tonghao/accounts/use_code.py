"""Use a one-time code: few guesses, one use."""

from typing import Final

from tonghao.accounts.send_code import code_hash
from tonghao.accounts.types import Purpose
from tonghao.crypto import same
from tonghao.db import Connection
from tonghao.errors import Refusal

_MOST_ATTEMPTS: Final = 5

_COUNT: Final = """
    UPDATE one_time_codes SET attempts = attempts + 1 WHERE target = $1 AND purpose = $2
    RETURNING attempts
"""
_LOCK: Final = "SELECT target FROM one_time_codes WHERE target = $1 AND purpose = $2 FOR UPDATE"
_FACTS: Final = """
    SELECT code_hash, expires_at > clock_timestamp() AS valid
      FROM one_time_codes
     WHERE target = $1 AND purpose = $2
"""
_USED: Final = "DELETE FROM one_time_codes WHERE target = $1 AND purpose = $2"


class CodeWrong(Refusal):
    """This code is wrong or older than ten minutes. Look at the newest message, or ask for another code."""

    status = 400


class CodeSpent(Refusal):
    """This code was tried too often and is no longer valid. Ask for another one."""

    status = 400


async def count_code_attempt(conn: Connection, *, target: str, purpose: Purpose) -> None:
    """Count a guess, in a transaction of its own: it must stay counted when the guess is refused.

    Counted before the code is looked at, so that guesses sent at the same moment are counted too.

    Raises:
        CodeSpent: five guesses were made.
    """
    attempts = await conn.fetchval(_COUNT, target, purpose)
    if attempts is not None and attempts > _MOST_ATTEMPTS:
        raise CodeSpent


async def use_code(conn: Connection, *, target: str, purpose: Purpose, code: str) -> None:
    """Take *code* out of the world, if it is the one that was sent to *target*.

    Call `count_code_attempt` before, in its own transaction.

    Raises:
        CodeWrong: it is another one, too old, or used.

    Locks: the code.
    """
    await conn.execute(_LOCK, target, purpose)
    row = await conn.fetchrow(_FACTS, target, purpose)
    kept = (row["code_hash"] if row is not None else None) or b""
    fits = same(kept, code_hash(target, code.strip().replace(" ", "")))
    if row is None or not row["valid"] or not fits:
        raise CodeWrong
    await conn.execute(_USED, target, purpose)
