"""Several requests at the same moment: one wins, the others are told clearly."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import msgspec

from tests.accounts.people import code_for, new_email, newcomer
from tonghao.accounts.check_handle import HandleTaken
from tonghao.accounts.reset_password import reset_password
from tonghao.accounts.sign_up import EmailTaken, sign_up
from tonghao.accounts.types import Contact
from tonghao.accounts.use_code import CodeSpent, CodeWrong, count_code_attempt
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import Refusal


async def _at_once(
    pool: Pool, times: int, verb: Callable[[Connection, int], Awaitable[object]]
) -> Counter[type]:
    """How *times* simultaneous calls ended: done, or with which refusal."""

    async def once(number: int) -> type:
        try:
            async with writing(pool) as conn:
                await verb(conn, number)
        except Refusal as refused:
            return type(refused)
        return object

    return Counter(await asyncio.gather(*(once(number) for number in range(times))))


async def test_an_address_that_signs_up_many_times_at_once_becomes_one_account(pool: Pool) -> None:
    email = new_email()
    async with writing(pool) as conn:
        await code_for(conn, email)

    async def verb(conn: Connection, _: int) -> None:
        await sign_up(conn, newcomer=newcomer(email), password_hash="")

    ended = await _at_once(pool, 8, verb)
    assert ended[object] == 1
    assert set(ended) <= {object, CodeWrong, EmailTaken}
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM accounts WHERE email = $1", email) == 1


async def test_a_handle_that_many_take_at_once_belongs_to_one(pool: Pool) -> None:
    emails = [new_email() for _ in range(8)]
    async with writing(pool) as conn:
        for email in emails:
            await code_for(conn, email)
    wished = f"l{emails[0][:10]}"

    async def verb(conn: Connection, number: int) -> None:
        look = wished if number % 2 else "1" + wished[1:]
        await sign_up(conn, newcomer=newcomer(emails[number], handle=look), password_hash="")

    assert await _at_once(pool, 8, verb) == {object: 1, HandleTaken: 7}
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM email_claims WHERE email = ANY($1)", emails) == 1


async def test_a_code_used_many_times_at_once_works_once(pool: Pool) -> None:
    email = new_email()
    async with writing(pool) as conn:
        await code_for(conn, email)
        await sign_up(conn, newcomer=newcomer(email), password_hash="")
        await code_for(conn, email, "reset")

    async def verb(conn: Connection, number: int) -> None:
        await reset_password(
            conn, contact=Contact("email", email), code="246810", password_hash=f"hash {number}"
        )

    assert await _at_once(pool, 8, verb) == {object: 1, CodeWrong: 7}


async def test_guesses_made_at_once_are_all_counted(pool: Pool) -> None:
    email = new_email()
    async with writing(pool) as conn:
        await code_for(conn, email)

    async def verb(conn: Connection, _: int) -> None:
        await count_code_attempt(conn, target=email, purpose="sign_up")

    assert await _at_once(pool, 20, verb) == {object: 5, CodeSpent: 15}


async def test_two_who_swap_handles_at_once_are_refused_and_do_not_wait_for_ever(pool: Pool) -> None:
    from tonghao.accounts.check_handle import claim_handle

    emails = [new_email() for _ in range(2)]
    handles = [f"swap{email[:10]}" for email in emails]
    people = []
    async with writing(pool) as conn:
        for email, handle in zip(emails, handles, strict=True):
            await code_for(conn, email)
            wish = msgspec.structs.replace(newcomer(email), handle=handle)
            people.append(await sign_up(conn, newcomer=wish, password_hash=""))

    async def verb(conn: Connection, number: int) -> None:
        await claim_handle(conn, handle=handles[1 - number], account_id=people[number])

    assert await asyncio.wait_for(_at_once(pool, 2, verb), 30) == {HandleTaken: 2}
