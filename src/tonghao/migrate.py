"""Bring a database to the newest schema through dbmate, and print the schema that the migrations build."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tonghao.cannot_start import CannotStart, DiskFull
from tonghao.postgres import PostgresServer

MIGRATIONS = Path(__file__).parent / "migrations"

# What pg_dump says about itself, its session and its versions differs from machine to machine.
_NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)$")
_SCHEMA_HEAD = "-- Written by ./tonghao schema from the migrations. Do not edit.\n\n"


class DatabaseUnreachable(CannotStart):
    """The database cannot be reached: {reason}. Check TONGHAO_DATABASE_URL and that the server runs."""

    zh = "无法连接数据库：{reason}。请检查 TONGHAO_DATABASE_URL，并确认数据库正在运行。"


class MigrationFailed(CannotStart):
    """The database could not be brought to this version: {reason}. The failed step was rolled back."""

    zh = "数据库无法升级到当前版本：{reason}。失败的步骤已回滚。"


def migrate(dsn: str) -> int:
    """Apply the migrations that are missing and return how many they were.

    Raises:
        DatabaseUnreachable: No server answers at *dsn*, or it turns us away.
        MigrationFailed: A migration was refused by the database.
    """
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
