"""Mail and phone are changed with proof of both the person and the new channel."""

import re

import pytest

from tests.accounts.people import PASSWORD, code_for, new_email
from tests.accounts.test_phone import new_phone
from tests.accounts.test_races import _at_once
from tests.accounts.test_routes import _signed_up
from tests.world import Browser, World
from tonghao.accounts.change_contact import add_contact
from tonghao.accounts.open_session import open_session
from tonghao.accounts.sign_up import EmailTaken
from tonghao.accounts.types import Contact
from tonghao.accounts.use_code import CodeWrong
from tonghao.db import Connection, Pool, reading, writing

API = "/api/v1"


async def _forget_proof(world: World, account_id: str) -> None:
    async with world.writing() as conn:
        await conn.execute("UPDATE sessions SET proved_until = NULL WHERE account_id = $1", account_id)


async def _code(browser: Browser, world: World, body: dict[str, str]) -> str:
    answer = await browser.post(f"{API}/me/contact-codes", json=body)
    assert answer.status_code == 202, answer.text
    await world.settle()
    sent = world.textbox.last_to(body["phone"]) if "phone" in body else world.mailbox.last_to(body["email"])
    return re.findall(r"\b\d{6}\b", sent)[0]


async def test_a_phone_is_added_replaced_and_taken_away(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    first, second = new_phone(), new_phone()
    for phone in (first, second):
        code = await _code(browser, world, {"phone": phone})
        answer = await browser.post(f"{API}/me/contacts", json={"phone": phone, "code": code})
        assert answer.status_code == 200, answer.text
    assert answer.json()["phone"].endswith(second[-2:])
    async with reading(world.parts["pool"]) as conn:
        owners = await conn.fetch("SELECT phone FROM phone_claims WHERE account_id = $1", me["account_id"])
    assert [row["phone"] for row in owners] == [second]
    gone = await browser.delete(f"{API}/me/contacts/email")
    assert gone.json()["email"] is None
    last = await browser.delete(f"{API}/me/contacts/phone")
    assert last.json()["code"] == "last_contact"
    assert (await browser.delete(f"{API}/me/contacts/email")).status_code == 404


async def test_grave_changes_need_a_fresh_proof(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    await _forget_proof(world, me["account_id"])
    for answer in (
        await browser.post(f"{API}/me/contact-codes", json={"email": new_email()}),
        await browser.post(f"{API}/me/contacts", json={"email": new_email(), "code": "1"}),
        await browser.delete(f"{API}/me/contacts/email"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    wrong = await browser.post(f"{API}/me/proofs", json={"password": "not the password"})
    assert wrong.json()["code"] == "password_wrong"
    assert (await browser.post(f"{API}/me/proofs", json={"password": PASSWORD})).status_code == 204
    assert (await browser.post(f"{API}/me/contact-codes", json={"email": new_email()})).status_code == 202


async def test_an_address_of_somebody_else_is_neither_given_nor_told(browser: Browser, world: World) -> None:
    other = await _signed_up(browser, world)
    await _signed_up(browser, world)
    answer = await browser.post(f"{API}/me/contact-codes", json={"email": other["email"]})
    assert answer.status_code == 202
    await world.settle()
    assert "已经有账号" in world.mailbox.last_to(other["email"])
    wish = {"email": other["email"], "code": "123456"}
    assert (await browser.post(f"{API}/me/contacts", json=wish)).json()["code"] == "code_wrong"


async def test_two_people_who_add_one_address_at_once_do_not_share_it(pool: Pool, world: World) -> None:
    email = new_email()
    async with writing(pool) as conn:
        await code_for(conn, email, "add")
    people = []
    for _ in range(4):
        account_id = await world.account()
        async with writing(pool) as conn:
            opened = await open_session(conn, account_id=account_id, user_agent="", address="", days=1)
        people.append((account_id, opened.session_id))

    async def verb(conn: Connection, number: int) -> None:
        account_id, session_id = people[number]
        await add_contact(
            conn,
            account_id=account_id,
            session_id=session_id,
            contact=Contact("email", email),
            code="246810",
        )

    ended = await _at_once(pool, 4, verb)
    assert ended[object] == 1
    assert set(ended) <= {object, CodeWrong, EmailTaken}


@pytest.mark.parametrize("body", [{}, {"email": "a@example.org", "phone": "13812345678"}])
async def test_exactly_one_channel_is_named(browser: Browser, world: World, body: dict[str, str]) -> None:
    await _signed_up(browser, world)
    answer = await browser.post(f"{API}/me/contact-codes", json=body)
    assert answer.json()["code"] == "contact_needed"
