"""`./tonghao restore`: a backup becomes a community again, in a fresh data folder or an empty database."""

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from tonghao.audit.types import Head
from tonghao.audit.verify import verify
from tonghao.backup import DUMP, FILES, FORMAT, HASHES, MANIFEST, Manifest, sha256_of, without_password
from tonghao.cannot_start import CannotStart, writing_into
from tonghao.db import connect
from tonghao.ledger.lock_down import lock_down
from tonghao.migrate import migrate, refuse_newer_than_known
from tonghao.outbox import begin_anew
from tonghao.postgres import database
from tonghao.postgres_home import client_program

_RUNNING: Final = "restore.running"
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_LONGEST_MANIFEST: Final = 1_000_000

_HAS_TABLES: Final = """
    SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'
"""


class NotABackup(CannotStart):
    """{folder} is no complete backup: {reason}. Nothing was changed. Name the folder that backup wrote."""

    zh = "{folder} 不是完整的备份：{reason}。没有改动任何东西。请指定 backup 写出的文件夹。"


class NotEmpty(CannotStart):
    """{place} holds a community already, and a restore never writes over one. Set TONGHAO_DATA to a new
    folder, or name an empty database."""

    zh = "{place} 里已有社区，恢复不会覆盖它。请把 TONGHAO_DATA 设为新文件夹，或指定一个空数据库。"


class RestoreFailed(CannotStart):
    """The database could not be filled: {reason}. It is as empty as before; try again when that is mended."""

    zh = "数据库无法恢复：{reason}。它仍是空的，解决后可以重试。"


class ChainBroken(CannotStart):
    """The restored log does not end as the backup says. Keep everything, and ask who had the backup."""

    zh = "恢复出的审计链与备份记录不符。请保留现场，并追查谁动过备份。"


def read_backup(folder: Path) -> tuple[Manifest, list[str]]:
    """The manifest of the backup in *folder* and its files, every one checked against its hash.

    Raises:
        NotABackup: something is missing, changed, added under a foreign name, or not a plain file.
        DatabaseIsNewer: a newer version made it.
    """

    def refuse(reason: str) -> NotABackup:
        return NotABackup(folder=folder, reason=reason)

    manifest_file, hashes = folder / MANIFEST, folder / HASHES
    if not manifest_file.is_file() or not hashes.is_file():
        raise refuse(f"{MANIFEST} or {HASHES} is missing")
    try:
        manifest = msgspec.json.decode(manifest_file.read_bytes()[:_LONGEST_MANIFEST], type=Manifest)
    except msgspec.DecodeError as wrong:
        raise refuse(f"{MANIFEST}: {wrong}") from None
    if manifest.format != FORMAT:
        raise refuse(f"{MANIFEST}: format {manifest.format!r}")
    if sha256_of(hashes) != manifest.hashes_sha256:
        raise refuse(f"{HASHES} was changed")
    refuse_newer_than_known(manifest.migration)
    files = []
    for number, line in enumerate(hashes.read_text("utf-8").splitlines(), start=1):
        parts = _LINE.fullmatch(line)
        name = PurePosixPath(parts[2]) if parts else PurePosixPath("/")
        if name.is_absolute() or ".." in name.parts or not (str(name) == DUMP or name.parts[0] == FILES):
            raise refuse(f"{HASHES}:{number}: not a name of a backup")
        path = folder / name
        if any(step.is_symlink() for step in (path, *path.parents) if folder in step.parents):
            raise refuse(f"{HASHES}:{number}: {name} is a link")
        if not path.is_file() or not parts or sha256_of(path) != parts[1]:
            raise refuse(f"{HASHES}:{number}: {name} is missing or was changed")
        files.append(str(name))
    if DUMP not in files or len(files) != manifest.files:
        raise refuse(f"{HASHES}: {len(files)} files of {manifest.files}")
    return manifest, files


def restore(folder: Path, data: Path, database_url: str, say: Callable[[str], object]) -> Manifest:
    """Bring the backup in *folder* back.

    The files come first and the database last, in one transaction: a restore that was interrupted is
    begun again by the same command.

    Args:
        data: The data folder; it must hold no community.
        database_url: Empty for the embedded server, which is made in *data*.

    Raises:
        NotABackup, NotEmpty, RestoreFailed, DatabaseIsNewer: nothing of another community was touched.
    """
    manifest, files = read_backup(folder)
    say(f"  ✓ {len(files)} 个文件与备份一致 / files are as they were written ({manifest.made_at})")
    running = data / _RUNNING
    if not running.exists():
        for name in ("media",) if database_url else ("media", "postgres"):
            if (data / name).exists() and any((data / name).iterdir()):
                raise NotEmpty(place=data / name)
    with database(data, database_url, say) as dsn:
        if asyncio.run(_table_count(dsn)):
            raise NotEmpty(place=database_url.rpartition("@")[2] or data)
        with writing_into(data):
            running.touch()
            for name in files:
                if name != DUMP:
                    _bring(folder / name, data / Path(name).relative_to(FILES))
            (data / "media").mkdir(exist_ok=True)
            (data / "media").chmod(0o700)
        _fill(dsn, folder / DUMP)
        asyncio.run(_settle(dsn))
        migrate(dsn)
        number, _, kept = manifest.head.partition(":")
        if not asyncio.run(_is_unbroken(dsn, Head(int(number), kept, None))):
            raise ChainBroken
        running.unlink()
    return manifest


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".new")
    shutil.copyfile(source, unfinished)
    unfinished.chmod(0o600)
    unfinished.replace(target)


async def _table_count(dsn: str) -> int:
    conn = await connect(dsn)
    try:
        return int(await conn.fetchval(_HAS_TABLES))
    finally:
        await conn.close()


def _fill(dsn: str, dump: Path) -> None:
    address, environment = without_password(dsn)
    run = subprocess.run(
        [
            client_program("pg_restore"),
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={address}",
            str(dump),
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        reason = [line for line in run.stderr.splitlines() if "error" in line.lower()] or ["?"]
        raise RestoreFailed(reason=reason[0])


async def _settle(dsn: str) -> None:
    conn = await connect(dsn)
    try:
        async with conn.transaction():
            await begin_anew(conn)
            await lock_down(conn)
    finally:
        await conn.close()


async def _is_unbroken(dsn: str, head: Head) -> bool:
    conn = await connect(dsn)
    try:
        return (await verify(conn, [head])).ok
    finally:
        await conn.close()
