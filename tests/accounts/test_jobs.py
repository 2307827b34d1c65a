"""What accounts do by the clock."""

from tests.accounts.people import code_for, new_email, newcomer, person
from tonghao.accounts.jobs import delete_left_accounts, forget
from tonghao.accounts.leave_tonghao import leave_tonghao
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import list_cards
from tonghao.accounts.sign_up import sign_up
from tonghao.db import Pool, reading, writing


async def test_the_job_deletes_those_whose_grace_is_over_and_nobody_else(pool: Pool) -> None:
    people = []
    for grace_days in (0, 30):
        email = new_email()
        async with writing(pool) as conn:
            await code_for(conn, email)
            account_id = await sign_up(conn, newcomer=newcomer(email), password_hash="")
            opened = await open_session(conn, account_id=account_id, user_agent="", address="", days=1)
        async with writing(pool) as conn:
            await leave_tonghao(
                conn, account_id=account_id, session_id=opened.session_id, grace_days=grace_days
            )
        people.append(account_id)
    await delete_left_accounts(pool)
    await delete_left_accounts(pool)
    async with reading(pool) as conn:
        cards = await list_cards(conn, people)
    assert [cards[account_id].is_gone for account_id in people] == [True, False]


async def test_what_has_run_out_is_forgotten(pool: Pool) -> None:
    email = new_email()
    async with writing(pool) as conn:
        man = await person(conn)
        await code_for(conn, email)
        for days in (1, 2):
            await open_session(conn, account_id=man, user_agent="", address="", days=days)
        await conn.execute(
            "UPDATE sessions SET expires_at = now() - interval '1 second'"
            " WHERE account_id = $1 AND expires_at < now() + interval '36 hours'",
            man,
        )
        await conn.execute(
            "UPDATE one_time_codes SET expires_at = now() - interval '2 days' WHERE email = $1", email
        )
    await forget(pool)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM sessions WHERE account_id = $1", man) == 1
        assert await conn.fetchval("SELECT count(*) FROM one_time_codes WHERE email = $1", email) == 0
