"""The way in and out, over HTTP."""

import re
import secrets
from typing import Any

import httpx
import pytest

from tests.accounts.people import PASSWORD, new_email
from tests.world import Browser, World
from tonghao.accounts.claim import make_claim_link
from tonghao.accounts.load import LoadedAccount, load_accounts
from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.open_door import DOORS
from tonghao.accounts.read import get_me
from tonghao.accounts.types import TERMS_VERSION
from tonghao.app import create_app
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.events import CodeRequested
from tonghao.ids import derived_id, new_id
from tonghao.limits import Limiter
from tonghao.worker import hear_all

API = "/api/v1"


async def _code(browser: Browser, world: World, email: str, path: str = "sign-up-codes") -> str:
    """Ask for a code, let the job mail it, and read it from the mail."""
    answer = await browser.post(f"{API}/{path}", json={"email": email, "locale": "zh-CN"})
    assert answer.status_code == 202
    purpose = "reset" if path == "reset-codes" else "sign_up"
    await hear_all(CodeRequested(email, purpose, "zh-CN"), world.parts)
    return str(re.findall(r"\b\d{6}\b", world.mailbox.last_to(email))[0])


def _wish(email: str, code: str, **more: str) -> dict[str, Any]:
    return {
        "email": email,
        "code": code,
        "password": PASSWORD,
        "name": "何小满",
        "handle": f"xm{secrets.token_hex(5)}",
        "age_class": "adult",
        "terms_version": TERMS_VERSION,
        "locale": "zh-CN",
        **more,
    }


async def _signed_up(browser: Browser, world: World) -> dict[str, Any]:
    email = new_email()
    answer = await browser.post(f"{API}/accounts", json=_wish(email, await _code(browser, world, email)))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_newcomer_signs_up_out_and_in_again(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    assert (await browser.get(f"{API}/me")).json() == me
    assert (await browser.delete(f"{API}/sessions/current")).status_code == 204
    assert "session" not in browser.cookies
    refused = await browser.get(f"{API}/me")
    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_needed")
    for login in (me["email"].upper(), me["handle"], "@" + me["handle"]):
        answer = await browser.post(f"{API}/sessions", json={"email": login, "password": PASSWORD})
        assert answer.status_code == 201
        assert answer.json()["account_id"] == me["account_id"]


async def test_the_cookie_is_for_the_server_alone(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    answer = await browser.post(f"{API}/sessions", json={"email": me["email"], "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"session={me['account_id']}.")
    for word in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Secure" not in cookie


async def test_over_https_the_cookie_is_bound_to_the_host(config: Config, world: World) -> None:
    secure = config.model_copy(update={"public_url": "https://example.org"})
    application = create_app(secure, parts={**world.parts, "config": secure})
    async with application.lifespan(), Browser(application, world) as browser:
        email = new_email()
        answer = await browser.post(f"{API}/accounts", json=_wish(email, await _code(browser, world, email)))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


async def test_sign_in_refuses_alike_whoever_it_is(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    answers = [
        await browser.post(f"{API}/sessions", json={"email": email, "password": "not the password"})
        for email in (me["email"], new_email(), "nobody_at_all", "", "\u0000")
    ]
    assert {answer.status_code for answer in answers[:4]} == {403}
    assert len({answer.text for answer in answers[:4]}) == 1
    assert answers[0].json()["message_zh"].startswith("邮箱或密码不对")
    assert answers[4].status_code in {400, 403}


async def test_asking_for_a_code_answers_alike_for_known_and_unknown(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    for path in ("sign-up-codes", "reset-codes"):
        known, unknown = [
            await browser.post(f"{API}/{path}", json={"email": email}) for email in (me["email"], new_email())
        ]
        assert known.status_code == unknown.status_code == 202
        assert known.json().keys() == unknown.json().keys() == {"expires_at"}


async def test_five_wrong_codes_end_the_code_though_each_is_refused(browser: Browser, world: World) -> None:
    email = new_email()
    code = await _code(browser, world, email)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        answer = await browser.post(f"{API}/accounts", json=_wish(email, wrong))
        assert answer.json()["code"] == "code_wrong"
    answer = await browser.post(f"{API}/accounts", json=_wish(email, code))
    assert answer.json()["code"] == "code_spent"
    slip = await browser.post(f"{API}/accounts", json=_wish(email, code, name=" "))
    assert slip.json()["code"] == "name_refused", "a slip is told before the code is looked at"


async def test_a_forgotten_password_is_reset_and_ends_all_sessions(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    code = await _code(browser, world, me["email"], "reset-codes")
    body = {"email": me["email"], "code": code, "password": "另一个更长的密码"}
    assert (await browser.post(f"{API}/password-resets", json=body)).status_code == 204
    assert (await browser.get(f"{API}/me")).status_code == 401
    old = await browser.post(f"{API}/sessions", json={"email": me["email"], "password": PASSWORD})
    assert old.status_code == 403
    new = await browser.post(f"{API}/sessions", json={"email": me["email"], "password": body["password"]})
    assert new.status_code == 201


async def test_sessions_are_listed_and_revoked(app: Any, browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    login = {"email": me["email"], "password": PASSWORD}
    async with Browser(app, world) as phone, Browser(app, world) as tablet:
        for device in (phone, tablet):
            await device.post(f"{API}/sessions", json=login, headers={"user-agent": "Phone/1"})
        listed = (await browser.get(f"{API}/sessions")).json()
        assert len(listed) == 3
        assert [one["user_agent"] for one in listed if not one["current"]] == ["Phone/1", "Phone/1"]
        mine = next(one for one in (await phone.get(f"{API}/sessions")).json() if one["current"])
        assert (await browser.delete(f"{API}/sessions/{mine['id']}")).status_code == 204
        assert (await browser.delete(f"{API}/sessions/{mine['id']}")).status_code == 404
        assert (await phone.get(f"{API}/me")).status_code == 401
        assert (await tablet.get(f"{API}/me")).status_code == 200
        assert (await browser.delete(f"{API}/sessions")).status_code == 204
        assert (await tablet.get(f"{API}/me")).status_code == 401
        assert (await browser.get(f"{API}/me")).status_code == 200


async def test_a_password_is_changed_only_by_who_knows_it(browser: Browser, world: World) -> None:
    await _signed_up(browser, world)
    for body, code in (
        ({"current": "wrong", "password": "一个新的密码一二三"}, "password_wrong"),
        ({"current": PASSWORD, "password": "12345678"}, "password_refused"),
    ):
        assert (await browser.put(f"{API}/me/password", json=body)).json()["code"] == code
    body = {"current": PASSWORD, "password": "一个新的密码一二三"}
    assert (await browser.put(f"{API}/me/password", json=body)).status_code == 204
    assert (await browser.get(f"{API}/me")).status_code == 200


async def test_a_profile_is_edited_and_seen_by_others(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    edit = {"name": "小满", "bio": "跑得慢", "theme": "dark", "handle": f"new{secrets.token_hex(5)}"}
    answer = await browser.patch(f"{API}/me", json=edit, headers={"idempotency-key": secrets.token_hex(8)})
    assert answer.json() == {**me, **edit}
    chosen = await browser.put(f"{API}/me/interests", json={"topics": ["pets"]})
    assert (chosen.json()["interests"], chosen.json()["first_run_done"]) == (["pets"], True)
    await browser.as_(None)
    seen = (await browser.get(f"{API}/accounts/{edit['handle'].upper()}")).json()
    assert (seen["name"], seen["bio"], seen["is_me"], seen["blocked"]) == ("小满", "跑得慢", False, False)
    assert "email" not in seen
    assert (await browser.get(f"{API}/accounts/{me['handle']}")).status_code == 404
    check = await browser.get(f"{API}/handle-checks", params={"handle": edit["handle"]})
    assert check.json() == {"handle": edit["handle"], "free": False, "reason": "taken"}


async def test_blocks_are_made_listed_and_ended(browser: Browser, world: World) -> None:
    lin = await world.account("林教练")
    me = await _signed_up(browser, world)
    assert (await browser.put(f"{API}/me/blocks/{lin}")).status_code == 204
    assert [card["name"] for card in (await browser.get(f"{API}/me/blocks")).json()] == ["林教练"]
    assert (await browser.delete(f"{API}/me/blocks/{lin}")).status_code == 204
    assert (await browser.get(f"{API}/me/blocks")).json() == []
    oneself = await browser.put(f"{API}/me/blocks/{me['account_id']}")
    assert (oneself.status_code, oneself.json()["code"]) == (409, "blocks_self")
    assert (await browser.put(f"{API}/me/blocks/{new_id()}")).status_code == 404


async def test_leaving_asks_for_the_password_and_can_be_taken_back_after_signing_in(
    browser: Browser, world: World
) -> None:
    me = await _signed_up(browser, world)
    wrong = await browser.request("DELETE", f"{API}/me", json={"password": "wrong"})
    assert wrong.json()["code"] == "password_wrong"
    left = await browser.request("DELETE", f"{API}/me", json={"password": PASSWORD})
    assert (left.status_code, left.json()["state"]) == (202, "leaving")
    answer = await browser.post(f"{API}/sessions", json={"email": me["email"], "password": PASSWORD})
    assert answer.json()["leaves_at"] == left.json()["leaves_at"], (
        "signing in still works, and offers the way back"
    )
    assert (await browser.post(f"{API}/me/returns")).json() == me
    assert (await browser.post(f"{API}/me/returns")).json()["code"] == "not_leaving"


async def test_an_imported_person_comes_in_with_a_link(browser: Browser, world: World, pool: Pool) -> None:
    handle = f"u{secrets.token_hex(6)}"
    async with writing(pool) as conn:
        await load_accounts(conn, [LoadedAccount(derived_id("r", handle), handle, "蓬头跣足", now())])
        link = await make_claim_link(conn, handle=handle, public_url="http://localhost:8000")
    token, email = link.rpartition("/")[2], new_email()
    body = {"token": token, "password": PASSWORD, "email": email}
    assert (await browser.post(f"{API}/account-claims", json=body)).json()["code"] == "code_wrong"
    body["code"] = await _code(browser, world, email)
    answer = await browser.post(f"{API}/account-claims", json=body)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["handle"], answer.json()["email"]) == (handle, email)
    assert (await browser.get(f"{API}/me")).status_code == 200
    assert (await browser.post(f"{API}/account-claims", json=body)).json()["code"] == "claim_wrong"


async def test_a_door_opens_here_and_not_from_elsewhere(
    app: Any, browser: Browser, world: World, pool: Pool
) -> None:
    async with writing(pool) as conn:
        if await conn.fetchval("SELECT count(*) FROM handle_claims WHERE handle = $1", DOORS["duty"]) == 0:
            await make_demo_account(
                conn,
                account_id=new_id(),
                handle=DOORS["duty"],
                name="老郑",
                bio="",
                age_class="adult",
                role="moderator",
                password_hash="",
            )
    answer = await browser.post(f"{API}/door-sign-ins", json={"door": "duty"})
    assert (answer.status_code, answer.json()["name"]) == (201, "老郑")
    assert (await browser.get(f"{API}/me")).json()["is_demo"]
    elsewhere = httpx.ASGITransport(app, client=("203.0.113.9", 5))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://localhost:8000") as far:
        assert (await far.post(f"{API}/door-sign-ins", json={"door": "duty"})).status_code == 404
        far.cookies.set("session", browser.cookies["session"])
        assert (await far.get(f"{API}/me")).status_code == 401, "a stolen demo cookie is nobody"


async def test_attempts_are_limited_by_account_and_by_address(config: Config, world: World) -> None:
    application: Any = create_app(config, parts={**world.parts, "limiter": Limiter(world.parts["pool"])})
    login = {"email": new_email(), "password": "wrong"}
    peer = httpx.ASGITransport(application, client=("198.51.100.101", 5))
    async with (
        application.lifespan(),
        httpx.AsyncClient(transport=peer, base_url="http://localhost:8000") as client,
    ):
        answers = [await client.post(f"{API}/sessions", json=login) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [403] * 10 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0
        others = [
            await client.post(f"{API}/sessions", json={**login, "email": new_email()}) for _ in range(50)
        ]
        assert [answer.status_code for answer in others] == [403] * 49 + [429]
        asked = [await client.post(f"{API}/sign-up-codes", json={"email": login["email"]}) for _ in range(4)]
        assert [answer.status_code for answer in asked] == [202] * 3 + [429]


async def test_attempts_are_counted_by_account_however_its_name_is_written(
    config: Config, world: World, pool: Pool
) -> None:
    account_id = await world.account()
    async with reading(pool) as conn:
        handle = (await get_me(conn, account_id)).handle
    wide = "".join(chr(ord(char) + 0xFEE0) for char in handle)
    application: Any = create_app(config, parts={**world.parts, "limiter": Limiter(world.parts["pool"])})
    peer = httpx.ASGITransport(application, client=("198.51.100.102", 5))
    async with (
        application.lifespan(),
        httpx.AsyncClient(transport=peer, base_url="http://localhost:8000") as client,
    ):
        answers = [
            await client.post(f"{API}/sessions", json={"email": written, "password": "wrong"})
            for written in (handle, f"@{handle}", handle.upper(), f" {handle}", wide) * 3
        ]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 5


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/me"),
        ("PATCH", "/me"),
        ("DELETE", "/me"),
        ("PUT", "/me/password"),
        ("PUT", "/me/interests"),
        ("GET", "/me/blocks"),
        ("POST", "/me/returns"),
        ("GET", "/sessions"),
        ("DELETE", "/sessions"),
        ("DELETE", "/sessions/current"),
    ],
)
async def test_what_is_ones_own_needs_signing_in(method: str, path: str, browser: Browser) -> None:
    await browser.as_(None)
    answer = await browser.request(method, API + path, json={} if method not in {"GET"} else None)
    assert answer.status_code in {400, 401}
    if answer.status_code == 400:
        assert answer.json()["code"] == "invalid_request"


async def test_a_nonsense_body_is_refused_with_the_one_shape(browser: Browser) -> None:
    bodies: list[object] = [{}, {"email": 5}, {"email": "x" * 400, "password": ""}, [], "text"]
    for body in bodies:
        answer = await browser.post(f"{API}/sessions", json=body)
        assert answer.status_code == 400
        assert answer.json().keys() == {"code", "message_zh", "message_en", "details"}
