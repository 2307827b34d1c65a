"""An export of the log is checked from the file alone, and every change in it is found."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.audit.chain import write
from tests.world import Browser, World
from tonghao.audit.erase import erase
from tonghao.audit.export import NoExport, check_lines, export_lines
from tonghao.audit.read import get_head
from tonghao.cli import commands
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.ids import new_id


async def _export(pool: Pool) -> list[str]:
    moment = now()
    lines = export_lines(
        pool, site="https://example.org", since=moment - timedelta(days=1), until=moment + timedelta(days=1)
    )
    return b"".join([part async for part in lines]).decode().splitlines()


async def test_it_is_checked_without_the_server_and_says_where_it_was_changed(pool: Pool) -> None:
    gone = new_id()
    async with writing(pool) as conn:
        numbers = await write(conn, 3, payload={"note": "一二三", "score": 1e16})
        await write(conn, 1, about_id=gone)
        await erase(conn, gone)
    lines = await _export(pool)
    async with reading(pool) as conn:
        head = await get_head(conn)
    found = check_lines(lines)
    assert (found.first_broken, found.last, found.head) == (None, head.number, head.hash)
    assert found.entries == len(lines) - 1
    assert found.without_words >= 1
    place = next(n for n, line in enumerate(lines) if f'"number":{numbers[1]},' in line)
    for change in (
        lambda said: said["payload"].update(note="一二四"),
        lambda said: said.update(act="post.released"),
        lambda said: said.update(at="2020-01-01T00:00:00+00:00"),
        lambda said: said.update(salt="AAAA"),
    ):
        said = json.loads(lines[place])
        change(said)
        changed = [*lines[:place], json.dumps(said), *lines[place + 1 :]]
        assert check_lines(changed).first_broken == numbers[1]
    assert check_lines(lines[:place] + lines[place + 1 :]).first_broken == numbers[1]
    assert check_lines(lines[:-1]).first_broken == head.number


@pytest.mark.parametrize("text", ["", "x", "{}", '{"format": "other"}', "[]", '{"format":"tonghao.audit.1"}'])
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(NoExport):
        check_lines(text.splitlines())


async def test_an_operator_takes_it_along_and_the_command_checks_it(
    browser: Browser, world: World, pool: Pool, tmp_path: Path
) -> None:
    async with writing(pool) as conn:
        await write(conn, 2)
    client = await browser.as_(await world.account(role="operator"))
    day = now()
    query = {
        "since": (day - timedelta(days=1)).strftime("%Y-%m-%dT00:00:00Z"),
        "until": (day + timedelta(days=1)).strftime("%Y-%m-%dT00:00:00Z"),
    }
    answer = await client.get("/api/v1/audit/export", params=query)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    file = tmp_path / "audit.jsonl"
    file.write_bytes(answer.content)
    sound = CliRunner().invoke(commands, ["audit", "check", str(file)])
    assert sound.exit_code == 0, sound.output
    file.write_text(answer.text.replace('"act":"post.held"', '"act":"post.kept"', 1), "utf-8")
    assert CliRunner().invoke(commands, ["audit", "check", str(file)]).exit_code == 1
    for wrong in (
        query | {"until": query["since"]},
        query | {"since": "2020-01-01T00:00:00Z"},
        query | {"since": "2026-11-01T00:00:00"},
    ):
        assert (await client.get("/api/v1/audit/export", params=wrong)).status_code == 400
