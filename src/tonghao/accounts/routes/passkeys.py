"""Passkeys, recovery codes and the second step."""

from typing import Final
from uuid import UUID

from litestar import Response, delete, get, patch, post, put
from litestar.datastructures import Cookie
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from tonghao.accounts.add_passkey import (
    LastPasskey,
    PasskeyKnown,
    PasskeyNameNeeded,
    PasskeysFull,
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from tonghao.accounts.ask_passkey import (
    PasskeyRefused,
    ask_for_new_passkey,
    ask_for_passkey,
    take_challenge,
    user_handle_of,
)
from tonghao.accounts.check_password import PasswordRefused, check_password
from tonghao.accounts.prove_again import ProofNeeded, must_be_proved, note_proof
from tonghao.accounts.read import find_credentials, get_credentials, get_keys
from tonghao.accounts.recovery_codes import (
    RecoveryRefused,
    make_recovery_codes,
    reset_with_recovery_code,
    use_recovery_code,
)
from tonghao.accounts.routes.arrive import Asked, address_of, at_home, signed_in
from tonghao.accounts.second_step import TicketWrong, count_ticket_attempt, ticket_owner, use_ticket
from tonghao.accounts.set_second_step import SecondStepUnready, set_second_step
from tonghao.accounts.types import (
    Keys,
    Me,
    NewPasskey,
    Passkey,
    PasskeyAsked,
    PasskeyName,
    PasskeyShown,
    PasskeySignIn,
    PasskeySignInBegun,
    PasskeyWish,
    RecoveryCodes,
    RecoveryReset,
    RecoverySignIn,
    SecondStep,
)
from tonghao.accounts.use_passkey import use_passkey
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import digest, hash_password, new_token
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter

_MINUTES: Final = 5
_SIGNED_IN = (InvalidRequest, SignInNeeded)


@post(
    "/passkey-challenges",
    operation_id="beginPasskeySignIn",
    responses=refusals(InvalidRequest, TicketWrong, TooMany),
)
async def begin_sign_in(
    data: PasskeySignInBegun, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> Response[PasskeyAsked]:
    """Begin to sign in with a passkey; only the browser that asks can answer, once, within five minutes."""
    await limiter.count("120 per 15 minutes", "passkey", "address", address_of(request))
    binder = new_token()
    async with writing(pool) as conn:
        account_id = None if data.ticket is None else await ticket_owner(conn, data.ticket)
        asked = await ask_for_passkey(conn, config, account_id=account_id, session_id=None, binder=binder)
    cookie = Cookie(
        config.passkey_cookie,
        value=binder,
        path="/",
        max_age=_MINUTES * 60,
        secure=config.is_https,
        httponly=True,
        samesite="strict",
    )
    return Response(asked, status_code=HTTP_201_CREATED, cookies=[cookie])


@post(
    "/passkey-sign-ins",
    operation_id="signInWithPasskey",
    responses=refusals(InvalidRequest, PasskeyRefused, TicketWrong, TooMany),
)
async def sign_in(
    data: PasskeySignIn, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> Response[Me]:
    """Sign in with a passkey: alone, or as the second step that a ticket asks for."""
    await limiter.count("60 per 15 minutes", "sign_in", "address", address_of(request))
    async with writing(pool) as conn:
        owner = None if data.ticket is None else await ticket_owner(conn, data.ticket)
        challenge = await take_challenge(
            conn,
            data.challenge_id,
            purpose="sign_in",
            account_id=owner,
            session_id=None,
            binder=request.cookies.get(config.passkey_cookie),
        )
    account_id = owner or user_handle_of(data.credential)
    if account_id is None:
        raise PasskeyRefused
    async with writing(pool) as conn:
        await use_passkey(
            conn, config, account_id=account_id, challenge=challenge, credential=data.credential
        )
        if (await get_credentials(conn, account_id)).is_demo and not at_home(request, config):
            raise PasskeyRefused
        if data.ticket is not None:
            await use_ticket(conn, data.ticket)
        return await signed_in(conn, request, config, account_id, "passkey")


@post(
    "/recovery-sign-ins",
    operation_id="signInWithRecoveryCode",
    responses=refusals(InvalidRequest, RecoveryRefused, TicketWrong, TooMany),
)
async def recovery_sign_in(
    data: RecoverySignIn, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> Response[Me]:
    """Do the second step with a recovery code instead of a passkey."""
    await limiter.count("30 per 15 minutes", "recovery", "address", address_of(request))
    async with writing(pool) as conn:
        account_id = await count_ticket_attempt(conn, data.ticket)
    async with writing(pool) as conn:
        await use_recovery_code(conn, account_id=account_id, code=data.code)
        await use_ticket(conn, data.ticket)
        return await signed_in(conn, request, config, account_id, "recovery")


@post(
    "/recovery-resets",
    operation_id="resetWithRecoveryCode",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(InvalidRequest, PasswordRefused, RecoveryRefused, TooMany),
)
async def recovery_reset(
    data: RecoveryReset, request: Asked, pool: Pool, config: Config, limiter: Limiter
) -> None:
    """Set a new password with a recovery code, without mailbox or phone."""
    await limiter.count("30 per 15 minutes", "recovery", "address", address_of(request))
    check_password(data.password)
    async with reading(pool) as conn:
        found = await find_credentials(conn, data.login, region=config.sms_region)
    account = str(found.account_id) if found else digest(data.login.strip().casefold()).hex()
    await limiter.count("10 per 15 minutes", "recovery", "account", account)
    hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        await reset_with_recovery_code(conn, found=found, code=data.code, password_hash=hashed)


@get("/me/keys", operation_id="getKeys", responses=refusals(SignInNeeded))
async def keys(caller: Caller, pool: Pool) -> Keys:
    """List one's passkeys, and say how many recovery codes are left."""
    async with reading(pool) as conn:
        return await get_keys(conn, caller.account_id)


@post(
    "/me/passkey-challenges",
    operation_id="beginPasskey",
    responses=refusals(*_SIGNED_IN, ProofNeeded, TooMany),
)
async def begin(
    data: PasskeyWish, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> PasskeyAsked:
    """Begin to make a passkey, or to show one again before a grave change."""
    await limiter.count("60 per 15 minutes", "passkey", str(caller.account_id))
    mine = {"account_id": caller.account_id, "session_id": caller.session_id}
    async with writing(pool) as conn:
        if data.purpose == "prove":
            return await ask_for_passkey(conn, config, **mine, binder=None)
        await must_be_proved(conn, **mine)
        return await ask_for_new_passkey(conn, config, **mine)


@post(
    "/me/passkeys",
    operation_id="addPasskey",
    responses=refusals(
        *_SIGNED_IN, PasskeyKnown, PasskeyNameNeeded, PasskeyRefused, PasskeysFull, ProofNeeded
    ),
)
async def add(data: NewPasskey, caller: Caller, pool: Pool, config: Config) -> Passkey:
    """Add the passkey that the browser made."""
    mine = {"account_id": caller.account_id, "session_id": caller.session_id}
    async with writing(pool) as conn:
        challenge = await take_challenge(conn, data.challenge_id, purpose="register", **mine, binder=None)
    async with writing(pool) as conn:
        return await add_passkey(
            conn, config, **mine, challenge=challenge, credential=data.credential, name=data.name
        )


@post(
    "/me/passkey-proofs",
    operation_id="proveWithPasskey",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_SIGNED_IN, PasskeyRefused),
)
async def prove(data: PasskeyShown, request: Asked, caller: Caller, pool: Pool, config: Config) -> None:
    """Show a passkey again; for ten minutes this session may change what is grave."""
    mine = {"account_id": caller.account_id, "session_id": caller.session_id}
    async with writing(pool) as conn:
        challenge = await take_challenge(conn, data.challenge_id, purpose="prove", **mine, binder=None)
    async with writing(pool) as conn:
        await use_passkey(
            conn, config, account_id=caller.account_id, challenge=challenge, credential=data.credential
        )
        await note_proof(conn, **mine)


@patch(
    "/me/passkeys/{passkey_id:uuid}",
    operation_id="renamePasskey",
    responses=refusals(*_SIGNED_IN, NotFound, PasskeyNameNeeded),
)
async def rename(passkey_id: UUID, data: PasskeyName, caller: Caller, pool: Pool) -> Passkey:
    """Rename a passkey."""
    async with writing(pool) as conn:
        return await rename_passkey(conn, account_id=caller.account_id, passkey_id=passkey_id, name=data.name)


@delete(
    "/me/passkeys/{passkey_id:uuid}",
    operation_id="removePasskey",
    responses=refusals(*_SIGNED_IN, LastPasskey, NotFound, ProofNeeded),
)
async def remove(passkey_id: UUID, caller: Caller, pool: Pool) -> None:
    """Remove a passkey."""
    async with writing(pool) as conn:
        await remove_passkey(
            conn, account_id=caller.account_id, session_id=caller.session_id, passkey_id=passkey_id
        )


@post(
    "/me/recovery-codes",
    operation_id="makeRecoveryCodes",
    responses=refusals(ProofNeeded, SignInNeeded, TooMany),
)
async def recovery_codes(caller: Caller, pool: Pool, limiter: Limiter) -> RecoveryCodes:
    """Make ten recovery codes, shown this once; older ones end."""
    await limiter.count("20 per 1 day", "recovery_codes", str(caller.account_id))
    async with writing(pool) as conn:
        return await make_recovery_codes(conn, account_id=caller.account_id, session_id=caller.session_id)


@put(
    "/me/second-step",
    operation_id="setSecondStep",
    responses=refusals(*_SIGNED_IN, ProofNeeded, SecondStepUnready),
)
async def second_step(data: SecondStep, caller: Caller, pool: Pool) -> Keys:
    """Ask for a passkey after the password, or no longer."""
    async with writing(pool) as conn:
        await set_second_step(conn, account_id=caller.account_id, session_id=caller.session_id, on=data.on)
        return await get_keys(conn, caller.account_id)


handlers = [
    begin_sign_in,
    sign_in,
    recovery_sign_in,
    recovery_reset,
    keys,
    begin,
    add,
    prove,
    rename,
    remove,
    recovery_codes,
    second_step,
]
