"""The embedded database starts, heals and refuses as a person at home would want."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tonghao import postgres
from tonghao.cannot_start import CannotStart, DiskFull, FolderNotWritable
from tonghao.migrate import DatabaseUnreachable, migrate
from tonghao.postgres import DatabaseInUse, DatabaseOfAnotherVersion, PostgresServer, database

_HOLD = """
import sys, time
from pathlib import Path
from tonghao.postgres import PostgresServer
print(PostgresServer(Path(sys.argv[1])).start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="tonghao-"))
    made.chmod(0o755)
    yield made
    if (made / "postgres").is_symlink():
        shutil.rmtree((made / "postgres").resolve().parent)
    shutil.rmtree(made)


def asked(dsn: str, *statements: str) -> Any:
    """Run the statements and return the one value of the last."""

    async def ask() -> Any:
        conn = await asyncpg.connect(dsn)
        try:
            for statement in statements[:-1]:
                await conn.execute(statement)
            return await conn.fetchval(statements[-1])
        finally:
            await conn.close()

    return asyncio.run(ask())


def both_sentences(refused: pytest.ExceptionInfo[CannotStart]) -> str:
    assert refused.value.chinese()
    assert refused.value.english()
    assert "{" not in refused.value.chinese() + refused.value.english()
    return refused.value.english()


def test_a_new_database_sorts_by_code_point_and_finds_chinese_by_trigram(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        assert asked(server.dsn(), "SHOW server_encoding") == "UTF8"
        assert asked(
            server.dsn(), "SELECT datlocprovider::text FROM pg_database WHERE datname = 'tonghao'"
        ) in {"b", b"b"}
        found = asked(server.dsn(), "CREATE EXTENSION pg_trgm", "SELECT cardinality(show_trgm('寻猫启事'))")
        assert found > 2


def test_only_the_socket_leads_in_and_the_application_is_no_superuser(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        assert asked(server.dsn(), "SHOW listen_addresses") == ""
        assert asked(server.dsn(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        cluster = server.home.cluster
        assert stat.S_IMODE(cluster.stat().st_mode) == 0o700
        assert cluster.stat().st_uid != 0


def test_what_was_written_is_there_after_a_stop_and_a_start(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        asked(server.dsn(), "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('猫') RETURNING word")
    with PostgresServer(folder, durable=False) as server:
        assert asked(server.dsn(), "SELECT word FROM kept") == "猫"


def test_a_killed_database_loses_nothing_acknowledged(folder: Path) -> None:
    with PostgresServer(folder) as server:
        asked(server.dsn(), "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('猫') RETURNING word")
        number = int((server.home.cluster / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        while server.alive():
            time.sleep(0.01)
        server.start()
        assert asked(server.dsn(), "SELECT word FROM kept") == "猫"


def test_a_killed_supervisor_leaves_a_folder_that_the_next_start_heals(folder: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert held.stdout is not None
    dsn = held.stdout.readline().strip()
    asked(dsn, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('猫') RETURNING word")
    held.kill()
    held.wait()
    held.stdout.close()
    with PostgresServer(folder) as server:
        assert asked(server.dsn(), "SELECT word FROM kept") == "猫"


def test_a_process_number_given_to_a_stranger_does_not_hold_the_database(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        cluster = server.home.cluster
        held = (cluster / "postmaster.pid").read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"], **server.home.user.popen_options())
    try:
        held[0] = str(stranger.pid)
        (cluster / "postmaster.pid").write_text("\n".join(held) + "\n")
        with server:
            assert asked(server.dsn(), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_initialisation_that_was_cut_short_is_begun_again(folder: Path) -> None:
    (folder / "postgres.new").mkdir()
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    with PostgresServer(folder, durable=False) as server:
        assert asked(server.dsn(), "SELECT 1") == 1
    assert not (folder / "postgres.new").exists()


def test_a_second_start_on_the_same_folder_is_refused(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        with pytest.raises(DatabaseInUse) as refused:
            PostgresServer(folder).start()
        assert str(folder) in both_sentences(refused)
        assert asked(server.dsn(), "SELECT 1") == 1


def test_a_command_shares_the_database_that_is_already_running(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        with database(folder, None) as dsn:
            assert dsn == server.dsn()
        assert server.alive()


def test_a_database_of_another_major_version_is_refused_and_left_alone(folder: Path) -> None:
    with PostgresServer(folder, durable=False) as server:
        cluster = server.home.cluster
    (cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(DatabaseOfAnotherVersion) as refused:
        PostgresServer(folder).start()
    assert "PostgreSQL 15" in both_sentences(refused)
    assert (cluster / "PG_VERSION").read_text() == "15\n"


def test_a_full_disk_is_refused_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(folder)._replace(free=1024)
    monkeypatch.setattr(postgres.shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(DiskFull) as refused:
        PostgresServer(folder).start()
    both_sentences(refused)
    assert not (folder / "postgres").exists()


def test_a_data_folder_that_cannot_be_made_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(FolderNotWritable) as refused:
        PostgresServer(folder / "file" / "data").start()
    both_sentences(refused)


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    deep = folder / ("一个很长的文件夹名" * 4)
    with PostgresServer(deep, durable=False) as server:
        assert asked(server.dsn(), "SELECT 1") == 1
        assert server.home.socket_folder != server.home.cluster
        socket_folder = server.home.socket_folder
    shutil.rmtree(socket_folder)


def test_a_folder_closed_to_others_is_no_hindrance(folder: Path) -> None:
    folder.chmod(0o700)
    told: list[str] = []
    for _ in range(2):
        with PostgresServer(folder, durable=False, say=told.append) as server:
            assert asked(server.dsn(), "SELECT 1") == 1
            moved = server.home.cluster != folder / "postgres"
    assert moved == (os.geteuid() == 0)
    assert bool(told) == moved


def test_an_unreachable_database_is_refused_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        migrate("postgresql://somebody:secret@127.0.0.1:1/tonghao")
    assert "secret" not in both_sentences(refused)
