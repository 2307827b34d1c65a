"""Words go, the chain stays."""

from tests.audit.chain import write
from tonghao.audit.append import append
from tonghao.audit.erase import erase
from tonghao.audit.read import list_entries
from tonghao.audit.types import ERASED
from tonghao.audit.verify import verify
from tonghao.db import Connection
from tonghao.ids import new_id


async def test_the_log_is_sound_after_an_erasure(conn: Connection) -> None:
    subject = new_id()
    before = (await verify(conn)).erased
    await write(conn, 2, subject_id=subject)
    await write(conn, 2)
    assert await erase(conn, subject) == 2
    found = await verify(conn)
    assert found.ok
    assert found.erased == before + 2


async def test_the_erasure_is_an_entry_itself_and_its_words_stay(conn: Connection) -> None:
    subject, operator = new_id(), new_id()
    numbers = await write(conn, 2, subject_id=subject)
    await erase(conn, subject, actor_id=operator)
    assert await erase(conn, subject) == 0
    newest, *older = (await list_entries(conn, subject_id=subject)).entries
    assert newest.act == ERASED
    assert newest.payload == {"numbers": numbers}
    assert [entry.payload for entry in older] == [None, None]
    assert (await verify(conn)).ok


async def test_what_was_written_about_a_person_goes_with_them(conn: Connection) -> None:
    person = new_id()
    await write(conn, 3, about_id=person)
    await append(
        conn,
        act="member.banned",
        actor_id=new_id(),
        subject_kind="account",
        subject_id=person,
        circle_id=new_id(),
        payload={"reason": "刷屏"},
    )
    assert await erase(conn, person) == 4
    assert (await verify(conn)).ok


async def test_what_others_did_is_left_alone(conn: Connection) -> None:
    other = new_id()
    await write(conn, 1, subject_id=other)
    await erase(conn, new_id())
    assert (await list_entries(conn, subject_id=other)).entries[0].payload is not None
