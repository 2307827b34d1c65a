"""What accounts do by the clock."""

from tests.accounts.people import code_for, new_email, newcomer, person
from tests.world import World
from tonghao.accounts.jobs import delete_left_accounts, forget, mail_farewell
from tonghao.accounts.leave_tonghao import leave_tonghao, return_to_tonghao
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import list_cards
from tonghao.accounts.sign_up import sign_up
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountLeaving
from tonghao.ids import new_id


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


async def test_whoever_leaves_is_told_until_when_they_can_return(
    pool: Pool, world: World, config: Config
) -> None:
    email = new_email()
    async with writing(pool) as conn:
        await code_for(conn, email)
        account_id = await sign_up(conn, newcomer=newcomer(email), password_hash="")
        me = await leave_tonghao(conn, account_id=account_id, session_id=new_id(), grace_days=30)
    event = AccountLeaving(account_id)
    await mail_farewell(event, pool=pool, config=config, sender=world.mailbox)
    assert me.leaves_at is not None
    text = world.mailbox.last_to(email)
    assert text.index("注销") < text.index("You asked")
    assert not set("!！") & set(text)
    mails = len(world.mailbox.mails)
    async with writing(pool) as conn:
        await return_to_tonghao(conn, account_id=account_id)
    await mail_farewell(event, pool=pool, config=config, sender=world.mailbox)
    assert len(world.mailbox.mails) == mails


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
            "UPDATE one_time_codes SET expires_at = now() - interval '2 days' WHERE target = $1", email
        )
    await forget(pool)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM sessions WHERE account_id = $1", man) == 1
        assert await conn.fetchval("SELECT count(*) FROM one_time_codes WHERE target = $1", email) == 0
