"""How one can be reached, and proving oneself again before grave changes."""

from litestar import delete, post
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from tonghao.accounts.change_contact import LastContact, add_contact, remove_contact
from tonghao.accounts.check_contact import ContactNeeded, checked_contact
from tonghao.accounts.check_email import EmailRefused
from tonghao.accounts.check_phone import PhoneAbroad, PhoneOff, PhoneRefused
from tonghao.accounts.limit_codes import count_code
from tonghao.accounts.prove_again import ProofNeeded, must_be_proved, note_proof
from tonghao.accounts.read import get_credentials
from tonghao.accounts.request_code import request_code
from tonghao.accounts.routes.arrive import Asked, address_of
from tonghao.accounts.sign_in import PasswordWrong, prove_password
from tonghao.accounts.sign_up import EmailTaken, PhoneTaken
from tonghao.accounts.types import Channel, CodeRequest, CodeSent, ContactAddition, Me, Reauthentication
from tonghao.accounts.use_code import CodeSpent, CodeWrong, count_code_attempt
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter

_UNFIT = (ContactNeeded, EmailRefused, InvalidRequest, PhoneAbroad, PhoneOff, PhoneRefused)


@post(
    "/me/proofs",
    operation_id="proveAgain",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(InvalidRequest, PasswordWrong, SignInNeeded, TooMany),
)
async def prove(data: Reauthentication, caller: Caller, pool: Pool, limiter: Limiter) -> None:
    """Show the password again; for ten minutes this session may change what is grave."""
    await limiter.count("10 per 15 minutes", "password", str(caller.account_id))
    async with reading(pool) as conn:
        credentials = await get_credentials(conn, caller.account_id)
    await prove_password(credentials, data.password)
    async with writing(pool) as conn:
        await note_proof(conn, account_id=caller.account_id, session_id=caller.session_id)


@post(
    "/me/contact-codes",
    operation_id="requestContactCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_UNFIT, ProofNeeded, SignInNeeded, TooMany),
)
async def contact_code(
    data: CodeRequest, request: Asked, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> CodeSent:
    """Ask for the code that proves a new address or number; the answer never says whether it is known."""
    contact = checked_contact(config, email=data.email, phone=data.phone)
    async with reading(pool) as conn:
        await must_be_proved(conn, account_id=caller.account_id, session_id=caller.session_id)
    await limiter.count("10 per 1 day", "contact_code", str(caller.account_id))
    await count_code(limiter, config, contact=contact, purpose="add", address=address_of(request))
    async with writing(pool) as conn:
        return await request_code(conn, target=contact.value, purpose="add", locale=data.locale)


@post(
    "/me/contacts",
    operation_id="addContact",
    status_code=HTTP_200_OK,
    responses=refusals(
        *_UNFIT, CodeSpent, CodeWrong, EmailTaken, PhoneTaken, ProofNeeded, SignInNeeded, TooMany
    ),
)
async def add(data: ContactAddition, caller: Caller, pool: Pool, config: Config, limiter: Limiter) -> Me:
    """Add or replace mail or phone, proved by password or passkey and by the code sent there."""
    await limiter.count("20 per 1 hour", "add_contact", str(caller.account_id))
    contact = checked_contact(config, email=data.email, phone=data.phone)
    async with reading(pool) as conn:
        await must_be_proved(conn, account_id=caller.account_id, session_id=caller.session_id)
    async with writing(pool) as conn:
        await count_code_attempt(conn, target=contact.value, purpose="add")
    async with writing(pool) as conn:
        return await add_contact(
            conn,
            account_id=caller.account_id,
            session_id=caller.session_id,
            contact=contact,
            code=data.code,
        )


@delete(
    "/me/contacts/{channel:str}",
    operation_id="removeContact",
    status_code=HTTP_200_OK,
    responses=refusals(InvalidRequest, LastContact, NotFound, ProofNeeded, SignInNeeded),
)
async def remove(channel: Channel, caller: Caller, pool: Pool) -> Me:
    """Take mail or phone away; one of the two stays."""
    async with writing(pool) as conn:
        return await remove_contact(
            conn, account_id=caller.account_id, session_id=caller.session_id, channel=channel
        )


handlers = [prove, contact_code, add, remove]
