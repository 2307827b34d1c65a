"""What is mailed, and to whom."""

import re

from tests.accounts.people import new_email, newcomer
from tests.world import World
from tonghao.accounts.request_code import request_code
from tonghao.accounts.send_code import send_code
from tonghao.accounts.sign_up import sign_up
from tonghao.accounts.types import Purpose
from tonghao.accounts.use_code import use_code
from tonghao.db import Pool, reading, writing


async def _ask(pool: Pool, email: str, purpose: Purpose) -> None:
    async with writing(pool) as conn:
        await request_code(conn, target=email, purpose=purpose, locale="zh-CN")


async def _mailed(world: World, email: str, purpose: Purpose) -> list[tuple[str, str]]:
    before = len(world.mailbox.mails)
    parts = world.parts
    await send_code(
        parts["pool"],
        parts["config"],
        parts["sender"],
        parts["texter"],
        target=email,
        purpose=purpose,
    )
    return [(subject, text) for to, subject, text in world.mailbox.mails[before:] if to == email]


def _code_in(text: str) -> str:
    found = re.findall(r"\b\d{6}\b", text)
    assert len(set(found)) == 1
    return str(found[0])


async def _sign_up(pool: Pool, world: World, email: str, handle: str = "") -> None:
    await _ask(pool, email, "sign_up")
    code = _code_in((await _mailed(world, email, "sign_up"))[0][1])
    async with writing(pool) as conn:
        await sign_up(conn, newcomer=newcomer(email, code, handle=handle), password_hash="")


async def test_the_mailed_code_works_and_is_in_both_languages(pool: Pool, world: World) -> None:
    email = new_email()
    await _ask(pool, email, "sign_up")
    [(subject, text)] = await _mailed(world, email, "sign_up")
    code = _code_in(text)
    assert code not in subject
    assert text.index("验证码") < text.index("Your code")
    assert not set("!！") & set(subject + text)
    async with writing(pool) as conn:
        await use_code(conn, target=email, purpose="sign_up", code=code)


async def test_a_job_that_runs_twice_mails_once(pool: Pool, world: World) -> None:
    email = new_email()
    await _ask(pool, email, "sign_up")
    assert len(await _mailed(world, email, "sign_up")) == 1
    assert await _mailed(world, email, "sign_up") == []


async def test_a_known_address_that_signs_up_hears_that_it_is_known(pool: Pool, world: World) -> None:
    email = new_email()
    handle = "known" + email[:12]
    await _sign_up(pool, world, email, handle)
    await _ask(pool, email, "sign_up")
    [(_, text)] = await _mailed(world, email, "sign_up")
    assert f"@{handle}" in text
    assert not re.search(r"\b\d{6}\b", text)
    async with reading(pool) as conn:
        row = await conn.fetchrow("SELECT code_hash, sent_at FROM one_time_codes WHERE target = $1", email)
    assert row is not None
    assert row["code_hash"] is None
    assert row["sent_at"] is not None


async def test_an_unknown_address_that_resets_gets_no_mail(pool: Pool, world: World) -> None:
    email = new_email()
    await _ask(pool, email, "reset")
    assert await _mailed(world, email, "reset") == []


async def test_a_known_address_that_resets_gets_a_code(pool: Pool, world: World) -> None:
    email = new_email()
    await _sign_up(pool, world, email)
    await _ask(pool, email, "reset")
    [(_, text)] = await _mailed(world, email, "reset")
    async with writing(pool) as conn:
        await use_code(conn, target=email, purpose="reset", code=_code_in(text))
