"""What all routes that move money have in common."""

from typing import Annotated, Final

from litestar.params import QueryParameter

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.ledger.types import KeyReused
from tonghao.money import AmountRefused
from tonghao.transfers.move import MOVING, Payer
from tonghao.transfers.reach import NotAcquainted, PayeeBlocked, PayeeStopped, PaysSelf
from tonghao.transfers.types import NewCodePayment, NewTransfer, NewWishes, Payment
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)
from tonghao.wallets.limits import LimitReached, MinorsDoNot

Cursor = Annotated[str | None, QueryParameter(max_length=300)]

MINE: Final = (InvalidRequest, SignInNeeded, NotFound, TooMany)
# A person who is paid or asked, near or at a till.
TILL: Final = (PaysSelf, PayeeBlocked, PayeeStopped)
REACHING: Final = (*TILL, NotAcquainted)
WORDS: Final = (TextRefused, CheckerAway)
KEYED: Final = (KeyReused, AmountRefused)
LIMITED: Final = (LimitReached, MinorsDoNot)
PAYING: Final = (
    *MOVING, *LIMITED, PayPasswordWanted, PayPasswordWrong, PayPasswordLocked, NewDeviceBraked,
    PasskeyRefused, FeatureStopped,
)  # fmt: skip


async def payer_of(
    pool: Pool, config: Config, caller: Caller, said: NewTransfer | Payment | NewCodePayment | NewWishes
) -> Payer:
    """Who pays, with what they showed for it; looked at before the payment's transaction.

    Raises:
        PayPasswordWanted, PayPasswordWrong, PayPasswordLocked, PasskeyRefused: see `shown_confirmation`.
    """
    shown = await shown_confirmation(
        pool, config, caller, pay_password=said.pay_password, passkey=said.passkey
    )
    return Payer(caller.account_id, caller, shown)
