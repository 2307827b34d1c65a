"""Sign in: somebody shows the password of an account."""

from tonghao.accounts.types import Credentials
from tonghao.crypto import password_fits
from tonghao.errors import Refusal


class SignInRefused(Refusal):
    """Address or password is not right. Check both, or set a new password."""

    status = 403


class PasswordWrong(Refusal):
    """This is not your password. Nothing was changed; type it again."""

    status = 403


async def prove_sign_in(credentials: Credentials | None, password: str, *, at_home: bool) -> Credentials:
    """Let the owner of *credentials* pass; outside a transaction, since it takes tens of milliseconds.

    Nobody's credentials take as long as somebody's, so time does not tell which addresses are known.

    Args:
        at_home: Whether the request comes from this machine to this machine; demo accounts need it.

    Raises:
        SignInRefused: unknown, wrong, unclaimed, or a demo account from elsewhere.
    """
    fits = await password_fits(credentials.password_hash if credentials else None, password)
    if credentials is None or not fits or (credentials.is_demo and not at_home):
        raise SignInRefused
    return credentials


async def prove_password(credentials: Credentials, password: str) -> None:
    """Let a signed-in person pass who is about to do something grave.

    Raises:
        PasswordWrong: it is another one.
    """
    if not await password_fits(credentials.password_hash, password):
        raise PasswordWrong
