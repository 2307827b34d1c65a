"""The way in and out: codes, sign-up, sign-in, forgotten passwords, links and doors."""

from litestar import Response, get, post
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.check_contact import ContactNeeded, checked_contact
from tonghao.accounts.check_email import EmailRefused, checked_email
from tonghao.accounts.check_handle import HandleRefused, HandleTaken, check_handle, must_be_free
from tonghao.accounts.check_name import NameRefused
from tonghao.accounts.check_password import PasswordRefused, check_password
from tonghao.accounts.check_phone import PhoneAbroad, PhoneOff, PhoneRefused
from tonghao.accounts.claim import ClaimWrong, claim_account, must_be_claimable
from tonghao.accounts.limit_codes import count_code
from tonghao.accounts.open_door import open_door
from tonghao.accounts.read import find_credentials, find_credentials_of
from tonghao.accounts.request_code import request_code
from tonghao.accounts.reset_password import reset_password
from tonghao.accounts.routes.arrive import Asked, address_of, at_home, entered, signed_in
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.accounts.second_step import SecondStepNeeded
from tonghao.accounts.sign_in import SignInRefused, prove_sign_in
from tonghao.accounts.sign_up import EmailTaken, PhoneTaken, TermsOutdated, contact_of, newcomer_of, sign_up
from tonghao.accounts.types import (
    AccountClaim,
    CodeRequest,
    CodeSent,
    CodeSignIn,
    DoorSignIn,
    HandleCheck,
    Me,
    PasswordReset,
    Purpose,
    SignIn,
    SignUp,
)
from tonghao.accounts.use_code import CodeSpent, CodeWrong, count_code_attempt, use_code
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import digest, hash_password
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener

_UNFIT = (ContactNeeded, EmailRefused, InvalidRequest, PhoneAbroad, PhoneOff, PhoneRefused)


async def _code_sent(
    asked: CodeRequest, purpose: Purpose, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> CodeSent:
    contact = checked_contact(config, email=asked.email, phone=asked.phone)
    await count_code(limiter, config, contact=contact, purpose=purpose, address=address_of(request))
    async with writing(pool) as conn:
        return await request_code(conn, target=contact.value, purpose=purpose, locale=asked.locale)


@post(
    "/sign-up-codes",
    operation_id="requestSignUpCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_UNFIT, TooMany),
)
async def sign_up_code(
    data: CodeRequest, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> CodeSent:
    """Ask for the code that proves an address or a number; the answer never says whether it is known."""
    return await _code_sent(data, "sign_up", request, pool, config, limiter)


@post(
    "/reset-codes",
    operation_id="requestResetCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_UNFIT, TooMany),
)
async def reset_code(
    data: CodeRequest, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> CodeSent:
    """Ask for the code that allows a new password; the answer never says who is known."""
    return await _code_sent(data, "reset", request, pool, config, limiter)


@get("/handle-checks", operation_id="checkHandle", responses=refusals(InvalidRequest, TooMany))
async def handle_check(
    handle: str, request: Asked, viewer: Caller | None, pool: Pool, limiter: Limiter
) -> HandleCheck:
    """Say whether a handle may be had."""
    await limiter.count("600 per 1 hour", "handle_check", address_of(request))
    async with reading(pool) as conn:
        return await check_handle(conn, handle=handle, account_id=viewer.account_id if viewer else None)


@post(
    "/accounts",
    operation_id="signUp",
    responses=refusals(
        CheckerAway,
        CodeSpent,
        CodeWrong,
        FeatureStopped,
        *_UNFIT,
        EmailTaken,
        HandleRefused,
        HandleTaken,
        NameRefused,
        PasswordRefused,
        PhoneTaken,
        TermsOutdated,
        TextRefused,
        TooMany,
    ),
)
async def account(
    data: SignUp, request: Asked, pool: Pool, config: Config, limiter: Limiter, screener: TextScreener
) -> Response[Me]:
    """Sign up with a proved address or number."""
    await limiter.count("60 per 1 hour", "sign_up", address_of(request))
    newcomer = newcomer_of(data, config, screener)
    async with reading(pool) as conn:
        await must_be_free(conn, handle=newcomer.handle)
    async with writing(pool) as conn:
        await count_code_attempt(conn, target=contact_of(newcomer).value, purpose="sign_up")
    hashed = await hash_password(newcomer.password)
    async with writing(pool) as conn:
        account_id = await sign_up(conn, newcomer=newcomer, password_hash=hashed)
        return await signed_in(conn, request, config, account_id, "sign_up")


@post(
    "/sessions",
    operation_id="signIn",
    responses=refusals(InvalidRequest, SecondStepNeeded, SignInRefused, TooMany),
)
async def session(data: SignIn, request: Asked, pool: Pool, config: Config, limiter: Limiter) -> Response[Me]:
    """Sign in with address, number or handle."""
    await limiter.count("60 per 15 minutes", "sign_in", "address", address_of(request))
    async with reading(pool) as conn:
        found = await find_credentials(conn, data.email, region=config.sms_region)
    # By the account, since a login can be spelt in many ways.
    account = str(found.account_id) if found else digest(data.email.strip().casefold()).hex()
    await limiter.count("10 per 15 minutes", "sign_in", "account", account)
    credentials = await prove_sign_in(found, data.password, at_home=at_home(request, config))
    return await entered(pool, request, config, credentials, "password")


@post(
    "/sign-in-codes",
    operation_id="requestSignInCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_UNFIT, TooMany),
)
async def sign_in_code(
    data: CodeRequest, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> CodeSent:
    """Ask for a code to sign in with; the answer never says whether the address or number is known."""
    return await _code_sent(data, "sign_in", request, pool, config, limiter)


@post(
    "/code-sign-ins",
    operation_id="signInWithCode",
    responses=refusals(*_UNFIT, CodeSpent, CodeWrong, SecondStepNeeded, TooMany),
)
async def code_session(
    data: CodeSignIn, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> Response[Me]:
    """Sign in with a code instead of the password."""
    await limiter.count("60 per 15 minutes", "sign_in", "address", address_of(request))
    contact = checked_contact(config, email=data.email, phone=data.phone)
    async with writing(pool) as conn:
        await count_code_attempt(conn, target=contact.value, purpose="sign_in")
    async with writing(pool) as conn:
        await use_code(conn, target=contact.value, purpose="sign_in", code=data.code)
        found = await find_credentials_of(conn, contact)
        if found is None or (found.is_demo and not at_home(request, config)):
            raise CodeWrong
    return await entered(pool, request, config, found, "code")


@post(
    "/password-resets",
    operation_id="resetPassword",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_UNFIT, CodeSpent, CodeWrong, PasswordRefused, TooMany),
)
async def password_reset(
    data: PasswordReset, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> None:
    """Set a new password with a code; every device is signed out."""
    await limiter.count("60 per 1 hour", "reset", address_of(request))
    contact = checked_contact(config, email=data.email, phone=data.phone)
    check_password(data.password, email=contact.value)
    async with writing(pool) as conn:
        await count_code_attempt(conn, target=contact.value, purpose="reset")
    hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        await reset_password(conn, contact=contact, code=data.code, password_hash=hashed)


@post(
    "/account-claims",
    operation_id="claimAccount",
    responses=refusals(
        ClaimWrong,
        CodeSpent,
        CodeWrong,
        EmailRefused,
        EmailTaken,
        InvalidRequest,
        PasswordRefused,
        TooMany,
    ),
)
async def account_claim(
    data: AccountClaim, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> Response[Me]:
    """Take over an imported account with its link; an address must come with the code sent to it."""
    await limiter.count("60 per 1 hour", "claim", address_of(request))
    email = checked_email(data.email) if data.email else None
    check_password(data.password, email=email or "")
    async with reading(pool) as conn:
        await must_be_claimable(conn, data.token)
    if email is not None:
        async with writing(pool) as conn:
            await count_code_attempt(conn, target=email, purpose="sign_up")
    hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        account_id = await claim_account(
            conn,
            token=data.token,
            password_hash=hashed,
            age_class=data.age_class,
            email=email,
            code=data.code,
        )
        return await signed_in(conn, request, config, account_id, "claim")


@post("/door-sign-ins", operation_id="openDoor", responses=refusals(InvalidRequest, NotFound))
async def door(data: DoorSignIn, request: Asked, pool: Pool, config: Config) -> Response[Me]:
    """Sign in as one of the four people of the demo; on this machine only."""
    async with writing(pool) as conn:
        account_id = await open_door(conn, door=data.door, at_home=at_home(request, config), demo=config.demo)
        return await signed_in(conn, request, config, account_id, "door")


handlers = [
    sign_up_code,
    reset_code,
    handle_check,
    account,
    session,
    sign_in_code,
    code_session,
    password_reset,
    account_claim,
    door,
]
