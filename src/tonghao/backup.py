"""`./tonghao backup`: database and files of one moment, while people write; whole or not there."""

import asyncio
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from tonghao import __version__
from tonghao.audit.read import get_head
from tonghao.cannot_start import CannotStart, writing_into
from tonghao.db import connect
from tonghao.media.store import quarantine_key, rendition_key
from tonghao.migrate import newest_migration
from tonghao.postgres_home import client_program

DUMP: Final = "database.dump"
FILES: Final = "files"
HASHES: Final = "files.sha256"
MANIFEST: Final = "manifest.json"
LAST: Final = "last-backup.txt"
FORMAT: Final = "tonghao-backup-1"

# Not of the community: the cluster itself (it is dumped), and what belongs to running processes.
_LEFT_OUT: Final = ("postgres", "metrics", LAST, "mail.txt", "up.running", "restore.running")
_LEFT_OUT_ENDS: Final = (".log", ".log.1", ".lock", ".running", ".new")
_ROUNDS: Final = 4

_SNAPSHOT: Final = "SELECT pg_export_snapshot()"
_NEEDED: Final = "SELECT owner_id, id, state FROM media WHERE state IN ('pending', 'visible', 'held')"
_COUNTS: Final = """
    SELECT (SELECT count(*) FROM accounts WHERE state <> 'deleted') AS accounts,
           (SELECT count(*) FROM circles) AS circles,
           (SELECT count(*) FROM posts) AS posts,
           (SELECT count(*) FROM comments) AS comments
"""


class BackupExists(CannotStart):
    """{folder} holds something already, and nothing was changed. Name a new folder, as with the date."""

    zh = "{folder} 里已有内容，没有改动任何东西。请换一个新文件夹，比如加上日期。"


class BackupInsideData(CannotStart):
    """{folder} lies in the data folder and would go with it. Name one outside, best on another disk."""

    zh = "{folder} 在数据文件夹之内，会和数据一起丢失。请放到外面，最好在另一块磁盘上。"


class DumpFailed(CannotStart):
    """The database could not be written out: {reason}. The backup was not made."""

    zh = "数据库无法导出：{reason}。备份没有完成。"


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself.

    Attributes:
        made_at: When its moment was, in UTC.
        migration: The newest step of its tables.
        head: Number and hash of the newest entry of the audit log.
        hashes_sha256: Of the file that has the hashes of all others.
        counts: Rows, by table, as a reader would check them.
    """

    format: str
    version: str
    made_at: str
    migration: str
    head: str
    hashes_sha256: str
    files: int
    bytes: int
    missing_photos: int
    counts: dict[str, int]


class _Moment(msgspec.Struct, frozen=True):
    """What the database said at the moment of the dump."""

    made_at: datetime
    migration: str
    head: str
    needed: list[str]
    counts: dict[str, int]


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def back_up(dsn: str, data: Path, target: Path, say: Callable[[str], object]) -> Manifest:
    """Write the whole community into *target*, which appears when it is complete.

    Files are copied before and after the dump: what the database names at the moment of the dump was
    there before it, or is there after it. A backup that was interrupted goes on with the files that
    it has when the same *target* is named again.

    Args:
        dsn: The database, which people may be writing to.
        data: The data folder.

    Raises:
        BackupExists, BackupInsideData, DumpFailed, DiskFull, FolderNotWritable: nothing is in *target* then.
    """
    target = target.absolute()
    if data.absolute() in (target, *target.parents):
        raise BackupInsideData(folder=target)
    if target.exists() and any(target.iterdir()):
        raise BackupExists(folder=target)
    work = target.with_name(target.name + ".partial")
    with writing_into(work):
        work.mkdir(mode=0o700, parents=True, exist_ok=True)
        copied = 0
        for number in range(1, _ROUNDS + 1):
            copied += _copy(data, work / FILES)
            moment = asyncio.run(_dump(dsn, work / DUMP))
            copied += _copy(data, work / FILES)
            missing = [key for key in moment.needed if not (work / FILES / "media" / key).is_file()]
            if not missing:
                break
            # A photo was checked between the first copy and the dump; the next round sees it in place.
            say(f"  第 {number} 轮后 {len(missing)} 张照片有变化 / photos changed meanwhile")
        _forget_vanished(data, work / FILES, set(moment.needed))
        manifest = _finish(work, moment, missing=len(missing))
        if target.exists():
            target.rmdir()
        work.rename(target)
    _note(data, target)
    say(f"  {copied} 个文件 / files copied, {manifest.bytes:,} bytes")
    return manifest


def _wanted(data: Path) -> Iterator[Path]:
    """Every file of the data folder that is the community's; links are not followed."""
    for top in sorted(data.iterdir()) if data.exists() else []:
        if top.name in _LEFT_OUT or top.name.endswith(_LEFT_OUT_ENDS) or top.is_symlink():
            continue
        for folder, _, names in os.walk(top) if top.is_dir() else [(str(data), [], [top.name])]:
            for name in sorted(names):
                # A `#` marks what the store is writing this moment.
                if "#" not in name and not (Path(folder) / name).is_symlink():
                    yield Path(folder) / name


def _copy(data: Path, into: Path) -> int:
    """Bring *into* up to date and return how many files were copied; what vanishes is passed over."""
    copied = 0
    for source in _wanted(data):
        copy = into / source.relative_to(data)
        try:
            found = source.stat()
            if copy.exists():
                there = copy.stat()
                if (there.st_size, there.st_mtime_ns) == (found.st_size, found.st_mtime_ns):
                    continue
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = copy.with_name(copy.name + ".new")
            shutil.copyfile(source, unfinished)
            os.utime(unfinished, ns=(found.st_mtime_ns, found.st_mtime_ns))
            unfinished.replace(copy)
            copied += 1
        except FileNotFoundError:
            continue
    return copied


def _forget_vanished(data: Path, copies: Path, needed: set[str]) -> None:
    """Drop copies of what was deleted since an interrupted attempt: a deleted photo must not live on."""
    for copy in copies.rglob("*"):
        place = copy.relative_to(copies)
        is_needed = place.parts[0] == "media" and Path(*place.parts[1:]).as_posix() in needed
        if copy.is_file() and not (data / place).exists() and not is_needed:
            copy.unlink()


async def _dump(dsn: str, file: Path) -> _Moment:
    """Write the database out as it is at one moment, and return what it says at that same moment."""
    conn = await connect(dsn)
    try:
        async with conn.transaction(isolation="repeatable_read", readonly=True):
            # A long dump must not cost us the moment.
            await conn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            snapshot = await conn.fetchval(_SNAPSHOT)
            needed = [
                quarantine_key(row[0], row[1])
                if row[2] == "pending"
                else rendition_key(row[0], row[1], "large")
                for row in await conn.fetch(_NEEDED)
            ]
            head = await get_head(conn)
            counts = await conn.fetchrow(_COUNTS)
            assert counts is not None
            moment = _Moment(
                datetime.now(UTC),
                await newest_migration(conn),
                f"{head.number}:{head.hash}",
                needed,
                dict(counts.items()),
            )
            await asyncio.to_thread(_run_dump, dsn, snapshot, file)
            return moment
    finally:
        await conn.close()


def _run_dump(dsn: str, snapshot: str, file: Path) -> None:
    address, environment = without_password(dsn)
    unfinished = file.with_name(file.name + ".new")
    run = subprocess.run(
        [
            client_program("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--no-unlogged-table-data",
            f"--snapshot={snapshot}",
            f"--file={unfinished}",
            address,
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise DumpFailed(reason=(run.stderr.strip().splitlines() or ["?"])[-1])
    unfinished.replace(file)


def without_password(dsn: str) -> tuple[str, dict[str, str]]:
    """*dsn* without its password, and the environment that holds it: everybody may read a command line."""
    parts = urlsplit(dsn)
    environment = {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"}
    query = dict(parse_qsl(parts.query))
    # `password` is also a parameter; other words are left as they are.
    password = parts.password or query.pop("password", None)
    if password:
        environment["PGPASSWORD"] = password
    place = parts.netloc.rpartition("@")
    user = place[0].partition(":")[0]
    netloc = f"{user}@{place[2]}" if place[1] else place[2]
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(query))), environment


def _finish(work: Path, moment: _Moment, *, missing: int) -> Manifest:
    """Write the hashes and, last of all, the manifest; everything is on the disk then."""
    files = [work / DUMP, *sorted(path for path in (work / FILES).rglob("*") if path.is_file())]
    with (work / HASHES).open("w", encoding="utf-8") as hashes:
        for path in files:
            hashes.write(f"{sha256_of(path)}  {path.relative_to(work).as_posix()}\n")
    manifest = Manifest(
        FORMAT,
        __version__,
        moment.made_at.isoformat(),
        moment.migration,
        moment.head,
        sha256_of(work / HASHES),
        len(files),
        sum(path.stat().st_size for path in files),
        missing,
        moment.counts,
    )
    (work / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    os.sync()
    return manifest


def _note(data: Path, target: Path) -> None:
    """Let `doctor` know."""
    data.mkdir(parents=True, exist_ok=True)
    (data / LAST).write_text(f"{datetime.now(UTC).isoformat()} {target}\n", "utf-8")
