"""Tell desks: what was asked at the money clinic and who answered, and what lay on the repair bench."""

from typing import Any, Final

from tonghao.clinics.ask import ask_clinic
from tonghao.clinics.close import close_question
from tonghao.clinics.name_counsellor import name_counsellor
from tonghao.clinics.notice import read_notice, set_notice, shown_notice
from tonghao.clinics.reply import reply_to_question
from tonghao.clinics.types import NewQuestion
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Story
from tonghao.demo.tell_boards import Boards, boards, photo_ids_of
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.diagnose import diagnose_gadget, talk_at_bench
from tonghao.gadgets.end import end_gadget
from tonghao.gadgets.guess import guess_price
from tonghao.gadgets.types import GadgetEnd, NewDiagnosis, NewGadget, NewGuess
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM counsellors WHERE circle_id = $1)"


async def tell_desks(conn: Connection, story: Story, *, screener: TextScreener, at: Any) -> None:
    """Fill these desks once; told again, nothing is added."""
    told = boards()
    if await conn.fetchval(_IS_TOLD, circle_id_of(told["counsel"][0]["circle"])):
        return
    teller = Boards(conn, screener, story, at)
    for counsel in told["counsel"]:
        await _tell_counsel(teller, counsel)
    for question in told["question"]:
        await _tell_question(teller, question)
    for gadget in told["gadget"]:
        await _tell_gadget(teller, gadget)


async def _tell_counsel(teller: Boards, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    await teller.use(circle, "clinic")
    given: dict[str, Any] = {"screener": teller.screener, "access": await teller.access(circle, told["by"])}
    await set_notice(conn, **given, text=told["notice"])
    await name_counsellor(conn, **given, account_id=account_id_of(told["by"]), credential=told["credential"])


async def _tell_question(teller: Boards, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    version = (await shown_notice(conn, circle_id_of(circle))).version
    for handle in sorted({told["by"], *(said["by"] for said in told["said"])}):
        await read_notice(conn, access=await teller.access(circle, handle), version=version)
    new = NewQuestion(
        told["topic"], told["title"], told["text"], photo_ids_of(circle, told), told.get("unnamed", False)
    )
    question_id = await ask_clinic(conn, **await teller.given(circle, told), new=new)
    for said in told["said"]:
        given = await teller.given(circle, said)
        await reply_to_question(conn, **given, question_id=question_id, new=NewRemark(said["text"]))
    if "closed" in told:
        access = await teller.access(circle, told["by"])
        await close_question(conn, access=access, question_id=question_id, at=teller.moment(told["closed"]))


async def _tell_gadget(teller: Boards, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    await teller.use(circle, "gadget")
    new = NewGadget(told["device"], told["symptom"], photo_ids_of(circle, told))
    gadget_id = await bring_gadget(conn, **await teller.given(circle, told), new=new)
    for one in told["guesses"]:
        guess = NewGuess(one["low"], one["high"], one["cause"])
        await guess_price(conn, **await teller.given(circle, one), gadget_id=gadget_id, new=guess)
    if "diagnosis" in told:
        one = told["diagnosis"]
        word = NewDiagnosis(one["text"], one["low"], one["high"])
        await diagnose_gadget(conn, **await teller.given(circle, one), gadget_id=gadget_id, new=word)
    for one in told["said"]:
        remark = NewRemark(one["text"])
        await talk_at_bench(conn, **await teller.given(circle, one), gadget_id=gadget_id, new=remark)
    if "end" in told:
        one = told["end"]
        end = GadgetEnd(one["outcome"], one.get("cost", ""), one["note"])
        await end_gadget(conn, **await teller.given(circle, one), gadget_id=gadget_id, end=end)
