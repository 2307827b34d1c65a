"""An operator decides, and not about an organisation of their own."""

import asyncio
from datetime import timedelta

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import applied, bookshop, licence
from tests.world import World
from tonghao.db import Connection, Pool, writing
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.partners.decide import (
    OperatorMustSign,
    OwnApplication,
    PartnerAlreadyDecided,
    PartnerReasonNeeded,
    SignedAlready,
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
    partner = await approve_partner(conn, partner_id=shop, signer_id=su)
    assert partner.state == "approved"
    assert partner.decided_at is not None
    entry = await conn.fetchrow(_LAST_ENTRY, shop)
    assert entry is not None
    assert (entry["act"], entry["actor_id"], entry["about_id"]) == ("partner.approved", su, xu)
    assert entry["payload"]["kind"] == "application"
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
    assert (entry["act"], entry["payload"]["reason"]) == ("partner.refused", "缺少营业执照")


async def test_nobody_decides_about_their_own_organisation(conn: Connection) -> None:
    xu, su = await person(conn, role="operator"), await person(conn, role="operator")
    shop = await bookshop(conn, xu, staff=(su,), applied=True)
    for own in (xu, su):
        with pytest.raises(OwnApplication):
            await approve_partner(conn, partner_id=shop, signer_id=own)
        with pytest.raises(OwnApplication):
            await refuse_partner(conn, partner_id=shop, operator_id=own, reason="不行")


async def test_what_is_decided_stays_decided(conn: Connection) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await bookshop(conn, xu)
    with pytest.raises(PartnerAlreadyDecided) as refused:
        await refuse_partner(conn, partner_id=shop, operator_id=su, reason="不行")
    assert refused.value.details == {"state": "approved"}
    with pytest.raises(NotFound):
        await approve_partner(conn, partner_id=new_id(), signer_id=su)


async def test_of_two_operators_who_decide_at_once_the_second_is_told(pool: Pool) -> None:
    async with writing(pool) as conn:
        xu = await person(conn)
        shop = await bookshop(conn, xu, applied=True)
        operators = [await person(conn, role="operator") for _ in range(2)]

    async def decide(number: int) -> object:
        try:
            async with writing(pool) as conn:
                if number == 0:
                    return await approve_partner(conn, partner_id=shop, signer_id=operators[0])
                return await refuse_partner(conn, partner_id=shop, operator_id=operators[1], reason="不行")
        except Refusal as refused:
            return type(refused)

    ended = await asyncio.gather(decide(0), decide(1))
    assert sum(one is PartnerAlreadyDecided for one in ended) == 1
    async with writing(pool) as conn:
        entries = await conn.fetchval("SELECT count(*) FROM audit_entries WHERE subject_id = $1", shop)
    assert entries == 1


async def test_for_money_two_people_of_the_platform_sign(conn: Connection, world: World) -> None:
    fang, su, zheng, other = [
        await person(conn, role=role) for role in ("member", "operator", "moderator", "moderator")
    ]
    paper = await licence(conn, fang, days=100)
    clinic = await applied(conn, world.screener, fang, category="finance", licence=paper)
    first = await approve_partner(conn, partner_id=clinic, signer_id=zheng, is_operator=False)
    assert (first.state, first.due_at) == ("applied", None)
    with pytest.raises(SignedAlready):
        await approve_partner(conn, partner_id=clinic, signer_id=zheng, is_operator=False)
    with pytest.raises(OperatorMustSign):
        await approve_partner(conn, partner_id=clinic, signer_id=other, is_operator=False)
    second = await approve_partner(conn, partner_id=clinic, signer_id=su)
    assert second.state == "approved"
    assert second.due_at is not None
    assert second.due_at.date() == paper.valid_until + timedelta(days=1), "the licence ends before the year"
    signed = await conn.fetch(
        "SELECT act, actor_id FROM audit_entries WHERE subject_id = $1 ORDER BY number", clinic
    )
    assert [tuple(row) for row in signed] == [("partner.signed", zheng), ("partner.approved", su)]


async def test_a_moderator_alone_approves_nobody(conn: Connection) -> None:
    xu, zheng = await person(conn), await person(conn, role="moderator")
    shop = await bookshop(conn, xu, applied=True)
    with pytest.raises(OperatorMustSign):
        await approve_partner(conn, partner_id=shop, signer_id=zheng, is_operator=False)


async def test_two_who_sign_at_once_are_two_signatures(pool: Pool, world: World) -> None:
    async with writing(pool) as conn:
        fang = await person(conn)
        paper = await licence(conn, fang)
        clinic = await applied(conn, world.screener, fang, category="finance", licence=paper)
        operators = [await person(conn, role="operator") for _ in range(2)]

    async def sign(number: int) -> str:
        async with writing(pool) as conn:
            return (await approve_partner(conn, partner_id=clinic, signer_id=operators[number])).state

    assert sorted(await asyncio.gather(sign(0), sign(1))) == ["applied", "approved"]
