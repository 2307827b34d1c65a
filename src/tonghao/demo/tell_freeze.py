"""Tell freeze: the wallet of the advertiser is frozen by two people, and he appeals; the appeal waits."""

from datetime import datetime
from typing import Final

from tonghao.accounts.sanction import confirm_sanction, sanction_person
from tonghao.accounts.sanctions import NewSanction
from tonghao.appeals.file import file_appeal
from tonghao.appeals.types import NewAppeal
from tonghao.clock import told_by
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import moment_of
from tonghao.screening.text import TextScreener

_WHOSE: Final = "youpin_daigou"
_FIRST, _SECOND = "lao_zheng", "su_min"
_WHY: Final = "两位街坊付了订金，没见到货，人联系不上。先冻住，问清楚再说。"
_SAID: Final = "货在路上了，单号这两天补给她们。钱包先解开，我要付运费。"


async def tell_freeze(conn: Connection, config: Config, *, screener: TextScreener, at: datetime) -> None:
    """Propose, confirm and appeal, each in its time; `tell_debts` tells what was paid to him."""
    if config.gateway != "sandbox":
        return
    account_id = account_id_of(_WHOSE)
    proposed_at, confirmed_at, appealed_at = (
        moment_of(when, at) for when in ("3d 15:02", "3d 15:40", "2d 10:26")
    )
    with told_by(lambda: proposed_at):
        made = await sanction_person(
            conn,
            account_id=account_id,
            new=NewSanction("freeze", "fraud", _WHY, None),
            by=account_id_of(_FIRST),
            is_operator=False,
        )
    with told_by(lambda: confirmed_at):
        await confirm_sanction(
            conn,
            account_id=account_id,
            sanction_id=made.sanction_id,
            by=account_id_of(_SECOND),
            is_operator=True,
        )
    new = NewAppeal("sanction", made.sanction_id, text=_SAID)
    with told_by(lambda: appealed_at):
        await file_appeal(conn, account_id=account_id, screener=screener, new=new)
