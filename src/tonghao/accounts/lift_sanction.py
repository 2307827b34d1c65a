"""Lift a sanction: it ends before its time, or because its time is over, or was never confirmed."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.account_events import AccountEased
from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.freeze_wallet import thaw_wallets
from tonghao.accounts.sanction import OwnAccount, show_sanctions
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_THERE: Final = """
    SELECT kind, in_force_at IS NOT NULL AS is_in_force, ended_at FROM account_sanctions
     WHERE account_id = $1 AND id = $2
"""
_END: Final = """
    UPDATE account_sanctions SET ended_at = $3, ended_by = $4, end_reason = $5
     WHERE account_id = $1 AND id = $2 AND ended_at IS NULL
"""
_DUE: Final = """
    SELECT account_id, id FROM account_sanctions
     WHERE ended_at IS NULL AND until <= $1
     ORDER BY until LIMIT 500
"""
_OF_CASE: Final = """
    SELECT account_id, id FROM account_sanctions WHERE case_id = $1 AND ended_at IS NULL ORDER BY id
"""


class SanctionOver(Refusal):
    """This has ended already. Load the page again to see when, and why."""


async def lift_sanction(
    conn: Connection, *, account_id: UUID, sanction_id: UUID, by: UUID | None, reason: str = ""
) -> None:
    """End a sanction, or withdraw a proposal.

    Args:
        by: A person of the platform; None when its time is over.
        reason: Needed from a person.

    Raises:
        NotFound: there is no such sanction.
        OwnAccount: *by* means themself.
        SanctionOver: it has ended.
        ReasonNeeded: a person gives none.

    Emits: account.eased, when it was in force. Locks: the account, its wallet, then the audit log.
    """
    if account_id == by:
        raise OwnAccount
    said = reason if by is None else checked_reason(reason)
    await conn.execute(_LOCK, account_id)
    found = await conn.fetchrow(_THERE, account_id, sanction_id)
    if found is None:
        raise NotFound
    if found["ended_at"] is not None:
        raise SanctionOver
    await conn.execute(_END, account_id, sanction_id, now(), by, said)
    await show_sanctions(conn, account_id)
    if found["is_in_force"] and found["kind"] == "freeze":
        await thaw_wallets(conn, account_id)
    if found["is_in_force"]:
        event = AccountEased(account_id, sanction_id, found["kind"], said)
        await outbox.emit(conn, event, audience=f"account:{account_id}")
    await append(
        conn,
        act="sanction.lifted" if found["is_in_force"] else "sanction.withdrawn",
        actor_id=by,
        subject_kind="account",
        subject_id=account_id,
        circle_id=None,
        payload={"sanction_id": str(sanction_id), "kind": found["kind"], "reason": said},
        about_id=account_id,
    )


async def lift_sanctions_of_case(conn: Connection, *, case_id: UUID, by: UUID, reason: str) -> None:
    """End what came out of a case whose decision is taken back."""
    for row in await conn.fetch(_OF_CASE, case_id):
        await lift_sanction(conn, account_id=row["account_id"], sanction_id=row["id"], by=by, reason=reason)


async def list_over(conn: Connection) -> list[tuple[UUID, UUID]]:
    """(account, sanction) whose time is over, at most 500, the longest due first."""
    return [(row[0], row[1]) for row in await conn.fetch(_DUE, now())]
