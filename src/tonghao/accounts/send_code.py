"""Make a one-time code and send it, by mail or text; a known target hears that it is known instead."""

from typing import Final

from tonghao.accounts.code_words import Words, words_of
from tonghao.accounts.types import Purpose
from tonghao.config import Config
from tonghao.crypto import digest, new_code
from tonghao.db import Pool, reading, writing
from tonghao.mail import Sender
from tonghao.texting import Texter

_FACTS: Final = """
    SELECT p.handle, coalesce(e.account_id, n.account_id) AS account_id, o.locale
      FROM one_time_codes o
      LEFT JOIN email_claims e ON e.email = o.target
      LEFT JOIN phone_claims n ON n.phone = o.target
      LEFT JOIN profiles p ON p.account_id = coalesce(e.account_id, n.account_id)
     WHERE o.target = $1 AND o.purpose = $2 AND o.sent_at IS NULL AND o.expires_at > now()
"""
_KEEP: Final = """
    UPDATE one_time_codes SET code_hash = $3 WHERE target = $1 AND purpose = $2 AND sent_at IS NULL
"""
_SENT: Final = "UPDATE one_time_codes SET sent_at = now() WHERE target = $1 AND purpose = $2"

# Who has no account yet may have a code for these; for the others one needs an account.
_FOR_NEW: Final = frozenset({"sign_up", "add"})


def code_hash(target: str, code: str) -> bytes:
    """What is stored of *code*: bound to *target*, so that a code fits no other address or number."""
    return digest(f"{target}:{code}")


async def send_code(
    pool: Pool, config: Config, sender: Sender, texter: Texter, *, target: str, purpose: Purpose
) -> None:
    """Send a fresh code to *target*, or do nothing when it was sent already.

    The hash is committed before the message leaves: whoever holds it can use it. A code that may
    not be used (a known target signs up, an unknown one resets) is not kept, but its row stays, so
    that guessing at it looks the same.
    """
    async with reading(pool) as conn:
        row = await conn.fetchrow(_FACTS, target, purpose)
    if row is None:
        return
    code = new_code()
    known = row["account_id"] is not None
    fits = known != (purpose in _FOR_NEW)
    if fits:
        async with writing(pool) as conn:
            await conn.execute(_KEEP, target, purpose, code_hash(target, code))
    words = words_of(purpose, fits=fits, handle=row["handle"], code=code, config=config)
    if words is not None:
        await _send(sender, texter, target, words, code if fits else "", row["locale"])
    async with writing(pool) as conn:
        await conn.execute(_SENT, target, purpose)


async def _send(sender: Sender, texter: Texter, target: str, words: Words, code: str, locale: str) -> None:
    if "@" in target:
        await sender.send(to=target, subject=words.subject, text=words.letter)
        return
    short = words.short_en if locale == "en" else words.short_zh
    purpose = words.purpose if code else "known"
    await texter.send(to=target, text=short, purpose=purpose, code=code, locale=locale)
