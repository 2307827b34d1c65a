"""Confirm a payment: pay password or passkey above a limit, and a brake on devices that are new."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.ask_passkey import take_challenge
from tonghao.accounts.types import PasskeyShown
from tonghao.accounts.use_passkey import use_passkey
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import password_fits
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.money import decimal_of
from tonghao.wallets.limits import Kind, Limit, must_be_within, use

# Up to here nothing is asked, as with a card that one holds to a till; in all of 24 hours no more than that.
FREE: Final = Limit(50, 200, 6_000)
# What a device may move on its first day, whatever it shows: whoever took a phone over has no hurry left.
NEW_DEVICE: Final = Limit(50, 100, 100)
NEW_HOURS: Final = 24
TRIES: Final = 5
LOCKED_HOURS: Final = 3

# The try is counted and committed before it is looked at: of many guesses at one moment five are heard.
_TRY: Final = """
    UPDATE pay_passwords
       SET tries = CASE WHEN tried_at < now() - make_interval(hours => $3) THEN 1 ELSE tries + 1 END,
           tried_at = now()
     WHERE account_id = $1 AND (tries < $2 OR tried_at < now() - make_interval(hours => $3))
    RETURNING password_hash, tries
"""
_TRIED: Final = "SELECT tried_at FROM pay_passwords WHERE account_id = $1"
_FITTED: Final = "UPDATE pay_passwords SET tries = 0 WHERE account_id = $1 AND password_hash = $2"
_HAS: Final = """
    SELECT EXISTS (SELECT FROM pay_passwords WHERE account_id = $1) AS password,
           EXISTS (SELECT FROM passkeys WHERE account_id = $1) AS passkey
"""
# A device of which an alert went out is new; that of a fresh account, or of a door of the demo, is not.
_NEW_SINCE: Final = """
    SELECT s.created_at
      FROM sessions s
     WHERE s.account_id = $1 AND s.id = $2
       AND EXISTS (SELECT FROM device_alerts a WHERE a.account_id = $1 AND a.session_id = $2)
"""


class PayPasswordWanted(Refusal):
    """For this amount type your pay password or show a passkey. If you have neither, set one first."""

    status = 403


class PayPasswordWrong(Refusal):
    """That is not your pay password. How many tries are left stands beside it."""

    status = 403


class PayPasswordLocked(Refusal):
    """The pay password was wrong five times and rests for three hours. Or set a new one now."""

    status = 403


class NewDeviceBraked(Refusal):
    """This device is new, and on its first day only a little can move from it. Use an older one."""

    status = 403


class PayConfirmation(msgspec.Struct, frozen=True):
    """Somebody showed that they mean it; made by `shown_confirmation` only."""

    by: str  # password, passkey


async def shown_confirmation(
    pool: Pool,
    config: Config,
    caller: Caller,
    *,
    pay_password: str | None = None,
    passkey: PasskeyShown | None = None,
) -> PayConfirmation | None:
    """Look at what came with a payment, before its transaction; None when nothing came.

    Transactions of its own: a wrong try stays counted although the payment is refused, and the tens of
    milliseconds that a hash takes hold no row of anybody.

    Raises:
        PayPasswordWrong: `details` have `tries_left`.
        PayPasswordLocked: `details` have `until`.
        PayPasswordWanted: there is no pay password.
        PasskeyRefused: see `use_passkey`.
    """
    if passkey is not None:
        mine = {"account_id": caller.account_id, "session_id": caller.session_id}
        async with writing(pool) as conn:
            challenge = await take_challenge(conn, passkey.challenge_id, purpose="prove", **mine, binder=None)
        async with writing(pool) as conn:
            await use_passkey(
                conn,
                config,
                account_id=caller.account_id,
                challenge=challenge,
                credential=passkey.credential,
            )
        return PayConfirmation("passkey")
    if pay_password is None:
        return None
    async with writing(pool) as conn:
        row = await conn.fetchrow(_TRY, caller.account_id, TRIES, LOCKED_HOURS)
    if row is None:
        async with reading(pool) as conn:
            tried_at: datetime | None = await conn.fetchval(_TRIED, caller.account_id)
            if tried_at is None:
                raise await _wanted(conn, caller.account_id)
        raise PayPasswordLocked(until=tried_at + timedelta(hours=LOCKED_HOURS))
    if not await password_fits(row["password_hash"], pay_password):
        raise PayPasswordWrong(tries_left=TRIES - row["tries"])
    async with writing(pool) as conn:
        await conn.execute(_FITTED, caller.account_id, row["password_hash"])
    return PayConfirmation("password")


async def confirm_payment(
    conn: Connection,
    caller: Caller,
    *,
    kind: Kind,
    amount_minor: int,
    confirmation: PayConfirmation | None,
    now: datetime,
    currency: str = "CNY",
) -> tuple[str, ...]:
    """Let a payment pass that needs no word, or whose payer has shown that they mean it, within their limits.

    Args:
        amount_minor: What leaves the wallet, in the house's currency.
        confirmation: What `shown_confirmation` gave.

    Returns:
        As what it was counted, for `take_back` where the books refuse.

    Raises:
        NewDeviceBraked: more than a new device may move; `details` have `left` and `until`.
        PayPasswordWanted: nothing was shown and the amount, or the day's sum, is not small; `details` say
            whether the person `has_password` and `has_passkey`, and how much is `free`.
        LimitReached, MinorsDoNot: see `must_be_within`.

    Locks: see `use`.
    """
    since: datetime | None = await conn.fetchval(_NEW_SINCE, caller.account_id, caller.session_id)
    is_new = since is not None and now < since + timedelta(hours=NEW_HOURS)
    is_free = confirmation is None and amount_minor <= FREE.minor("each", currency)
    counted = (kind, *(("new_device",) if is_new else ()), *(("unconfirmed",) if is_free else ()))
    # Counted first and looked at then: whatever raises takes the count back with everything else.
    used = await use(conn, account_id=caller.account_id, kinds=counted, amount_minor=amount_minor)
    if since is not None and is_new:
        today = NEW_DEVICE.minor("day", currency) - (used["new_device"]["day"] - amount_minor)
        left = max(0, min(NEW_DEVICE.minor("each", currency), today))
        if amount_minor > left:
            until = since + timedelta(hours=NEW_HOURS)
            raise NewDeviceBraked(left=decimal_of(left, currency), until=until)
    if confirmation is None and not (is_free and used["unconfirmed"]["day"] <= FREE.minor("day", currency)):
        raise await _wanted(conn, caller.account_id, currency)
    must_be_within(used[kind], kind=kind, amount_minor=amount_minor, currency=currency)
    return counted


async def must_confirm(conn: Connection, *, account_id: UUID, confirmation: PayConfirmation | None) -> None:
    """Let pass what is confirmed like a payment although no money moves.

    Raises:
        PayPasswordWanted: nothing was shown; `details` say whether the person `has_password` and
            `has_passkey`.
    """
    if confirmation is None:
        wanted = await _wanted(conn, account_id)
        del wanted.details["free"]  # no amount of it is
        raise wanted


async def _wanted(conn: Connection, account_id: UUID, currency: str = "CNY") -> PayPasswordWanted:
    has = await conn.fetchrow(_HAS, account_id)
    assert has is not None
    free = FREE.decimal("each", currency)
    return PayPasswordWanted(has_password=has["password"], has_passkey=has["passkey"], free=free)
