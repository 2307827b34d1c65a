"""What the commands share: the data folder, a database lent to one command, an answer that counts."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from tonghao.db import Connection

ROOT = Path(__file__).resolve().parents[2]

DatabaseUrl = Annotated[
    str,
    typer.Option(
        envvar="TONGHAO_DATABASE_URL", help="外部 PostgreSQL 的地址 / address of your own PostgreSQL"
    ),
]

T = TypeVar("T")


def folder_of_data() -> Path:
    return Path(os.environ.get("TONGHAO_DATA") or ROOT / "data").absolute()


@contextmanager
def lent_database(database_url: str) -> Iterator[str]:
    """Lend a command the database at its newest schema: the running one, or one for this command alone."""
    from tonghao.migrate import migrate
    from tonghao.postgres import database

    with database(folder_of_data(), database_url, typer.echo) as address:
        migrate(address)
        os.environ["TONGHAO_DATABASE_URL"] = address
        os.environ["TONGHAO_DATA"] = str(folder_of_data())
        yield address


def in_database(
    database_url: str,
    verb: "Callable[[Connection], Awaitable[T]]",
    *,
    isolation: Literal["repeatable_read"] | None = None,
) -> T:
    """Do *verb* in one transaction; a refusal is said in both languages."""
    from tonghao.db import connect
    from tonghao.errors import Refusal

    async def run(address: str) -> T:
        conn = await connect(address)
        try:
            async with conn.transaction(isolation=isolation):
                return await verb(conn)
        finally:
            await conn.close()

    with lent_database(database_url) as address:
        try:
            return asyncio.run(run(address))
        except Refusal as refused:
            typer.echo(f"✗ {refused.message_zh()}\n  {refused.message_en()}", err=True)
            raise typer.Exit(1) from None


def say(told: list[str]) -> None:
    """Print what was found; a line with a cross goes to the errors, and ends the command with 1."""
    for line in told:
        typer.echo(line, err=line.startswith("✗"))
    if any(line.startswith("✗") for line in told):
        raise typer.Exit(1)
