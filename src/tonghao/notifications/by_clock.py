"""What is told by the clock: after quiet hours, by mail, as a digest."""

from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.mail import Sender
from tonghao.notifications.release import list_due, release_held
from tonghao.notifications.send_mail import list_digests_due, list_waiting, mail_digest, mail_waiting


async def deliver_after_quiet(pool: Pool) -> None:
    """Show what waited to everybody whose quiet hours are over."""
    async with reading(pool) as conn:
        due = await list_due(conn)
    for account_id in due:
        async with writing(pool) as conn:
            await release_held(conn, account_id=account_id)


async def mail_notices(pool: Pool, config: Config, sender: Sender) -> None:
    """Mail what people asked to get by mail, one letter each."""
    async with reading(pool) as conn:
        waiting = await list_waiting(conn)
    for account_id in waiting:
        await mail_waiting(pool, config, sender, account_id=account_id)


async def mail_digests(pool: Pool, config: Config, sender: Sender) -> None:
    """Mail the digest to everybody whose hour has come."""
    async with reading(pool) as conn:
        due = await list_digests_due(conn)
    for account_id in due:
        await mail_digest(pool, config, sender, account_id=account_id)
