"""Sanction: what the platform decides about a person and their wallet, alone or as two."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.account_events import AccountSanctioned
from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.freeze_wallet import freeze_wallets, must_have_wallet
from tonghao.accounts.revoke_session import revoke_other_sessions
from tonghao.accounts.sanctions import NewSanction, SanctionKind, count_strikes, rules
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.ids import new_id

_TWO_PEOPLE: Final = frozenset({"suspend", "close", "freeze"})
_SIGNS_OUT: Final = frozenset({"suspend", "close"})

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = "SELECT role, state FROM accounts WHERE id = $1"
_STANDING: Final = """
    SELECT id, in_force_at IS NOT NULL AS is_in_force FROM account_sanctions
     WHERE account_id = $1 AND kind = $2 AND ended_at IS NULL AND kind <> 'strike'
"""
_ADD: Final = """
    INSERT INTO account_sanctions (account_id, id, kind, category, case_id, reason, reason_en, rules_version,
                                   set_by, at, hours, in_force_at, until)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""
_PROPOSED: Final = """
    SELECT account_id, id, kind, category, case_id, reason, reason_en, set_by, hours, in_force_at, ended_at
      FROM account_sanctions WHERE account_id = $1 AND id = $2
"""
_RUNS: Final = "SELECT role = 'operator' FROM accounts WHERE id = $1"
_CONFIRM: Final = """
    UPDATE account_sanctions SET second_by = $3, in_force_at = $4, until = $5
     WHERE account_id = $1 AND id = $2
"""
_SHOW: Final = """
    UPDATE accounts SET sanctions = ARRAY(
        SELECT DISTINCT kind FROM account_sanctions
         WHERE account_id = $1 AND in_force_at IS NOT NULL AND ended_at IS NULL AND kind <> 'strike'
         ORDER BY kind)
     WHERE id = $1
"""


class OwnAccount(Refusal):
    """This is your own account, so somebody else decides about it. Leave it to a colleague."""

    status = 403


class SanctionedAlready(Refusal):
    """This stands or is proposed already. Load the page again; lift it first to set another end."""


class AnotherPersonNeeded(Refusal):
    """You proposed this, so another person has to confirm it. Ask a colleague to look."""

    status = 403


class NotProposed(Refusal):
    """This does not wait for a second person any more. Load the page again to see how it stands."""


class FreezeNeedsOperator(Refusal):
    """Of the two people who freeze a wallet one runs the place. Ask an operator to look."""

    status = 403


class Sanctioned(msgspec.Struct, frozen=True):
    """What was set: whether it waits for a second person, and what followed from strikes by rule."""

    sanction_id: UUID
    is_proposed: bool
    followed: SanctionKind | None = None


async def sanction_person(
    conn: Connection,
    *,
    account_id: UUID,
    new: NewSanction,
    by: UUID,
    is_operator: bool,
    case_id: UUID | None = None,
    reason_en: str = "",
) -> Sanctioned:
    """Strike or mute somebody; propose to suspend them, to close their account, or to freeze their wallet.

    A strike counts for the days of `strikes.toml`, and with several of them a mute follows, or the
    proposal of a suspension: nobody is suspended or shut out by a machine or by one person.

    Args:
        by: A person of the platform.
        is_operator: Operators alone decide about moderators and operators.
        case_id: Out of which it came; whoever takes that decision back takes this back too.
        reason_en: The same in English, where the reason is a rule.

    Raises:
        NotFound: there is no such account.
        OwnAccount: *by* means themself.
        NotAllowed: the other works for the platform and *by* does not run it.
        SanctionedAlready: the same kind stands or is proposed.
        NoWalletYet: there is nothing to freeze.
        ReasonNeeded: nothing of the reason can be seen.

    Emits: account.sanctioned. Locks: the account, then the audit log.
    """
    if account_id == by:
        raise OwnAccount
    reason = checked_reason(new.reason)
    await _lock(conn, account_id, is_operator=is_operator)
    if new.kind == "strike":
        new = msgspec.structs.replace(new, hours=rules().window_days * 24)
    elif new.kind == "close":
        new = msgspec.structs.replace(new, hours=None)
    if await conn.fetchrow(_STANDING, account_id, new.kind) is not None:
        raise SanctionedAlready
    if new.kind == "freeze":
        await must_have_wallet(conn, account_id)
    new = msgspec.structs.replace(new, reason=reason)
    sanction_id = await _set(conn, account_id, new, by=by, case_id=case_id, reason_en=reason_en)
    followed = await _follow_strikes(conn, account_id, new, case_id) if new.kind == "strike" else None
    return Sanctioned(sanction_id, new.kind in _TWO_PEOPLE, followed)


async def confirm_sanction(
    conn: Connection, *, account_id: UUID, sanction_id: UUID, by: UUID, is_operator: bool
) -> None:
    """Let what one person proposed come into force; another person does it.

    Raises:
        NotFound: there is no such proposal.
        OwnAccount: *by* means themself.
        NotAllowed: see `sanction_person`.
        NotProposed: it is in force, or was withdrawn.
        AnotherPersonNeeded: *by* proposed it.
        FreezeNeedsOperator: a wallet, and neither of the two runs the place.

    Emits: account.sanctioned, session.revoked. Locks: the account, its wallet, then the audit log.
    """
    if account_id == by:
        raise OwnAccount
    await _lock(conn, account_id, is_operator=is_operator)
    found = await conn.fetchrow(_PROPOSED, account_id, sanction_id)
    if found is None:
        raise NotFound
    if found["in_force_at"] is not None or found["ended_at"] is not None:
        raise NotProposed
    if found["set_by"] == by:
        raise AnotherPersonNeeded
    if found["kind"] == "freeze" and not (is_operator or await conn.fetchval(_RUNS, found["set_by"])):
        raise FreezeNeedsOperator
    moment = now()
    until = None if found["hours"] is None else moment + timedelta(hours=found["hours"])
    await conn.execute(_CONFIRM, account_id, sanction_id, by, moment, until)
    await _come_into_force(conn, found, until)
    await _record(conn, "sanction.confirmed", by, found, until)


async def show_sanctions(conn: Connection, account_id: UUID) -> None:
    """Write what is in force into the account's row, which every request reads."""
    await conn.execute(_SHOW, account_id)


async def _lock(conn: Connection, account_id: UUID, *, is_operator: bool) -> None:
    await conn.execute(_LOCK, account_id)
    facts = await conn.fetchrow(_FACTS, account_id)
    if facts is None or facts["state"] == "deleted":
        raise NotFound
    if facts["role"] != "member" and not is_operator:
        raise NotAllowed


async def _set(
    conn: Connection,
    account_id: UUID,
    new: NewSanction,
    *,
    by: UUID | None,
    case_id: UUID | None,
    reason_en: str = "",
    version: str = "",
) -> UUID:
    sanction_id, moment = new_id(), now()
    in_force = None if new.kind in _TWO_PEOPLE else moment
    until = None if in_force is None or new.hours is None else moment + timedelta(hours=new.hours)
    await conn.execute(
        _ADD,
        account_id,
        sanction_id,
        new.kind,
        new.category,
        case_id,
        new.reason,
        reason_en,
        version,
        by,
        moment,
        new.hours,
        in_force,
        until,
    )
    found = await conn.fetchrow(_PROPOSED, account_id, sanction_id)
    assert found is not None
    if in_force is not None:
        await _come_into_force(conn, found, until)
    await _record(conn, "sanction.set" if in_force else "sanction.proposed", by, found, until)
    return sanction_id


async def _follow_strikes(
    conn: Connection, account_id: UUID, new: NewSanction, case_id: UUID | None
) -> SanctionKind | None:
    strikes = await count_strikes(conn, account_id, now())
    step = rules().step_of(strikes)
    if step is None or await conn.fetchrow(_STANDING, account_id, step.kind) is not None:
        return None
    days = rules().window_days
    follows = NewSanction(step.kind, new.category, f"{days} 天里第 {strikes} 次违规。", step.hours)
    await _set(
        conn,
        account_id,
        follows,
        by=None,
        case_id=case_id,
        reason_en=f"Strike {strikes} within {days} days.",
        version=rules().version,
    )
    return step.kind


async def _come_into_force(conn: Connection, found: Row, until: datetime | None) -> None:
    account_id: UUID = found["account_id"]
    await show_sanctions(conn, account_id)
    if found["kind"] == "freeze":
        await freeze_wallets(conn, account_id)
    if found["kind"] in _SIGNS_OUT:
        # Every device asks anew, and is told what was decided.
        await revoke_other_sessions(conn, account_id=account_id, keep_id=None)
    event = AccountSanctioned(
        account_id, found["id"], found["kind"], found["category"], found["reason"], found["reason_en"], until
    )
    await outbox.emit(conn, event, audience=f"account:{account_id}")


async def _record(conn: Connection, act: str, by: UUID | None, found: Row, until: datetime | None) -> None:
    await append(
        conn,
        act=act,
        actor_id=by,
        subject_kind="account",
        subject_id=found["account_id"],
        circle_id=None,
        payload={
            "sanction_id": str(found["id"]),
            "kind": found["kind"],
            "category": found["category"],
            "case_id": str(found["case_id"]) if found["case_id"] else None,
            "reason": found["reason"],
            "hours": found["hours"],
            "until": until.isoformat() if until else None,
            "first": str(found["set_by"]) if found["set_by"] else None,
        },
        about_id=found["account_id"],
    )
