"""The way in and out: codes, sign-up, sign-in, sessions, forgotten passwords, links and doors."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import HTTP_201_CREATED, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from tonghao.accounts.check_email import EmailRefused, checked_email
from tonghao.accounts.check_handle import HandleRefused, HandleTaken, check_handle, must_be_free
from tonghao.accounts.check_name import NameRefused
from tonghao.accounts.check_password import PasswordRefused, check_password
from tonghao.accounts.claim import ClaimWrong, claim_account, must_be_claimable
from tonghao.accounts.open_door import open_door
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import find_credentials, get_me, is_at_home, list_sessions
from tonghao.accounts.request_code import request_code
from tonghao.accounts.reset_password import reset_password
from tonghao.accounts.revoke_session import revoke_other_sessions, revoke_session
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.accounts.sign_in import SignInRefused, prove_sign_in
from tonghao.accounts.sign_up import EmailTaken, TermsOutdated, newcomer_of, sign_up
from tonghao.accounts.types import (
    AccountClaim,
    CodeRequest,
    CodeSent,
    DoorSignIn,
    HandleCheck,
    Me,
    PasswordReset,
    Purpose,
    Session,
    SignIn,
    SignUp,
)
from tonghao.accounts.use_code import CodeSpent, CodeWrong, count_code_attempt
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import digest, hash_password
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener

# Browsers keep a cookie for 400 days at most; when a session ends is the server's to say.
_COOKIE_SECONDS: Final = 400 * 24 * 3600

Asked = Request[Any, Any, Any]


def _address_of(request: Asked) -> str:
    return request.client.host if request.client else ""


def _at_home(request: Asked, config: Config) -> bool:
    headers = request.headers
    return config.is_loopback and is_at_home(
        peer=_address_of(request),
        host=headers.get("host", ""),
        forwarded="forwarded" in headers or "x-forwarded-for" in headers,
    )


def _cookie(config: Config, token: str, seconds: int) -> Cookie:
    return Cookie(
        config.session_cookie,
        value=token,
        path="/",
        max_age=seconds,
        secure=config.is_https,
        httponly=True,
        samesite="lax",
    )


async def _signed_in(conn: Connection, request: Asked, config: Config, account_id: UUID) -> Response[Me]:
    """Open a session for the device that asks and answer with the account and the cookie."""
    opened = await open_session(
        conn,
        account_id=account_id,
        user_agent=request.headers.get("user-agent", ""),
        address=_address_of(request),
        days=config.session_days,
    )
    return Response(
        await get_me(conn, account_id),
        status_code=HTTP_201_CREATED,
        cookies=[_cookie(config, opened.token, _COOKIE_SECONDS)],
    )


async def _code_sent(
    asked: CodeRequest, purpose: Purpose, request: Asked, pool: Pool, limiter: Limiter
) -> CodeSent:
    email = checked_email(asked.email)
    await limiter.count("60 per 1 hour", "code", _address_of(request))
    await limiter.count("3 per 10 minutes", "code", purpose, email)
    await limiter.count("10 per 1 day", "code", purpose, email)
    async with writing(pool) as conn:
        return await request_code(conn, email=email, purpose=purpose, locale=asked.locale)


@post(
    "/sign-up-codes",
    operation_id="requestSignUpCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(EmailRefused, InvalidRequest, TooMany),
)
async def sign_up_code(data: CodeRequest, request: Asked, pool: Pool, limiter: Limiter) -> CodeSent:
    """Ask for the code that proves an address; the answer never says whether it is known."""
    return await _code_sent(data, "sign_up", request, pool, limiter)


@post(
    "/reset-codes",
    operation_id="requestResetCode",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(EmailRefused, InvalidRequest, TooMany),
)
async def reset_code(data: CodeRequest, request: Asked, pool: Pool, limiter: Limiter) -> CodeSent:
    """Ask for the code that allows a new password; the answer never says whether the address is known."""
    return await _code_sent(data, "reset", request, pool, limiter)


@get("/handle-checks", operation_id="checkHandle", responses=refusals(InvalidRequest, TooMany))
async def handle_check(
    handle: str, request: Asked, viewer: Caller | None, pool: Pool, limiter: Limiter
) -> HandleCheck:
    """Say whether a handle may be had."""
    await limiter.count("600 per 1 hour", "handle_check", _address_of(request))
    async with reading(pool) as conn:
        return await check_handle(conn, handle=handle, account_id=viewer.account_id if viewer else None)


@post(
    "/accounts",
    operation_id="signUp",
    responses=refusals(
        CheckerAway,
        CodeSpent,
        CodeWrong,
        EmailRefused,
        EmailTaken,
        HandleRefused,
        HandleTaken,
        InvalidRequest,
        NameRefused,
        PasswordRefused,
        TermsOutdated,
        TextRefused,
        TooMany,
    ),
)
async def account(
    data: SignUp, request: Asked, pool: Pool, config: Config, limiter: Limiter, screener: TextScreener
) -> Response[Me]:
    """Sign up with a proved address."""
    await limiter.count("60 per 1 hour", "sign_up", _address_of(request))
    newcomer = newcomer_of(data, screener)
    async with reading(pool) as conn:
        await must_be_free(conn, handle=newcomer.handle)
    async with writing(pool) as conn:
        await count_code_attempt(conn, email=newcomer.email, purpose="sign_up")
    hashed = await hash_password(newcomer.password)
    async with writing(pool) as conn:
        account_id = await sign_up(conn, newcomer=newcomer, password_hash=hashed)
        return await _signed_in(conn, request, config, account_id)


@post("/sessions", operation_id="signIn", responses=refusals(InvalidRequest, SignInRefused, TooMany))
async def session(data: SignIn, request: Asked, pool: Pool, config: Config, limiter: Limiter) -> Response[Me]:
    """Sign in with address or handle."""
    await limiter.count("60 per 15 minutes", "sign_in", "address", _address_of(request))
    async with reading(pool) as conn:
        found = await find_credentials(conn, data.email)
    # By the account, since a login can be spelt in many ways.
    account = str(found.account_id) if found else digest(data.email.strip().casefold()).hex()
    await limiter.count("10 per 15 minutes", "sign_in", "account", account)
    credentials = await prove_sign_in(found, data.password, at_home=_at_home(request, config))
    async with writing(pool) as conn:
        return await _signed_in(conn, request, config, credentials.account_id)


@get("/sessions", operation_id="listSessions", responses=refusals(SignInNeeded))
async def sessions(caller: Caller, pool: Pool) -> list[Session]:
    """List the devices on which one is signed in."""
    async with reading(pool) as conn:
        return await list_sessions(conn, account_id=caller.account_id, current_id=caller.session_id)


@delete(
    "/sessions/current",
    operation_id="signOut",
    # Said here, since of a Response the document would say that it has a body.
    responses={
        HTTP_204_NO_CONTENT: ResponseSpec(None, generate_examples=False, description="Signed out"),
        **refusals(NotFound, SignInNeeded),
    },
)
async def sign_out(caller: Caller, pool: Pool, config: Config) -> Response[None]:
    """Sign out on this device."""
    async with writing(pool) as conn:
        await revoke_session(conn, account_id=caller.account_id, session_id=caller.session_id)
    return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[_cookie(config, "", 0)])


@delete(
    "/sessions/{session_id:uuid}",
    operation_id="revokeSession",
    responses=refusals(InvalidRequest, NotFound, SignInNeeded),
)
async def revoke(session_id: UUID, caller: Caller, pool: Pool) -> None:
    """Sign out on one device."""
    async with writing(pool) as conn:
        await revoke_session(conn, account_id=caller.account_id, session_id=session_id)


@delete("/sessions", operation_id="revokeOtherSessions", responses=refusals(SignInNeeded))
async def revoke_others(caller: Caller, pool: Pool) -> None:
    """Sign out on all other devices."""
    async with writing(pool) as conn:
        await revoke_other_sessions(conn, account_id=caller.account_id, keep_id=caller.session_id)


@post(
    "/password-resets",
    operation_id="resetPassword",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(CodeSpent, CodeWrong, EmailRefused, InvalidRequest, PasswordRefused, TooMany),
)
async def password_reset(data: PasswordReset, request: Asked, pool: Pool, limiter: Limiter) -> None:
    """Set a new password with a code; every device is signed out."""
    await limiter.count("60 per 1 hour", "reset", _address_of(request))
    email = checked_email(data.email)
    check_password(data.password, email=email)
    async with writing(pool) as conn:
        await count_code_attempt(conn, email=email, purpose="reset")
    hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        await reset_password(conn, email=email, code=data.code, password_hash=hashed)


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
    await limiter.count("60 per 1 hour", "claim", _address_of(request))
    email = checked_email(data.email) if data.email else None
    check_password(data.password, email=email or "")
    async with reading(pool) as conn:
        await must_be_claimable(conn, data.token)
    if email is not None:
        async with writing(pool) as conn:
            await count_code_attempt(conn, email=email, purpose="sign_up")
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
        return await _signed_in(conn, request, config, account_id)


@post("/door-sign-ins", operation_id="openDoor", responses=refusals(InvalidRequest, NotFound))
async def door(data: DoorSignIn, request: Asked, pool: Pool, config: Config) -> Response[Me]:
    """Sign in as one of the four people of the demo; on this machine only."""
    async with writing(pool) as conn:
        account_id = await open_door(
            conn, door=data.door, at_home=_at_home(request, config), demo=config.demo
        )
        return await _signed_in(conn, request, config, account_id)


handlers = [
    sign_up_code,
    reset_code,
    handle_check,
    account,
    session,
    sessions,
    sign_out,
    revoke,
    revoke_others,
    password_reset,
    account_claim,
    door,
]
