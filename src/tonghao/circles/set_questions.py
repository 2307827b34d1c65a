"""Set questions: what a circle asks those who want to join."""

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.circles.types import JoinQuestion
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.screening.text import TextScreener

_LONGEST: Final = 120

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_QUESTIONS: Final = "SELECT join_questions FROM circles WHERE id = $1"
_SET: Final = "UPDATE circles SET join_questions = $2 WHERE id = $1"


class QuestionEmpty(Refusal):
    """A question takes 2 to 120 visible characters. Write it out, or take it away."""

    status = 400


class NewQuestions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All questions, in the order in which they are asked."""

    questions: Annotated[list[JoinQuestion], Meta(max_length=5)]


async def set_questions(
    conn: Connection, *, screener: TextScreener, access: Access, questions: list[JoinQuestion]
) -> None:
    """Replace the questions; requests that wait keep those that they answered.

    Args:
        access: Of the person who asks; they must be allowed to edit the circle.

    Raises:
        NotAllowed: they may not.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        QuestionEmpty: one is too short or too long; `details.number` says which, from 0.
        TextRefused, CheckerAway: see `must_pass`.

    Locks: the circle, then the audit log.
    """
    access.must("edit_circle")
    access.must_take_words()
    tidy: list[dict[str, Any]] = []
    for number, question in enumerate(questions):
        text = visible(question.text)
        if not 2 <= len(text) <= _LONGEST:
            raise QuestionEmpty(number=number)
        tidy.append({"text": text, "is_required": question.is_required})
    if tidy:
        must_pass(screener, "\n".join(one["text"] for one in tidy), kind="circle")
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    before = await conn.fetchval(_QUESTIONS, access.circle_id)
    if before == tidy:
        return
    await conn.execute(_SET, access.circle_id, tidy)
    await record_act(
        conn,
        access=access,
        act="question.set",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"questions": len(tidy)},
        undo={"before": before, "after": tidy},
    )
