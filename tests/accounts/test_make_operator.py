"""Whoever shall run the platform is appointed on the machine; a new one gets a link."""

from pathlib import Path

import pytest

from tests.world import World
from tonghao.accounts.claim import claim_account
from tonghao.accounts.make_operator import HandleNotFree, make_operator
from tonghao.config import Config
from tonghao.db import Connection

_ROLE = "SELECT a.role, a.state FROM accounts a JOIN profiles p ON p.account_id = a.id WHERE p.handle = $1"


async def test_somebody_with_an_account_is_appointed_without_a_link(conn: Connection, here: World) -> None:
    account_id = await here.account()
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", account_id)
    assert await make_operator(conn, handle=f"@{handle}", public_url="https://example.org") is None
    assert tuple(await conn.fetchrow(_ROLE, handle)) == ("operator", "active")  # type: ignore[arg-type]


async def test_a_new_operator_comes_in_with_the_link(conn: Connection) -> None:
    link = await make_operator(conn, handle="sumin_runs", public_url="https://example.org")
    assert link is not None
    base, _, token = link.rpartition("/")
    assert base == "https://example.org/claim"
    await claim_account(conn, token=token, password_hash="x", age_class="adult")
    assert tuple(await conn.fetchrow(_ROLE, "sumin_runs")) == ("operator", "active")  # type: ignore[arg-type]


async def test_asking_again_before_the_link_was_used_gives_another(conn: Connection) -> None:
    first = await make_operator(conn, handle="sumin_runs", public_url="https://example.org")
    second = await make_operator(conn, handle="sumin_runs", public_url="https://example.org")
    assert second not in {None, first}


@pytest.mark.parametrize("handle", ["admin", "x", "no spaces"])
async def test_a_handle_that_nobody_may_have_is_refused(conn: Connection, handle: str) -> None:
    with pytest.raises(HandleNotFree):
        await make_operator(conn, handle=handle, public_url="https://example.org")


async def test_the_appointment_stands_in_the_log(conn: Connection) -> None:
    before = await conn.fetchval("SELECT number FROM audit_head")
    await make_operator(conn, handle="sumin_runs", public_url="https://example.org")
    acts = await conn.fetch("SELECT act FROM audit_entries WHERE number > $1", before)
    assert [row["act"] for row in acts] == ["role.given"]


def test_the_link_leads_to_the_server_that_runs_here(tmp_path: Path) -> None:
    running = tmp_path / "up.running"
    at_home = Config(port=8000, public_url="")
    assert at_home.address_beside(running) == "http://localhost:8000"
    running.write_text("8123", "utf-8")
    assert at_home.address_beside(running) == "http://localhost:8123"
    assert Config(public_url="http://localhost:8000").address_beside(running) == "http://localhost:8123"
    # What stands in front of it knows the port.
    assert Config(public_url="https://example.org/").address_beside(running) == "https://example.org"
    assert Config(public_url="", host="0.0.0.0", port=80).address_beside(running) == "http://localhost:80"
    # A server of an older version left it empty.
    running.write_text("", "utf-8")
    assert at_home.address_beside(running) == "http://localhost:8000"
