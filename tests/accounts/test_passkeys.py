"""Passkeys over HTTP, with a device in software: what opens, and everything that must not."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.accounts.authenticator import Authenticator
from tests.accounts.people import PASSWORD
from tests.accounts.test_contacts import _forget_proof
from tests.accounts.test_routes import _signed_up
from tests.world import Browser, World
from tonghao.db import reading

API = "/api/v1"
Spoil = Callable[[Authenticator, dict[str, Any]], dict[str, Any]]


async def _added(browser: Browser, device: Authenticator, name: str = "手机") -> dict[str, Any]:
    asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "register"})).json()
    wish = {"challenge_id": asked["challenge_id"], "credential": device.make(asked["options"]), "name": name}
    answer = await browser.post(f"{API}/me/passkeys", json=wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def _begun(browser: Browser, ticket: str | None = None) -> dict[str, Any]:
    answer = await browser.post(f"{API}/passkey-challenges", json={"ticket": ticket})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def _shown(
    browser: Browser, asked: dict[str, Any], credential: dict[str, Any], ticket: str | None = None
) -> Any:
    shown = {"challenge_id": asked["challenge_id"], "credential": credential, "ticket": ticket}
    return await browser.post(f"{API}/passkey-sign-ins", json=shown)


async def _out(browser: Browser) -> None:
    await browser.delete(f"{API}/sessions/current")


async def test_a_passkey_is_named_listed_renamed_and_removed(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    device = Authenticator()
    passkey = await _added(browser, device)
    assert (passkey["name"], passkey["synced"], passkey["used_at"]) == ("手机", False, None)
    await world.settle()
    assert "添加了一把通行密钥：手机" in world.mailbox.last_to(me["email"])
    path = f"{API}/me/passkeys/{passkey['id']}"
    assert (await browser.patch(path, json={"name": " 旧手机 "})).json()["name"] == "旧手机"
    assert (await browser.patch(path, json={"name": "\u200b"})).json()["code"] == "passkey_name_needed"
    assert [one["name"] for one in (await browser.get(f"{API}/me/keys")).json()["passkeys"]] == ["旧手机"]
    assert (await browser.delete(path)).status_code == 204
    assert (await browser.delete(path)).status_code == 404
    await _out(browser)
    asked = await _begun(browser)
    assert (await _shown(browser, asked, device.show(asked["options"]))).json()["code"] == "passkey_refused"


async def test_a_passkey_opens_the_account_without_a_password(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    device = Authenticator()
    await _added(browser, device)
    await _out(browser)
    device.backed_up = True
    asked = await _begun(browser)
    assert asked["options"]["userVerification"] == "required"
    assert asked["options"]["rpId"] == "localhost"
    assert "allowCredentials" not in asked["options"] or asked["options"]["allowCredentials"] == []
    answer = await _shown(browser, asked, device.show(asked["options"]))
    assert (answer.status_code, answer.json()["account_id"]) == (201, me["account_id"])
    [passkey] = (await browser.get(f"{API}/me/keys")).json()["passkeys"]
    assert passkey["synced"]
    assert passkey["used_at"] is not None
    assert (await browser.get(f"{API}/sessions")).json()[0]["method"] == "passkey"


async def test_an_answer_is_taken_once(browser: Browser, world: World) -> None:
    await _signed_up(browser, world)
    device = Authenticator()
    await _added(browser, device)
    await _out(browser)
    asked = await _begun(browser)
    credential = device.show(asked["options"])
    answers = await asyncio.gather(*(_shown(browser, asked, credential) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 403, 403, 403]


def _other_origin(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.origin = "http://localhost.evil.example"
    return device.show(options)


def _other_site(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.rp_id = "evil.example"
    return device.show(options)


def _unverified(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.verifies = False
    return device.show(options)


def _copied(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.count = -1 + 1
    return device.show(options)


def _bound_now(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.eligible = False
    return device.show(options)


def _other_key(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    device.key = Authenticator().key
    return device.show(options)


def _other_challenge(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    return device.show({**options, "challenge": "AAAA"})


def _nonsense(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    credential = device.show(options)
    credential["response"]["signature"] = ["x"]
    return credential


def _cut(device: Authenticator, options: dict[str, Any]) -> dict[str, Any]:
    credential = device.show(options)
    credential["response"]["authenticatorData"] = credential["response"]["authenticatorData"][:20]
    return credential


@pytest.mark.parametrize(
    "spoil",
    [
        _other_origin,
        _other_site,
        _unverified,
        _copied,
        _bound_now,
        _other_key,
        _other_challenge,
        _nonsense,
        _cut,
    ],
)
async def test_what_is_not_the_passkey_itself_is_refused(
    browser: Browser, world: World, spoil: Spoil
) -> None:
    await _signed_up(browser, world)
    device = Authenticator()
    device.count = 5
    await _added(browser, device)
    await _out(browser)
    asked = await _begun(browser)
    answer = await _shown(browser, asked, spoil(device, asked["options"]))
    assert (answer.status_code, answer.json()["code"]) == (403, "passkey_refused")


async def test_a_challenge_belongs_to_one_browser_one_purpose_and_five_minutes(
    browser: Browser, world: World
) -> None:
    await _signed_up(browser, world)
    device = Authenticator()
    await _added(browser, device)
    asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "prove"})).json()
    answer = await _shown(browser, asked, device.show(asked["options"]))
    assert answer.json()["code"] == "passkey_refused"
    await _out(browser)
    asked = await _begun(browser)
    browser.cookies.delete("passkey")
    assert (await _shown(browser, asked, device.show(asked["options"]))).status_code == 403
    asked = await _begun(browser)
    async with world.writing() as conn:
        await conn.execute(
            "UPDATE passkey_challenges SET expires_at = now() - interval '1 second' WHERE id = $1",
            asked["challenge_id"],
        )
    assert (await _shown(browser, asked, device.show(asked["options"]))).status_code == 403


async def test_a_passkey_proves_again_and_a_registration_needs_a_proof(
    browser: Browser, world: World
) -> None:
    me = await _signed_up(browser, world)
    device = Authenticator()
    await _added(browser, device)
    await _forget_proof(world, me["account_id"])
    refused = await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "register"})
    assert refused.json()["code"] == "proof_needed"
    asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "prove"})).json()
    shown = {"challenge_id": asked["challenge_id"], "credential": device.show(asked["options"])}
    assert (await browser.post(f"{API}/me/passkey-proofs", json=shown)).status_code == 204
    assert (await browser.post(f"{API}/me/passkey-proofs", json=shown)).status_code == 403
    await _added(browser, Authenticator(), "第二把")


async def test_an_unverified_or_foreign_registration_is_refused(browser: Browser, world: World) -> None:
    await _signed_up(browser, world)
    for change in ({"verifies": False}, {"origin": "http://evil.example"}, {"rp_id": "evil.example"}):
        device = Authenticator()
        vars(device).update(change)
        asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "register"})).json()
        wish = {"challenge_id": asked["challenge_id"], "credential": device.make(asked["options"])}
        answer = await browser.post(f"{API}/me/passkeys", json=wish | {"name": "手机"})
        assert answer.json()["code"] == "passkey_refused"
    for credential in ({}, {"id": 1, "rawId": [], "response": 3, "type": "x"}):
        asked = (await browser.post(f"{API}/me/passkey-challenges", json={"purpose": "register"})).json()
        wish = {"challenge_id": asked["challenge_id"], "credential": credential, "name": "手机"}
        assert (await browser.post(f"{API}/me/passkeys", json=wish)).status_code == 403


async def test_the_second_step_asks_for_a_passkey_or_a_recovery_code(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    unready = await browser.put(f"{API}/me/second-step", json={"on": True})
    assert unready.json()["code"] == "second_step_unready"
    device = Authenticator()
    passkey = await _added(browser, device)
    codes = (await browser.post(f"{API}/me/recovery-codes")).json()["codes"]
    assert len(set(codes)) == 10
    on = (await browser.put(f"{API}/me/second-step", json={"on": True})).json()
    assert (on["second_step"], on["codes_left"]) == (True, 10)
    last = await browser.delete(f"{API}/me/passkeys/{passkey['id']}")
    assert last.json()["code"] == "last_passkey"
    await _out(browser)

    first = {"email": me["email"], "password": PASSWORD}
    refused = await browser.post(f"{API}/sessions", json=first)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_step_needed")
    ticket = refused.json()["details"]["ticket"]
    asked = await _begun(browser, ticket)
    assert len(asked["options"]["allowCredentials"]) == 1
    answer = await _shown(browser, asked, device.show(asked["options"]), ticket)
    assert answer.status_code == 201, answer.text
    await _out(browser)

    ticket = (await browser.post(f"{API}/sessions", json=first)).json()["details"]["ticket"]
    wrong = {"ticket": ticket, "code": "00000-00000-00000"}
    assert (await browser.post(f"{API}/recovery-sign-ins", json=wrong)).json()["code"] == "recovery_refused"
    right = {"ticket": ticket, "code": codes[0].lower().replace("-", " ")}
    assert (await browser.post(f"{API}/recovery-sign-ins", json=right)).status_code == 201
    assert (await browser.post(f"{API}/recovery-sign-ins", json=right)).json()["code"] == "ticket_wrong"
    assert (await browser.get(f"{API}/me/keys")).json()["codes_left"] == 9


async def test_a_ticket_is_tried_five_times(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    await _added(browser, Authenticator())
    await browser.post(f"{API}/me/recovery-codes")
    await browser.put(f"{API}/me/second-step", json={"on": True})
    first = {"email": me["email"], "password": PASSWORD}
    ticket = (await browser.post(f"{API}/sessions", json=first)).json()["details"]["ticket"]
    wrong = {"ticket": ticket, "code": "00000-00000-00000"}
    codes = [(await browser.post(f"{API}/recovery-sign-ins", json=wrong)).json()["code"] for _ in range(6)]
    assert codes == ["recovery_refused"] * 5 + ["ticket_wrong"]


async def test_a_recovery_code_sets_a_new_password_once(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    old = (await browser.post(f"{API}/me/recovery-codes")).json()["codes"]
    codes = (await browser.post(f"{API}/me/recovery-codes")).json()["codes"]
    async with reading(world.parts["pool"]) as conn:
        kept = await conn.fetch(
            "SELECT code_hash FROM recovery_codes WHERE account_id = $1", me["account_id"]
        )
    assert not any(code.encode() in row["code_hash"] for row in kept for code in codes)
    wish = {"login": me["handle"], "code": codes[3], "password": "桂花开了两天了呢"}
    for wrong in ({"code": old[3]}, {"login": "nobody_here"}, {"code": ""}):
        answer = await browser.post(f"{API}/recovery-resets", json=wish | wrong)
        assert (answer.status_code, answer.json()["code"]) == (403, "recovery_refused")
    answers = await asyncio.gather(*(browser.post(f"{API}/recovery-resets", json=wish) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 403, 403]
    assert (await browser.get(f"{API}/me")).status_code == 401
    entered = await browser.post(
        f"{API}/sessions", json={"email": me["handle"], "password": wish["password"]}
    )
    assert entered.status_code == 201
