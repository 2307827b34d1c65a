"""Sign up: an address or a number, proved by its code, becomes an account."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.check_contact import checked_contact
from tonghao.accounts.check_handle import checked_handle, claim_handle
from tonghao.accounts.check_name import checked_name
from tonghao.accounts.check_password import check_password
from tonghao.accounts.screen_text import must_pass
from tonghao.accounts.types import TERMS_VERSION, Contact, SignUp
from tonghao.accounts.use_code import use_code
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

_CLAIM_EMAIL: Final = """
    INSERT INTO email_claims (email, account_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING
    RETURNING email
"""
_CLAIM_PHONE: Final = """
    INSERT INTO phone_claims (phone, account_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING
    RETURNING phone
"""
_ADD_ACCOUNT: Final = """
    INSERT INTO accounts (id, email, phone, password_hash, age_class, terms_version, terms_at, locale)
    VALUES ($1, $2, $3, $4, $5, $6, now(), $7)
"""
_ADD_PROFILE: Final = "INSERT INTO profiles (account_id, handle, name) VALUES ($1, $2, $3)"


class EmailTaken(Refusal):
    """This address belongs to an account already. Sign in, or set a new password."""


class PhoneTaken(Refusal):
    """This number belongs to an account already. Sign in, or set a new password."""


class TermsOutdated(Refusal):
    """The terms have changed meanwhile. Load the page again and read them before you accept."""


async def claim_email(conn: Connection, *, email: str, account_id: UUID) -> None:
    """Make the checked *email* belong to *account_id*.

    Raises:
        EmailTaken: it belongs to another account, or another request was quicker.
    """
    if await conn.fetchval(_CLAIM_EMAIL, email, account_id) is None:
        raise EmailTaken


async def claim_contact(conn: Connection, *, contact: Contact, account_id: UUID) -> None:
    """Make the checked *contact* belong to *account_id*.

    Raises:
        EmailTaken, PhoneTaken: it belongs to another account, or another request was quicker.
    """
    if contact.kind == "email":
        await claim_email(conn, email=contact.value, account_id=account_id)
    elif await conn.fetchval(_CLAIM_PHONE, contact.value, account_id) is None:
        raise PhoneTaken


def newcomer_of(wish: SignUp, config: Config, screener: TextScreener) -> SignUp:
    """*wish* with everything in the form in which it is stored, as far as it can be said beforehand.

    Asked before the code is tried, so that a slip in a name costs no attempt.

    Raises:
        TermsOutdated, ContactNeeded, EmailRefused, PhoneRefused, HandleRefused, NameRefused,
        PasswordRefused, TextRefused, CheckerAway: see there.
    """
    if wish.terms_version != TERMS_VERSION:
        raise TermsOutdated(terms_version=TERMS_VERSION)
    contact = checked_contact(config, email=wish.email, phone=wish.phone)
    handle, name = checked_handle(wish.handle), checked_name(wish.name)
    check_password(wish.password, email=contact.value, handle=handle)
    must_pass(screener, name, kind="name")
    must_pass(screener, handle, kind="name")
    return msgspec.structs.replace(wish, **{contact.kind: contact.value}, handle=handle, name=name)


def contact_of(newcomer: SignUp) -> Contact:
    """How the checked *newcomer* can be reached."""
    if newcomer.email is not None:
        return Contact("email", newcomer.email)
    return Contact("phone", newcomer.phone or "")


async def sign_up(conn: Connection, *, newcomer: SignUp, password_hash: str) -> UUID:
    """Make the account of *newcomer* and return its identifier.

    Args:
        newcomer: As `newcomer_of` gives it; its attempt has been counted.
        password_hash: Made outside the transaction.

    Raises:
        FeatureStopped: nobody signs up for now.
        CodeWrong: see `use_code`.
        EmailTaken, PhoneTaken, HandleTaken: another account has it, or another request was quicker.

    Locks: the code, then the claims of address or number and of the handle.
    """
    await must_run(conn, "sign_up")
    account_id = new_id()
    contact = contact_of(newcomer)
    await use_code(conn, target=contact.value, purpose="sign_up", code=newcomer.code)
    await claim_contact(conn, contact=contact, account_id=account_id)
    await claim_handle(conn, handle=newcomer.handle, account_id=account_id)
    await conn.execute(
        _ADD_ACCOUNT,
        account_id,
        newcomer.email,
        newcomer.phone,
        password_hash,
        newcomer.age_class,
        newcomer.terms_version,
        newcomer.locale,
    )
    await conn.execute(_ADD_PROFILE, account_id, newcomer.handle, newcomer.name)
    return account_id
