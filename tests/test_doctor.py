"""`doctor` says in one sentence each how everything is, and what to do about what is not well."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.laws.source import ROOT
from tests.world import World
from tonghao.accounts.make_operator import make_operator
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading
from tonghao.doctor import Finding, _work, address, backups, checkers, database, machine


def _faults(findings: list[Finding]) -> str:
    return "\n".join(one.en for one in findings if one.state == "fault")


async def _of_database(dsn: str) -> list[Finding]:
    return [one async for one in database(dsn)]


async def test_every_sentence_is_there_in_both_languages(config: Config, dsn: str) -> None:
    found = [*machine(config, is_running=False), *address(config), *await _of_database(dsn)]
    assert len(found) > 10
    for one in found:
        assert one.zh.endswith("。")
        assert one.en.endswith(".")


async def test_a_healthy_database_has_no_fault(dsn: str, pool: Pool) -> None:
    found = await _of_database(dsn)
    assert any("Chinese" in one.en for one in found)
    assert any("audit chain is unbroken" in one.en for one in found)
    assert "clock" not in _faults(found)


async def test_a_database_that_is_away_is_a_fault_with_its_cause() -> None:
    (found,) = await _of_database("postgresql://nobody@127.0.0.1:1/none")
    assert found.state == "fault"
    assert "TONGHAO_DATABASE_URL" in found.en


async def test_a_missing_model_is_a_fault_of_texts_and_photos(config: Config, tmp_path: Path) -> None:
    without = config.model_copy(update={"text_model": tmp_path / "none.npz"})
    said = _faults([one async for one in checkers(without)])
    assert "Texts cannot be checked" in said
    assert "TONGHAO_TEXT_MODEL" in said
    assert "Photos cannot be checked" in said


async def test_plain_http_on_an_open_address_is_a_fault(config: Config) -> None:
    found = list(address(config.model_copy(update={"host": "0.0.0.0"})))
    assert "no https" in _faults(found)
    assert "no mail server" in _faults(found)
    safe = config.model_copy(update={"public_url": "https://example.org", "demo": False})
    assert "https" not in _faults(list(address(safe)))


async def test_an_old_backup_is_a_fault_and_none_is_one_on_a_server(config: Config, tmp_path: Path) -> None:
    here = config.model_copy(update={"data": tmp_path})
    assert backups(here, is_server=True).state == "fault"
    assert backups(here, is_server=False).state == "note"
    (tmp_path / "last-backup.txt").write_text(f"{(datetime.now(UTC) - timedelta(days=9)).isoformat()} x\n")
    assert "9 days old" in backups(here, is_server=False).en
    (tmp_path / "last-backup.txt").write_text(f"{datetime.now(UTC).isoformat()} x\n")
    assert backups(here, is_server=True).state == "good"


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 0), ("0.0.0.0", 1)])
def test_the_command_ends_with_what_it_found(tmp_path: Path, host: str, status: int) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tonghao", "doctor"],
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "PATH": "/usr/bin:/bin",
            "TONGHAO_DATA": str(tmp_path),
            "TONGHAO_HOST": host,
            "TONGHAO_PORT": "0",
            "TONGHAO_MAIL_SENDER": "console",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == status, run.stdout + run.stderr
    assert "Python" in run.stdout
    assert ("all is well" in run.stdout) is (status == 0)


async def test_a_changed_log_is_a_fault(conn: Connection, pool: Pool) -> None:
    from tonghao.doctor import _work

    await conn.execute("UPDATE audit_head SET number = number + 1")
    found = [one async for one in _work(conn)]
    assert "changed at entry" in _faults(found)
    async with reading(pool) as other:
        assert "changed" not in _faults([one async for one in _work(other)])


async def test_a_platform_of_one_person_is_noted(conn: Connection) -> None:
    # Others of this database have committed theirs; what is asked for is who counts.
    await conn.execute("UPDATE accounts SET role = 'member' WHERE role <> 'member'")
    said = [one async for one in _work(conn)]
    assert any("Nobody operates" in one.en for one in said)
    await make_operator(conn, handle="runs_it_soon", public_url="http://localhost:8000")
    said = [one async for one in _work(conn)]
    assert any("@runs_it_soon has not opened the link" in one.en for one in said)
    for role, words in (("operator", "has one person"), ("moderator", "has 2 people")):
        await World(conn, {}).account(role=role)
        await conn.execute("UPDATE accounts SET is_demo = false WHERE role = $1", role)
        said = [one async for one in _work(conn)]
        assert any(words in one.en for one in said), role
