"""A new device is told to the owner, who can send it away with the link of the mail."""

import re

from tests.accounts.people import PASSWORD, new_email
from tests.accounts.test_routes import _signed_up
from tests.world import Browser, World
from tonghao.accounts.device_name import device_name

API = "/api/v1"
_PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def _links(world: World, email: str) -> list[str]:
    texts = [text for to, _, text in world.mailbox.mails if to == email]
    return [link for text in texts for link in re.findall(r"/not-me/(\S+)", text)]


async def _stranger(browser: Browser, email: str) -> str:
    """Somebody with the password comes with another browser; their session cookie."""
    browser.cookies.clear()
    answer = await browser.post(
        f"{API}/sessions", json={"email": email, "password": PASSWORD}, headers={"user-agent": _PHONE}
    )
    assert answer.status_code == 201
    return str(browser.cookies["session"])


def test_a_device_is_named_by_browser_and_system() -> None:
    assert device_name(_PHONE) == "Chrome · Android"
    assert device_name("curl/8") == ""


async def test_only_a_new_device_is_told(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    email = me["email"]
    await browser.post(f"{API}/sessions", json={"email": email, "password": PASSWORD})
    await world.settle()
    assert _links(world, email) == []
    await _stranger(browser, email)
    await world.settle()
    assert len(_links(world, email)) == 1
    assert "Chrome · Android" in world.mailbox.last_to(email)
    await browser.post(f"{API}/sessions", json={"email": email, "password": PASSWORD})
    await world.settle()
    assert len(_links(world, email)) == 1


async def test_the_link_ends_the_session_and_sets_a_new_password(browser: Browser, world: World) -> None:
    me = await _signed_up(browser, world)
    theirs = await _stranger(browser, me["email"])
    await world.settle()
    [token] = _links(world, me["email"])
    browser.cookies.clear()
    answer = await browser.post(f"{API}/disavowals", json={"token": token})
    assert answer.json() | {"at": ""} == {
        "handle": me["handle"],
        "user_agent": _PHONE,
        "at": "",
        "password_set": False,
    }
    browser.cookies.set("session", theirs)
    assert (await browser.get(f"{API}/me")).status_code == 401
    browser.cookies.clear()
    assert (await browser.post(f"{API}/disavowals", json={"token": token})).status_code == 200
    new = "桂花开了两天了呢"
    assert (await browser.post(f"{API}/disavowals", json={"token": token, "password": new})).is_success
    again = await browser.post(f"{API}/disavowals", json={"token": token, "password": new})
    assert again.json()["code"] == "alert_link_wrong"
    assert (
        await browser.post(f"{API}/sessions", json={"email": me["email"], "password": new})
    ).status_code == 201


async def test_another_link_is_refused_alike(browser: Browser) -> None:
    for token in ("", "x.y", "00000000-0000-0000-0000-000000000000.x", new_email()):
        answer = await browser.post(f"{API}/disavowals", json={"token": token})
        assert (answer.status_code, answer.json()["code"]) == (400, "alert_link_wrong")
