"""Tell books: what the books' own jobs would have done in the month that was told at once."""

from datetime import date
from typing import Final

from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, reading_one_moment, writing
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.sandbox import SandboxGateway
from tonghao.ledger.audit import audit_books
from tonghao.ledger.seal import seal_days

_DAYS: Final = "SELECT DISTINCT (at AT TIME ZONE 'UTC')::date AS day FROM sandbox_payments ORDER BY 1"


async def tell_books(pool: Pool, config: Config) -> None:
    """Compare the sandbox's days with the books, seal the days, and read everything once."""
    if config.gateway == "sandbox":
        gateway = SandboxGateway(pool, config)
        async with reading(pool) as conn:
            days = await _days(conn)
        for day in days:
            if day < now().date():
                await reconcile_day(pool, gateway, day, currency=config.currency)
    async with writing(pool) as conn:
        await seal_days(conn, at=now())
    async with reading_one_moment(pool) as conn:
        await audit_books(conn, is_full=True)


async def _days(conn: Connection) -> list[date]:
    return [row[0] for row in await conn.fetch(_DAYS)]
