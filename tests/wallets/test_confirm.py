"""Pay password, passkey, and the brake on new devices."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.accounts.authenticator import Authenticator
from tests.accounts.test_passkeys import _added
from tests.accounts.test_routes import _signed_up
from tests.world import Browser, World
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.crypto import hash_password
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id
from tonghao.wallets.confirm import (
    LOCKED_HOURS,
    NewDeviceBraked,
    PayConfirmation,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    confirm_payment,
    shown_confirmation,
)
from tonghao.wallets.set_pay_password import PayPasswordRefused, check_pay_password

API = "/api/v1"
GOOD = "139274"


def caller_of(account_id: UUID, session_id: UUID | None = None) -> Caller:
    return Caller(account_id, session_id or new_id(), "member", "zh-CN", "adult", "active")


async def _with_password(pool: Pool, who: UUID) -> None:
    async with writing(pool) as conn:
        await conn.execute(
            "INSERT INTO pay_passwords (account_id, password_hash) VALUES ($1, $2)",
            who,
            await hash_password(GOOD),
        )


async def _pay(conn: Connection, caller: Caller, yuan: int, shown: PayConfirmation | None = None) -> None:
    async with conn.transaction():
        await confirm_payment(
            conn, caller, kind="transfer", amount_minor=yuan * 100, confirmation=shown, now=now()
        )


@pytest.mark.parametrize(
    "digits",
    ["", "12345", "1234567", "123456", "987654", "111111", "121212", "139139", "12a456", "１３９２７４"],
)
def test_what_everybody_tries_first_is_no_pay_password(digits: str) -> None:
    with pytest.raises(PayPasswordRefused):
        check_pay_password(digits)


def test_six_digits_that_nobody_tries_first_are() -> None:
    check_pay_password(GOOD)


async def test_small_amounts_ask_nothing_until_the_day_has_had_its_sum(here: World, conn: Connection) -> None:
    caller = caller_of(await here.account())
    for _ in range(4):
        await _pay(conn, caller, 50)
    with pytest.raises(PayPasswordWanted) as wanted:
        await _pay(conn, caller, 1)
    assert wanted.value.details == {"has_password": False, "has_passkey": False, "free": "50.00"}
    await _pay(conn, caller, 1, PayConfirmation("password"))


async def test_a_larger_amount_wants_to_be_meant(here: World, conn: Connection) -> None:
    caller = caller_of(await here.account())
    with pytest.raises(PayPasswordWanted):
        await _pay(conn, caller, 51)
    await _pay(conn, caller, 51, PayConfirmation("passkey"))


async def test_the_right_digits_confirm_and_wrong_ones_say_how_often_one_may_still_try(
    world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    caller = caller_of(await world.account())
    await _with_password(pool, caller.account_id)
    for left in (4, 3):
        with pytest.raises(PayPasswordWrong) as wrong:
            await shown_confirmation(pool, parts["config"], caller, pay_password="000001")
        assert wrong.value.details == {"tries_left": left}
    assert await shown_confirmation(pool, parts["config"], caller, pay_password=GOOD) == PayConfirmation(
        "password"
    )
    with pytest.raises(PayPasswordWrong) as wrong:
        await shown_confirmation(pool, parts["config"], caller, pay_password="000001")
    assert wrong.value.details == {"tries_left": 4}


async def test_a_refused_payment_does_not_take_its_wrong_try_back(
    world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    caller = caller_of(await world.account())
    await _with_password(pool, caller.account_id)
    for _ in range(5):
        with pytest.raises(PayPasswordWrong):
            await shown_confirmation(pool, parts["config"], caller, pay_password="000001")
    with pytest.raises(PayPasswordLocked) as locked:
        await shown_confirmation(pool, parts["config"], caller, pay_password=GOOD)
    until = locked.value.details["until"]
    assert timedelta(hours=LOCKED_HOURS - 1) < until - now() <= timedelta(hours=LOCKED_HOURS)
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE pay_passwords SET tried_at = now() - interval '181 minutes' WHERE account_id = $1",
            caller.account_id,
        )
    assert await shown_confirmation(pool, parts["config"], caller, pay_password=GOOD) is not None


async def test_of_fifty_guesses_at_one_moment_five_are_heard(
    world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    caller = caller_of(await world.account())
    await _with_password(pool, caller.account_id)

    async def guess(number: int) -> type[Exception] | None:
        try:
            await shown_confirmation(pool, parts["config"], caller, pay_password=f"{number:06d}")
        except (PayPasswordWrong, PayPasswordLocked) as refusal:
            return type(refusal)
        return None

    heard = await asyncio.gather(*(guess(number) for number in range(50)))
    assert heard.count(PayPasswordWrong) == 5
    assert heard.count(PayPasswordLocked) == 45


async def test_who_has_none_is_told_to_set_one(world: World, pool: Pool, parts: dict[str, Any]) -> None:
    caller = caller_of(await world.account())
    with pytest.raises(PayPasswordWanted):
        await shown_confirmation(pool, parts["config"], caller, pay_password=GOOD)


async def test_a_new_device_moves_only_a_little_on_its_first_day_whatever_it_shows(
    here: World, conn: Connection
) -> None:
    who = await here.account()
    token = await here.session(who)
    assert token
    session_id = await conn.fetchval("SELECT id FROM sessions WHERE account_id = $1", who)
    caller = caller_of(who, session_id)
    await _pay(conn, caller, 200, PayConfirmation("password"))
    await conn.execute(
        "INSERT INTO device_alerts (account_id, session_id, device_hash, expires_at)"
        " VALUES ($1, $2, 'x', now() + interval '7 days')",
        who,
        session_id,
    )
    with pytest.raises(NewDeviceBraked) as braked:
        await _pay(conn, caller, 51, PayConfirmation("password"))
    assert braked.value.details["left"] == "50.00"
    await _pay(conn, caller, 50, PayConfirmation("password"))
    await _pay(conn, caller, 50, PayConfirmation("password"))
    with pytest.raises(NewDeviceBraked) as braked:
        await _pay(conn, caller, 1, PayConfirmation("password"))
    assert braked.value.details["left"] == "0.00"
    await conn.execute(
        "UPDATE sessions SET created_at = now() - interval '25 hours' WHERE id = $1", session_id
    )
    await _pay(conn, caller, 51, PayConfirmation("password"))


async def test_a_pay_password_is_set_after_a_proof_and_a_new_one_forgets_wrong_tries(
    browser: Browser, world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    me = await _signed_up(browser, world)
    who = UUID(me["account_id"])
    answer = await browser.put(f"{API}/wallet/pay-password", json={"pay_password": "123456"})
    assert answer.json()["code"] == "pay_password_refused"
    answer = await browser.put(f"{API}/wallet/pay-password", json={"pay_password": GOOD})
    assert answer.status_code == 204, answer.text
    for _ in range(5):
        with pytest.raises(PayPasswordWrong):
            await shown_confirmation(pool, parts["config"], caller_of(who), pay_password="000001")
    wallet = (await browser.get(f"{API}/wallet")).json()
    assert wallet["has_pay_password"]
    assert wallet["pay_password_locked_until"] is not None
    async with writing(pool) as conn:
        await conn.execute("UPDATE sessions SET proved_until = NULL WHERE account_id = $1", who)
    answer = await browser.put(f"{API}/wallet/pay-password", json={"pay_password": "204816"})
    assert answer.json()["code"] == "proof_needed"
    await browser.post(f"{API}/me/proofs", json={"password": "梧桐叶落了一地的黄"})
    answer = await browser.put(f"{API}/wallet/pay-password", json={"pay_password": "204816"})
    assert answer.status_code == 204, answer.text
    assert await shown_confirmation(pool, parts["config"], caller_of(who), pay_password="204816") is not None
    async with reading(pool) as conn:
        kept = await conn.fetchval("SELECT password_hash FROM pay_passwords WHERE account_id = $1", who)
    assert kept.startswith("$argon2id$")


async def test_a_passkey_confirms_as_well_and_once(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    await world.money(UUID(me["account_id"]), 300_00)
    device = Authenticator()
    await _added(browser, device)
    wish = {"order_id": str(new_id()), "amount": "120.00"}
    answer = await browser.post(f"{API}/wallet/withdrawals", json=wish)
    assert answer.json()["code"] == "pay_password_wanted"
    assert answer.json()["details"]["has_passkey"] is True
    asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "prove"})).json()
    shown = {"challenge_id": asked["challenge_id"], "credential": device.show(asked["options"])}
    answer = await browser.post(f"{API}/wallet/withdrawals", json=wish | {"passkey": shown})
    assert answer.status_code == 201, answer.text
    again = {"order_id": str(new_id()), "amount": "60.00", "passkey": shown}
    answer = await browser.post(f"{API}/wallet/withdrawals", json=again)
    assert answer.json()["code"] == "passkey_refused"
