"""What accounts do without a request."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, cast

from tonghao.account_events import DeviceSeen
from tonghao.accounts.brake_feature import end_brake, list_due_brakes
from tonghao.accounts.delete_account import delete_account, list_due
from tonghao.accounts.forget_expired import forget_expired
from tonghao.accounts.lift_sanction import SanctionOver, lift_sanction, list_over
from tonghao.accounts.send_alert import send_alert
from tonghao.accounts.send_change import send_change
from tonghao.accounts.send_code import send_code
from tonghao.accounts.send_farewell import send_farewell
from tonghao.accounts.types import Purpose
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountLeaving, CodeRequested, SecurityChanged
from tonghao.mail import Sender
from tonghao.texting import Texter


async def mail_code(
    event: CodeRequested, *, pool: Pool, config: Config, sender: Sender, texter: Texter
) -> None:
    """Send the code that somebody asked for."""
    await send_code(pool, config, sender, texter, target=event.target, purpose=cast(Purpose, event.purpose))


async def mail_alert(event: DeviceSeen, *, pool: Pool, config: Config, sender: Sender) -> None:
    """Tell the owner by mail that a new device signed in."""
    await send_alert(pool, config, sender, account_id=event.account_id, session_id=event.session_id)


async def mail_change(event: SecurityChanged, *, pool: Pool, config: Config, sender: Sender) -> None:
    """Tell the owner by mail that what opens the account has changed."""
    await send_change(pool, config, sender, event)


async def mail_farewell(event: AccountLeaving, *, pool: Pool, config: Config, sender: Sender) -> None:
    """Tell the leaver by mail until when they can come back."""
    await send_farewell(pool, config, sender, account_id=event.account_id)


async def delete_left_accounts(pool: Pool) -> None:
    """Delete the accounts whose grace is over, each in a transaction of its own."""
    async with reading(pool) as conn:
        due = await list_due(conn)
    for account_id in due:
        async with writing(pool) as conn:
            await delete_account(conn, account_id=account_id)


async def forget(pool: Pool) -> None:
    """Drop sessions, codes and links that have run out."""
    async with writing(pool) as conn:
        await forget_expired(conn)


async def end_sanctions(pool: Pool) -> None:
    """What was decided for a time ends by itself, each in a transaction of its own."""
    async with reading(pool) as conn:
        over = await list_over(conn)
    for account_id, sanction_id in over:
        with suppress(SanctionOver):
            async with writing(pool) as conn:
                await lift_sanction(conn, account_id=account_id, sanction_id=sanction_id, by=None)


async def end_brakes(pool: Pool) -> None:
    """A brake that was pulled for a time ends by itself, each in a transaction of its own."""
    async with reading(pool) as conn:
        due = await list_due_brakes(conn)
    for brake_id in due:
        async with writing(pool) as conn:
            await end_brake(conn, brake_id=brake_id)


HEARS: Final[dict[type, list[Callable[..., Any]]]] = {
    CodeRequested: [mail_code],
    DeviceSeen: [mail_alert],
    SecurityChanged: [mail_change],
    AccountLeaving: [mail_farewell],
}
EVERY: Final[dict[str, list[Callable[..., Any]]]] = {
    "* * * * *": [end_sanctions, end_brakes],
    "*/10 * * * *": [delete_left_accounts],
    "41 * * * *": [forget],
}
