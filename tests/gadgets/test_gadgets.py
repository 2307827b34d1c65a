"""Something broken is brought, guessed at and ended, and the real cost stands beside the guesses."""

from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import WHY, Board, board_of
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.diagnose import GadgetDone, diagnose_gadget, talk_at_bench
from tonghao.gadgets.end import end_gadget
from tonghao.gadgets.guess import GuessingOver, GuessTaken, RangeRefused, guess_price, remove_guess
from tonghao.gadgets.read import get_bench, get_gadget, list_gadgets
from tonghao.gadgets.remove import remove_gadget
from tonghao.gadgets.types import Gadget, GadgetEnd, NewDiagnosis, NewGadget, NewGuess
from tonghao.gadgets.undo_acts import UNDOES
from tonghao.money import AmountRefused
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import NewRemark


def _new(device: str = "收音机", symptom: str = "声音越来越小") -> NewGadget:
    return NewGadget(device, symptom)


async def _bench(here: World, conn: Connection) -> tuple[Board, UUID, UUID, UUID]:
    """A bench on which the first member's radio lies."""
    board = await board_of(here, conn, "gadget")
    owner, neighbour = board.made.members
    return board, owner, neighbour, await board.does(owner, bring_gadget, new=_new())


async def _seen(board: Board, gadget: UUID, who: UUID | None = None) -> Gadget:
    return await get_gadget(board.conn, circle_id=board.circle_id, gadget_id=gadget, viewer_id=who)


async def test_guesses_stand_beside_what_it_really_cost(here: World, conn: Connection) -> None:
    board, owner, neighbour, radio = await _bench(here, conn)
    repairer = board.made.owner_id
    await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(100, 200))
    await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(10, 20, "电位器脏了"))
    await board.does(owner, guess_price, gadget_id=radio, new=NewGuess(0, 5, "电池"))
    seen = await _seen(board, radio, neighbour)
    assert [(one.low, one.high, one.cause, one.mine) for one in seen.guesses] == [
        ("0.00", "5.00", "电池", False),
        ("10.00", "20.00", "电位器脏了", True),
    ]
    word = NewDiagnosis("电位器", 10, 20)
    with pytest.raises(NotAllowed):
        await board.does(neighbour, diagnose_gadget, gadget_id=radio, new=word)
    await board.does(repairer, diagnose_gadget, gadget_id=radio, new=NewDiagnosis("电位器", 10, 30))
    with pytest.raises(GuessingOver):
        await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(10, 30))
    await board.does(neighbour, talk_at_bench, gadget_id=radio, new=NewRemark("我就说"))
    end = GadgetEnd("repaired", "12.50", "喷了两下")
    await board.does(repairer, end_gadget, gadget_id=radio, end=end)
    seen = await _seen(board, radio)
    assert (seen.state, seen.outcome, seen.cost, seen.quote_low, seen.quote_high) == (
        "done",
        "repaired",
        "12.50",
        "10.00",
        "30.00",
    )
    assert [one.is_hit for one in seen.guesses] == [False, True]
    said = await list_remarks(conn, access=await board.access(None), subject_id=radio)
    assert [(one.label, one.text) for one in said.entries] == [
        ("diagnosis", "电位器"),
        ("", "我就说"),
        ("repaired", "喷了两下"),
    ]
    with pytest.raises(GadgetDone):
        await board.does(owner, end_gadget, gadget_id=radio, end=end)
    told = [(one["what"], one["account_id"]) for one in await here.events("tool.told")]
    assert told == [
        ("diagnosed", str(owner)),
        ("gadget_talk", str(owner)),
        ("gadget_ended", str(owner)),
        ("guess_held", str(neighbour)),
    ]


async def test_the_bench_counts_what_lives_on(here: World, conn: Connection) -> None:
    board, owner, _, radio = await _bench(here, conn)
    fan, mixer, lamp = [await board.does(owner, bring_gadget, new=_new(name)) for name in ("扇", "机", "灯")]
    for gadget, end in (
        (radio, GadgetEnd("repaired", "60")),
        (fan, GadgetEnd("self_repaired", "8.5")),
        (mixer, GadgetEnd("not_worth")),
    ):
        await board.does(owner, end_gadget, gadget_id=gadget, end=end)
    bench = await get_bench(conn, circle_id=board.circle_id)
    assert (bench.waiting, bench.repaired, bench.self_repaired, bench.not_worth, bench.spent) == (
        1,
        1,
        1,
        1,
        "68.50",
    )
    names: list[str] = []
    cursor = None
    while True:
        page = await list_gadgets(conn, circle_id=board.circle_id, viewer_id=None, cursor=cursor, limit=1)
        names += [one.device for one in page.entries]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert names == ["灯", "机", "扇", "收音机"]
    assert lamp is not None


@pytest.mark.parametrize(
    ("end", "refusal"),
    [
        (GadgetEnd("repaired", "一百"), AmountRefused),
        (GadgetEnd("repaired", "100000.01"), AmountRefused),
        (GadgetEnd("repaired", "-5"), AmountRefused),
        (GadgetEnd("not_worth", "5"), InvalidRequest),
    ],
)
async def test_a_cost_is_an_amount(
    here: World, conn: Connection, end: GadgetEnd, refusal: type[Exception]
) -> None:
    board, owner, _, radio = await _bench(here, conn)
    with pytest.raises(refusal):
        await board.does(owner, end_gadget, gadget_id=radio, end=end)


@pytest.mark.parametrize("cost", ["", "0", "0.00"])
async def test_a_repair_may_cost_nothing(here: World, conn: Connection, cost: str) -> None:
    board, owner, neighbour, radio = await _bench(here, conn)
    await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(0, 0))
    await board.does(owner, end_gadget, gadget_id=radio, end=GadgetEnd("self_repaired", cost))
    seen = await _seen(board, radio)
    assert (seen.cost, seen.guesses[0].is_hit) == ("0.00", True)


async def test_what_does_not_belong_there_is_refused(here: World, conn: Connection) -> None:
    board, owner, neighbour, radio = await _bench(here, conn)
    stranger = await here.account()
    with pytest.raises(JoinFirst):
        await board.does(stranger, guess_price, gadget_id=radio, new=NewGuess(1, 2))
    with pytest.raises(RangeRefused):
        await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(20, 10))
    call = NewGuess(1, 2, "便宜修，打 13812345678")
    with pytest.raises(TextRefused):
        await board.does(neighbour, guess_price, gadget_id=radio, new=call)
    with pytest.raises(TextRefused):
        await board.does(owner, bring_gadget, new=_new(symptom="加我微信 wx_lane2026 细说"))
    with pytest.raises(NotAllowed):
        await board.does(neighbour, end_gadget, gadget_id=radio, end=GadgetEnd("repaired", "5"))


async def test_staff_take_a_guess_away_and_it_can_be_brought_back(here: World, conn: Connection) -> None:
    board, _, neighbour, radio = await _bench(here, conn)
    guess = await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(1, 2, "扔了吧"))
    given = {"gadget_id": radio, "guess_id": guess}
    await board.does(board.made.owner_id, remove_guess, shown=True, **given, reason=WHY)
    assert (await _seen(board, radio)).guesses == []
    with pytest.raises(GuessTaken):
        await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(1, 2))
    await _undo(conn, board)
    assert len((await _seen(board, radio)).guesses) == 1
    await board.does(neighbour, remove_guess, shown=True, **given)
    assert (await _seen(board, radio)).guesses == []


async def test_staff_take_a_thing_from_the_bench_and_it_can_be_brought_back(
    here: World, conn: Connection
) -> None:
    board, owner, neighbour, radio = await _bench(here, conn)
    await board.does(neighbour, guess_price, gadget_id=radio, new=NewGuess(1, 2))
    await board.does(neighbour, talk_at_bench, gadget_id=radio, new=NewRemark("响一下"))
    with pytest.raises(NotAllowed):
        await board.does(neighbour, remove_gadget, shown=True, gadget_id=radio)
    await board.does(board.made.owner_id, remove_gadget, shown=True, gadget_id=radio, reason=WHY)
    with pytest.raises(NotFound):
        await _seen(board, radio)
    await _undo(conn, board)
    assert len((await _seen(board, radio)).guesses) == 1
    await board.does(owner, remove_gadget, shown=True, gadget_id=radio)
    left = await conn.fetchval(
        "SELECT (SELECT count(*) FROM remarks WHERE circle_id = $1)"
        " + (SELECT count(*) FROM price_guesses WHERE circle_id = $1)",
        board.circle_id,
    )
    assert left == 0


class _Act:
    def __init__(self, row: Any) -> None:
        self.circle_id, self.subject_id = row["circle_id"], row["subject_id"]


async def _undo(conn: Connection, board: Board) -> None:
    """What the level above does with the newest act."""
    act = await conn.fetchrow(
        "SELECT act, subject_id, circle_id FROM circle_acts WHERE circle_id = $1 ORDER BY id DESC LIMIT 1",
        board.circle_id,
    )
    await UNDOES[act["act"]](conn, _Act(act))  # type: ignore[arg-type]
