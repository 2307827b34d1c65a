"""Make operator: whoever shall run the platform, appointed on the machine, with or without an account."""

from typing import Final

from tonghao.accounts.check_handle import typed_handle
from tonghao.accounts.claim import make_claim_link
from tonghao.accounts.give_role import give_role
from tonghao.accounts.load import LoadedAccount, load_accounts
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id

_STATE: Final = """
    SELECT a.state FROM profiles p JOIN accounts a ON a.id = p.account_id WHERE p.handle = $1
"""
_HANDLE: Final = "SELECT handle FROM profiles WHERE account_id = $1"


class HandleNotFree(Refusal):
    """This handle cannot be given to a new account: reserved, taken, or too like another. Choose another."""


async def make_operator(conn: Connection, *, handle: str, public_url: str) -> str | None:
    """Appoint the person with *handle*; a new one gets an account and the link with which they come in.

    Returns:
        The link, good for 30 days and once; None when the person has an account already.

    Raises:
        HandleNotFree: nobody has the handle, and nobody may have it.
        NotFound: the person has left.

    Locks: the account, then audit_head.
    """
    wanted = typed_handle(handle)
    state = await conn.fetchval(_STATE, wanted)
    if state is None:
        account_id = new_id()
        await load_accounts(conn, [LoadedAccount(account_id, wanted, wanted, now())])
        # It gives a name of its own to whom it cannot give the wanted one.
        if await conn.fetchval(_HANDLE, account_id) != wanted:
            raise HandleNotFree
    await give_role(conn, handle=wanted, role="operator")
    if state == "active":
        return None
    return await make_claim_link(conn, handle=wanted, public_url=public_url)
