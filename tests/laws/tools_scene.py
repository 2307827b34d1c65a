"""The tools of a trade in the scene of the permission matrix: something in each of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.world import World
from tonghao.caller import Caller
from tonghao.challenges.begin import begin_challenge, join_challenge
from tonghao.challenges.mark import mark_today
from tonghao.challenges.read import get_challenge
from tonghao.challenges.types import NewChallenge
from tonghao.circles.read import access_of
from tonghao.clinics.ask import ask_clinic
from tonghao.clinics.name_counsellor import name_counsellor
from tonghao.clinics.notice import read_notice
from tonghao.clinics.types import NewQuestion
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.fund_books.enter import enter, open_fund
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.guess import guess_price
from tonghao.gadgets.types import NewGadget, NewGuess
from tonghao.ids import new_id
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.sight import sight
from tonghao.lost_pets.types import NewLostPet
from tonghao.month_rooms.add_child import add_child
from tonghao.month_rooms.types import NewChild
from tonghao.readings.begin import begin_reading
from tonghao.readings.mark_section import mark_section
from tonghao.readings.types import NewReading, NewSection
from tonghao.readings.write_margin import write_margin
from tonghao.red_packets.make import make_red_packet
from tonghao.red_packets.types import NewRedPacket
from tonghao.remarks.types import NewRemark
from tonghao.team_ups.open_table import open_table
from tonghao.team_ups.types import NewTeamUp
from tonghao.wallets.confirm import PayConfirmation


async def set_packet(conn: Connection, world: World, circle_id: UUID) -> UUID:
    """A red packet of somebody besides, who has a little more in their wallet."""
    maker_id = await world.member(circle_id)
    await world.money(maker_id, 10_000)
    new = NewRedPacket(new_id(), "lucky", "20.00", 20, circle_id)
    made = await make_red_packet(
        conn,
        screener=world.screener,
        caller=Caller(maker_id, new_id(), "member", "zh-CN", "adult", "active"),
        new=new,
        confirmation=PayConfirmation("password"),
        currency="CNY",
        most_a_day=10,
    )
    return made.packet_id


async def set_tools(conn: Connection, world: World, made: Any, author: UUID) -> dict[str, str]:
    """A challenge that *author* marked, a table of theirs, a book they noted in, a fund of the owner."""
    tools = ["challenge", "team_up", "reading", "fund", "lost_pet", "month_room", "clinic", "gadget"]
    await conn.execute("UPDATE circles SET tools = $2 WHERE id = $1", made.circle_id, tools)
    owner = {"screener": world.screener, "access": await access_of(conn, made.circle_id, made.owner_id)}
    mine = {"screener": world.screener, "access": await access_of(conn, made.circle_id, author)}
    today = now().date()
    challenge_id = await begin_challenge(conn, **owner, new=NewChallenge("三十天", 30, 20))
    await join_challenge(conn, access=mine["access"], challenge_id=challenge_id)
    await mark_today(conn, **mine, challenge_id=challenge_id, line="走廊来回")
    place = {"circle_id": made.circle_id, "challenge_id": challenge_id}
    marked = (await get_challenge(conn, **place, viewer_id=author)).mine
    assert marked is not None
    table = NewTeamUp("龙与地下城", now() + timedelta(days=1), 20)
    team_up_id = await open_table(conn, **mine, new=table)
    book = NewReading("城南旧事", [NewSection("惠安馆", today)])
    reading_id = await begin_reading(conn, **owner, new=book)
    section = {"reading_id": reading_id, "number": 1}
    await mark_section(conn, access=mine["access"], **section, is_read=True)
    await write_margin(conn, **mine, **section, text="门是绿的")
    margin_id = await conn.fetchval("SELECT id FROM margins WHERE reading_id = $1", reading_id)
    fund_id = await open_fund(conn, **owner, new=NewFund("楼道灯公账"))
    await enter(conn, **owner, fund_id=fund_id, new=NewEntry("in", "640.00", today, "上月结余"))
    pet = NewLostPet("豆包", "南门快递柜", now() - timedelta(hours=3), "怕关门声")
    lost_pet_id = await post_notice(conn, **mine, new=pet)
    remark_id = await sight(conn, **mine, lost_pet_id=lost_pet_id, new=NewRemark("门口有脚印"))
    born_in = f"{today:%Y}-{today:%m}"
    child_id = await add_child(conn, **mine, new=NewChild("豆豆", born_in))
    await read_notice(conn, access=mine["access"], version="1.0")
    question_id = await ask_clinic(conn, **mine, new=NewQuestion("loan", "等额本息和等额本金差在哪"))
    await name_counsellor(conn, **owner, account_id=made.owner_id, credential="注册会计师")
    gadget_id = await bring_gadget(conn, **mine, new=NewGadget("收音机", "越来越小声"))
    guess_id = await guess_price(conn, **mine, gadget_id=gadget_id, new=NewGuess(10, 20, "电位器"))
    return {
        "fresh_id": str(new_id()),
        "gadget_id": str(gadget_id),
        "guess_id": str(guess_id),
        "asked_id": str(question_id),
        "counsellor_id": str(made.owner_id),
        "child_id": str(child_id),
        "born_in": born_in,
        "lost_pet_id": str(lost_pet_id),
        "subject_id": str(lost_pet_id),
        "remark_id": str(remark_id),
        "earlier": (now() - timedelta(hours=2)).isoformat(),
        "challenge_id": str(challenge_id),
        "day": marked.today.isoformat(),
        "team_up_id": str(team_up_id),
        "reading_id": str(reading_id),
        "section": "1",
        "margin_id": str(margin_id),
        "fund_id": str(fund_id),
        "entry": "1",
        "today": today.isoformat(),
    }
