"""Bring a database to the newest schema through dbmate, and print the schema that the migrations build."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tonghao.cannot_start import CannotStart, DiskFull
from tonghao.db import Connection, PostgresTrouble, connect
from tonghao.postgres import PostgresServer

MIGRATIONS = Path(__file__).parent / "migrations"

# What pg_dump says about itself, its session and its versions differs from machine to machine.
_NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)$")
_APPLIED: Final = "SELECT version FROM schema_migrations"
_HAS_TABLE: Final = "SELECT to_regclass('schema_migrations')"
_SCHEMA_HEAD = "-- Written by ./tonghao schema from the migrations. Do not edit.\n\n"


class DatabaseUnreachable(CannotStart):
    """The database cannot be reached: {reason}. Check TONGHAO_DATABASE_URL and that the server runs."""

    zh = "无法连接数据库：{reason}。请检查 TONGHAO_DATABASE_URL，并确认数据库正在运行。"


class MigrationFailed(CannotStart):
    """The database could not be brought to this version: {reason}. The failed step was rolled back."""

    zh = "数据库无法升级到当前版本：{reason}。失败的步骤已回滚。"


class DatabaseIsNewer(CannotStart):
    """The database was made by a newer Tonghao (it has step {newest}), and nothing was changed. Start it with
    that version or a newer one, or restore a backup that this version made."""

    zh = (
        "这个数据库由更新版本的同好创建（含步骤 {newest}），没有改动任何内容。"
        "请用那个或更新的版本启动，或恢复本版本所做的备份。"
    )


def migrate(dsn: str) -> int:
    """Apply the migrations that are missing and return how many they were.

    Raises:
        DatabaseUnreachable: No server answers at *dsn*, or it turns us away.
        MigrationFailed: A migration was refused by the database.
        DatabaseIsNewer: A newer version has changed it.
    """
    refuse_newer(dsn)
    run = _dbmate(dsn)
    if "SSL is not enabled on the server" in run.stderr:
        # dbmate insists on encryption unless told otherwise; a server without it (a local one) is told so.
        run = _dbmate(f"{dsn}{'&' if '?' in dsn else '?'}sslmode=disable")
    if run.returncode == 0:
        return sum(line.startswith("Applied:") for line in run.stdout.splitlines())
    reason = run.stderr.strip().removeprefix("Error: ")
    if "No space left on device" in reason:
        raise DiskFull(folder="PostgreSQL")
    step = re.findall(r"^Applying: (.+)$", run.stdout, re.MULTILINE)
    if not step:
        raise DatabaseUnreachable(reason=reason)
    raise MigrationFailed(reason=f"{step[-1]}: {reason}")


def _known() -> set[str]:
    return {path.name.split("_")[0] for path in MIGRATIONS.glob("*.sql")}


async def missing_migrations(conn: Connection) -> set[str]:
    """Which migrations of this version the database has not had; none in one that is ready."""
    return _known() - await _applied(conn)


async def unknown_migrations(conn: Connection) -> set[str]:
    """Which migrations of the database this version does not know: a newer one applied them."""
    return await _applied(conn) - _known()


async def newest_migration(conn: Connection) -> str:
    """The newest step that the database has had."""
    return max(await _applied(conn), default="")


def refuse_newer_than_known(migration: str) -> None:
    """Refuse what was written when the tables had the step *migration*, if this version does not know it.

    Raises:
        DatabaseIsNewer: A newer version wrote it.
    """
    if migration not in _known():
        raise DatabaseIsNewer(newest=migration)


async def _applied(conn: Connection) -> set[str]:
    if await conn.fetchval(_HAS_TABLE) is None:
        return set()
    return {row[0] for row in await conn.fetch(_APPLIED)}


async def _newer(dsn: str) -> set[str]:
    conn = await connect(dsn)
    try:
        return await unknown_migrations(conn)
    finally:
        await conn.close()


def refuse_newer(dsn: str) -> None:
    """Refuse a database that a newer version has changed: this one could not read it rightly.

    Raises:
        DatabaseIsNewer: It has migrations that this version does not know.
        DatabaseUnreachable: No server answers at *dsn*, or it turns us away.
    """
    # In a thread of its own, since whoever calls may run a loop already.
    with ThreadPoolExecutor(1) as thread:
        try:
            newer = thread.submit(asyncio.run, _newer(dsn)).result()
        except (*PostgresTrouble, OSError, ValueError) as trouble:
            raise DatabaseUnreachable(reason=str(trouble)) from None
    if newer:
        raise DatabaseIsNewer(newest=max(newer))


def _dbmate(dsn: str) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).parent / "dbmate"
    program = str(beside) if beside.exists() else shutil.which("dbmate") or "dbmate"
    return subprocess.run(
        [program, "--migrations-dir", str(MIGRATIONS), "--no-dump-schema", "--migration-lock", "migrate"],
        # The address may hold a password, and every user of a machine may read a command line.
        env={"DATABASE_URL": dsn, "PATH": os.defpath, "HOME": "/"},
        cwd=MIGRATIONS,
        capture_output=True,
        text=True,
        check=False,
    )


def schema_of(server: PostgresServer) -> str:
    """Return what the migrations build in the embedded *server*, without names of machines or versions."""
    dumped = subprocess.run(
        [
            str(server.home.programs / "pg_dump"),
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-table=schema_migrations",
            server.dsn(),
        ],
        env={"PATH": os.defpath, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in dumped.stdout.splitlines() if not _NOISE.match(line)]
    return _SCHEMA_HEAD + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
