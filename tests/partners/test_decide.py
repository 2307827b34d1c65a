"""An operator decides, and not about an organisation of their own."""

import asyncio

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import bookshop
from tonghao.db import Connection, Pool, writing
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.partners.decide import (
    OwnApplication,
    PartnerAlreadyDecided,
    PartnerReasonNeeded,
    approve_partner,
    refuse_partner,
)

_LAST_ENTRY = """
    SELECT e.act, e.actor_id, p.payload, p.about_id
      FROM audit_entries e
      LEFT JOIN audit_payloads p ON p.number = e.number
     WHERE e.subject_id = $1
     ORDER BY e.number DESC LIMIT 1
"""


async def test_an_approval_stands_in_the_log(conn: Connection) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await bookshop(conn, xu, applied=True)
    partner = await approve_partner(conn, partner_id=shop, operator_id=su)
    assert partner.state == "approved"
    assert partner.decided_at is not None
    entry = await conn.fetchrow(_LAST_ENTRY, shop)
    assert entry is not None
    assert tuple(entry) == ("partner.approved", su, {"reason": ""}, xu)
    event = await conn.fetchval(
        "SELECT event FROM outbox WHERE kind = 'partner.decided' ORDER BY id DESC LIMIT 1"
    )
    assert (event["applied_by"], event["approved"]) == (str(xu), True)


async def test_a_refusal_needs_a_reason_that_can_be_read(conn: Connection) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await bookshop(conn, xu, applied=True)
    for nothing in ("", "  ", "\u200b", "字" * 1001):
        with pytest.raises(PartnerReasonNeeded):
            await refuse_partner(conn, partner_id=shop, operator_id=su, reason=nothing)
    partner = await refuse_partner(conn, partner_id=shop, operator_id=su, reason="缺少营业执照")
    assert (partner.state, partner.reason) == ("refused", "缺少营业执照")
    entry = await conn.fetchrow(_LAST_ENTRY, shop)
    assert entry is not None
    assert (entry["act"], entry["payload"]) == ("partner.refused", {"reason": "缺少营业执照"})


async def test_nobody_decides_about_their_own_organisation(conn: Connection) -> None:
    xu, su = await person(conn, role="operator"), await person(conn, role="operator")
    shop = await bookshop(conn, xu, staff=(su,), applied=True)
    for own in (xu, su):
        with pytest.raises(OwnApplication):
            await approve_partner(conn, partner_id=shop, operator_id=own)
        with pytest.raises(OwnApplication):
            await refuse_partner(conn, partner_id=shop, operator_id=own, reason="不行")


async def test_what_is_decided_stays_decided(conn: Connection) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await bookshop(conn, xu)
    with pytest.raises(PartnerAlreadyDecided) as refused:
        await refuse_partner(conn, partner_id=shop, operator_id=su, reason="不行")
    assert refused.value.details == {"state": "approved"}
    with pytest.raises(NotFound):
        await approve_partner(conn, partner_id=new_id(), operator_id=su)


async def test_of_two_operators_who_decide_at_once_the_second_is_told(pool: Pool) -> None:
    async with writing(pool) as conn:
        xu = await person(conn)
        shop = await bookshop(conn, xu, applied=True)
        operators = [await person(conn, role="operator") for _ in range(2)]

    async def decide(number: int) -> object:
        try:
            async with writing(pool) as conn:
                if number == 0:
                    return await approve_partner(conn, partner_id=shop, operator_id=operators[0])
                return await refuse_partner(conn, partner_id=shop, operator_id=operators[1], reason="不行")
        except Refusal as refused:
            return type(refused)

    ended = await asyncio.gather(decide(0), decide(1))
    assert sum(one is PartnerAlreadyDecided for one in ended) == 1
    async with writing(pool) as conn:
        entries = await conn.fetchval("SELECT count(*) FROM audit_entries WHERE subject_id = $1", shop)
    assert entries == 1
