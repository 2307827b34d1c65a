"""Who asks, and what is seen of people."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.accounts.people import person
from tonghao.accounts.note_visit import note_visit
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import (
    find_caller,
    find_credentials,
    get_me,
    get_profile,
    is_this_machine,
    list_cards,
    list_sessions,
    resolve_handles,
)
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id

HOME = "127.0.0.1"


async def _session(conn: Connection, account_id: UUID, days: int = 60) -> str:
    opened = await open_session(conn, account_id=account_id, user_agent="Firefox", address=HOME, days=days)
    return opened.token


async def test_a_token_says_who_asks(conn: Connection) -> None:
    man = await person(conn, role="moderator")
    token = await _session(conn, man)
    caller = await find_caller(conn, token=token, address=HOME)
    assert caller is not None
    assert (caller.account_id, caller.role, caller.state, caller.address) == (
        man,
        "moderator",
        "active",
        HOME,
    )
    assert not caller.visit_due


@pytest.mark.parametrize(
    "token",
    ["", ".", "x", "a.b", "no-uuid-at-all-but-36-characters-long.secret", f"{new_id()}.",
     f"{new_id()}.secret",
     f"{new_id()}." + "x" * 5000, "\ud800.x", f"{new_id()}.\ud800", f"{new_id()}.\x00"],
)  # fmt: skip
async def test_a_forged_token_is_nobody(conn: Connection, token: str) -> None:
    assert await find_caller(conn, token=token, address=HOME) is None


async def test_a_token_of_one_account_opens_no_other(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    secret = (await _session(conn, man)).partition(".")[2]
    assert await find_caller(conn, token=f"{lin}.{secret}", address=HOME) is None


async def test_a_session_ends_when_nobody_visits_for_long(conn: Connection) -> None:
    man = await person(conn)
    token = await _session(conn, man)
    await conn.execute("UPDATE sessions SET expires_at = now() WHERE account_id = $1", man)
    assert await find_caller(conn, token=token, address=HOME) is None


async def test_a_visit_is_noted_once_an_hour_and_prolongs_the_session(conn: Connection) -> None:
    man = await person(conn)
    token = await _session(conn, man, days=2)
    await conn.execute(
        "UPDATE sessions SET seen_at = now() - interval '61 minutes' WHERE account_id = $1", man
    )
    caller = await find_caller(conn, token=token, address=HOME)
    assert caller is not None
    assert caller.visit_due
    await note_visit(conn, account_id=man, session_id=caller.session_id, days=60)
    caller = await find_caller(conn, token=token, address=HOME)
    assert caller is not None
    assert not caller.visit_due
    left = await conn.fetchval("SELECT expires_at - now() FROM sessions WHERE account_id = $1", man)
    assert left == timedelta(days=60)
    await note_visit(conn, account_id=man, session_id=caller.session_id, days=1)
    left = await conn.fetchval("SELECT expires_at - now() FROM sessions WHERE account_id = $1", man)
    assert left == timedelta(days=60)


async def test_a_demo_account_is_nobody_from_elsewhere(conn: Connection) -> None:
    token = await _session(conn, await person(conn))
    assert await find_caller(conn, token=token, address="203.0.113.9") is None
    assert await find_caller(conn, token=token, address="::1") is not None


async def test_a_deleted_account_is_nobody(conn: Connection) -> None:
    man = await person(conn)
    token = await _session(conn, man)
    await conn.execute("UPDATE accounts SET state = 'deleted', password_hash = NULL WHERE id = $1", man)
    assert await find_caller(conn, token=token, address=HOME) is None
    with pytest.raises(NotFound):
        await get_me(conn, man)


async def test_the_caller_is_found_by_an_index(conn: Connection) -> None:
    await conn.execute("SET LOCAL enable_seqscan = off")
    from tonghao.accounts.read import _FIND_CALLER

    await conn.execute(f"PREPARE caller (uuid, bytea, boolean) AS {_FIND_CALLER}")
    plan = await conn.fetch("EXPLAIN EXECUTE caller(NULL, NULL, NULL)")
    await conn.execute("DEALLOCATE caller")
    text = "\n".join(row[0] for row in plan)
    assert "Seq Scan" not in text


@pytest.mark.parametrize(
    ("address", "home"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("::ffff:127.0.0.1", True), ("", False),
     ("localhost", False), ("10.0.0.1", False), ("::ffff:10.0.0.1", False), ("2001:db8::1", False)],
)  # fmt: skip
def test_only_loopback_is_this_machine(address: str, home: bool) -> None:
    assert is_this_machine(address) is home


async def test_at_most_fifty_devices_stay_signed_in(conn: Connection) -> None:
    man = await person(conn)
    first = await _session(conn, man)
    await conn.execute("UPDATE sessions SET seen_at = now() - interval '1 day' WHERE account_id = $1", man)
    for _ in range(50):
        newest = await open_session(conn, account_id=man, user_agent="x" * 999, address=HOME, days=1)
    assert await find_caller(conn, token=first, address=HOME) is None
    sessions = await list_sessions(conn, account_id=man, current_id=newest.session_id)
    assert len(sessions) == 50
    assert [one.id for one in sessions if one.current] == [newest.session_id]


async def test_handles_and_cards_are_found_whatever_their_spelling(conn: Connection) -> None:
    man, lin = await person(conn, handle="xm_of_lane_9"), await person(conn, handle="林_of_lane_9")
    found = await resolve_handles(conn, ["XM_of_lane_9", "林_of_lane_9", "nobody_at_all_9", "XM_OF_LANE_9"])
    assert found == {"XM_of_lane_9": man, "XM_OF_LANE_9": man, "林_of_lane_9": lin}
    cards = await list_cards(conn, [man, lin, new_id()])
    assert set(cards) == {man, lin}
    assert cards[lin].handle == "林_of_lane_9"
    assert await list_cards(conn, []) == {}
    with pytest.raises(NotFound):
        await get_profile(conn, handle="nobody_at_all_9", viewer_id=None)


async def test_credentials_are_found_by_handle_as_it_is_typed(conn: Connection) -> None:
    man = await person(conn, handle="xm_of_lane_8")
    for typed in ("xm_of_lane_8", " @XM_of_lane_8 ", "ｘm_of_lane_8"):
        found = await find_credentials(conn, typed)
        assert found is not None
        assert found.account_id == man
    assert await find_credentials(conn, "") is None
    assert await find_credentials(conn, "nobody@example.org") is None


async def test_my_own_account_names_the_partners_for_which_i_work(conn: Connection) -> None:
    man = await person(conn, name="何小满")
    for state in ("approved", "refused"):
        partner_id = new_id()
        await conn.execute(
            "INSERT INTO partners (id, name, category, responsible_name, state, applied_by, convention_at,"
            " decided_at, due_at) VALUES ($1, '半页书店', 'books', '许半页', $2, $3, now(), now(),"
            " CASE $2 WHEN 'approved' THEN now() + interval '1 year' END)",
            partner_id,
            state,
            man,
        )
        await conn.execute(
            "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'owner')",
            partner_id,
            man,
        )
    me = await get_me(conn, man)
    assert [(badge.name, badge.role) for badge in me.partners] == [("半页书店", "owner")]
    assert (me.name, me.state, me.is_demo, me.first_run_done, me.unread) == (
        "何小满",
        "active",
        True,
        True,
        0,
    )
