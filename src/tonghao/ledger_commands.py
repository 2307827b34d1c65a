"""`./tonghao ledger`: the books are checked, and each day sealed."""

from typing import TYPE_CHECKING

import typer

from tonghao.lent import DatabaseUrl, in_database, say

if TYPE_CHECKING:
    from tonghao.db import Connection
    from tonghao.ledger.types import Audit, Seal

ledger_commands = typer.Typer(help="账本 / the books of money", no_args_is_help=True)


@ledger_commands.command("audit")
def audit_ledger(database_url: DatabaseUrl = "") -> None:
    """逐笔核对账本，并重算每天的封印 / read the books line by line, and compute every seal again."""
    from tonghao.ledger.audit import audit_books
    from tonghao.ledger.seal import broken_seals

    async def check(conn: "Connection") -> "tuple[Audit, list[str]]":
        audit = await audit_books(conn, is_full=True)
        return audit, [*audit.faults, *await broken_seals(conn)]

    audit, faults = in_database(database_url, check, isolation="repeatable_read")
    typer.echo(
        f"{audit.account_count} 个账户 / accounts, {audit.transfer_count} 笔 / transfers, "
        f"{audit.took_seconds:.1f} s"
    )
    say([f"✗ {fault}" for fault in faults] or ["✓ 账平，封印完好 / the books balance, the seals hold"])


@ledger_commands.command("seal")
def seal_ledger(database_url: DatabaseUrl = "") -> None:
    """封好已经结束的每一天，列出最近的封印 / seal the days that are over, and list the newest seals."""
    from tonghao.clock import now
    from tonghao.ledger.seal import list_seals, seal_days

    async def seal(conn: "Connection") -> "list[Seal]":
        await seal_days(conn, at=now())
        return await list_seals(conn)

    for one in reversed(in_database(database_url, seal)):
        typer.echo(f"{one.day} {one.transfer_count:8} {one.sha256}")
