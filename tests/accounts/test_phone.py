"""Phones: read in any spelling, kept in one, shown to nobody; texts cost money and are counted."""

import re
import secrets

import pytest

from tests.accounts.people import PASSWORD
from tests.world import Browser, World
from tonghao.accounts.check_contact import ContactNeeded, checked_contact
from tonghao.accounts.check_phone import (
    PhoneAbroad,
    PhoneOff,
    PhoneRefused,
    checked_phone,
    find_phone,
    masked_email,
    masked_phone,
)
from tonghao.accounts.limit_codes import count_code, network_of
from tonghao.accounts.types import TERMS_VERSION, Contact
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.errors import TooMany
from tonghao.events import CodeRequested
from tonghao.limits import Limiter
from tonghao.worker import hear_all

API = "/api/v1"


def new_phone() -> str:
    """A number that no other test uses."""
    return f"+86138{secrets.randbelow(10**8):08d}"


async def _code(browser: Browser, world: World, phone: str, path: str, purpose: str) -> str:
    answer = await browser.post(f"{API}/{path}", json={"phone": phone, "locale": "zh-CN"})
    assert answer.status_code == 202, answer.text
    await hear_all(CodeRequested(phone, purpose, "zh-CN"), world.parts)
    return re.findall(r"\b\d{6}\b", world.textbox.last_to(phone))[0]


async def _signed_up(browser: Browser, world: World, phone: str) -> dict[str, object]:
    code = await _code(browser, world, phone, "sign-up-codes", "sign_up")
    wish = {
        "phone": phone,
        "code": code,
        "password": PASSWORD,
        "name": "何小满",
        "handle": f"ph{secrets.token_hex(5)}",
        "age_class": "adult",
        "terms_version": TERMS_VERSION,
    }
    answer = await browser.post(f"{API}/accounts", json=wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.parametrize(
    "spelt",
    ["13812345678", "138 1234 5678", "+86 138-1234-5678", "008613812345678", "１３８１２３４５６７８"],
)
def test_every_spelling_of_a_number_is_one_number(spelt: str, config: Config) -> None:
    assert checked_phone(spelt, config) == "+8613812345678"


@pytest.mark.parametrize("none", ["", "12345", "010-12345678", "小满", "+", "1" * 400, "\u0000", "+8610086"])
def test_what_cannot_get_texts_is_refused(none: str, config: Config) -> None:
    with pytest.raises(PhoneRefused):
        checked_phone(none, config)
    assert find_phone(none, "CN") is None


def test_regions_without_texts_and_sites_without_texter_say_so(config: Config) -> None:
    with pytest.raises(PhoneAbroad):
        checked_phone("+1 650 253 0000", config)
    open_to_all = config.model_copy(update={"sms_regions": ""})
    assert checked_phone("+1 650 253 0000", open_to_all) == "+16502530000"
    with pytest.raises(PhoneOff):
        checked_phone("13812345678", config.model_copy(update={"sms_sender": "none"}))
    for email, phone in ((None, None), ("a@example.org", "13812345678")):
        with pytest.raises(ContactNeeded):
            checked_contact(config, email=email, phone=phone)


def test_a_number_is_shown_with_its_middle_hidden() -> None:
    assert masked_phone("+8613812345678") == "+86 138******78"
    assert masked_email("xiaoman@example.org") == "x***@example.org"


def test_neighbours_in_a_network_count_together() -> None:
    assert network_of("203.0.113.7") == network_of("203.0.113.200") == network_of("::ffff:203.0.113.1")
    assert network_of("2001:db8:1::1") == network_of("2001:db8:1:ffff::2")
    assert network_of("") == "unknown"


async def test_a_newcomer_signs_up_by_phone_and_enters_by_password_or_code(
    browser: Browser, world: World
) -> None:
    phone = new_phone()
    me = await _signed_up(browser, world, phone)
    assert me["phone"] == masked_phone(phone)
    assert (me["email"], me["tier"]) == (None, 1)
    assert phone not in (await browser.get(f"{API}/accounts/{me['handle']}")).text
    answer = await browser.post(
        f"{API}/sessions", json={"email": phone.removeprefix("+86"), "password": PASSWORD}
    )
    assert answer.json()["account_id"] == me["account_id"]
    code = await _code(browser, world, phone, "sign-in-codes", "sign_in")
    for wrong in ("000000", code[::-1] + "1"):
        refused = await browser.post(f"{API}/code-sign-ins", json={"phone": phone, "code": wrong})
        assert refused.json()["code"] == "code_wrong"
    entered = await browser.post(f"{API}/code-sign-ins", json={"phone": phone, "code": code})
    assert entered.json()["account_id"] == me["account_id"]
    again = await browser.post(f"{API}/code-sign-ins", json={"phone": phone, "code": code})
    assert again.json()["code"] == "code_wrong"


async def test_an_unknown_number_gets_the_same_answer_and_no_text(browser: Browser, world: World) -> None:
    phone, known = new_phone(), new_phone()
    await _signed_up(browser, world, known)
    before = len(world.textbox.texts)
    for path, purpose in (("sign-in-codes", "sign_in"), ("reset-codes", "reset")):
        answers = [await browser.post(f"{API}/{path}", json={"phone": one}) for one in (phone, known)]
        assert {answer.status_code for answer in answers} == {202}
        await hear_all(CodeRequested(phone, purpose, "zh-CN"), world.parts)
    assert len(world.textbox.texts) == before
    await browser.post(f"{API}/sign-up-codes", json={"phone": known})
    await hear_all(CodeRequested(known, "sign_up", "zh-CN"), world.parts)
    assert "已经有账号" in world.textbox.last_to(known)


async def test_a_password_is_reset_by_phone(browser: Browser, world: World) -> None:
    phone = new_phone()
    await _signed_up(browser, world, phone)
    code = await _code(browser, world, phone, "reset-codes", "reset")
    wish = {"phone": phone, "code": code, "password": "桂花开了两天了呢"}
    assert (await browser.post(f"{API}/password-resets", json=wish)).status_code == 204
    answer = await browser.post(f"{API}/sessions", json={"email": phone, "password": wish["password"]})
    assert answer.status_code == 201


async def test_a_range_of_numbers_has_a_cap_a_day(pool: Pool, config: Config) -> None:
    capped = config.model_copy(update={"sms_prefix_day": 3})
    limiter = Limiter(pool)
    start = f"+86139{secrets.randbelow(10**4):04d}"
    for number in range(3):
        contact = Contact("phone", f"{start}{number:04d}")
        await count_code(limiter, capped, contact=contact, purpose="sign_up", address=f"198.51.{number}.1")
    contact = Contact("phone", f"{start}9999")
    with pytest.raises(TooMany):
        await count_code(limiter, capped, contact=contact, purpose="sign_up", address="192.0.2.1")
