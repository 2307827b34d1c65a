"""Tell requests: what the circles ask, who asked to come in, and how soon they were answered."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.accounts.screen_text import must_pass
from tonghao.circles.load_requests import LoadedRequest, load_questions, load_requests
from tonghao.circles.types import Answer, JoinQuestion
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import Ask, CircleStory, Story, moment_of, span_of
from tonghao.ids import derived_time_id
from tonghao.screening.text import TextScreener

_WAITS: Final = timedelta(days=30)


async def tell_requests(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Add what is missing of the questions and requests.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    for circle in story.circles:
        if not circle.questions:
            continue
        questions = [JoinQuestion(question.text, question.must) for question in circle.questions]
        said = [question.text for question in questions]
        for ask in circle.asks:
            said += [ask.introduction, ask.note, *ask.answers, ask.declined or ""]
        must_pass(screener, "\n".join(text for text in said if text), kind="circle")
        await load_questions(conn, circle_id=circle_id_of(circle.slug), questions=questions)
        await load_requests(conn, [_request(circle, ask, at) for ask in circle.asks])


def _request(circle: CircleStory, ask: Ask, at: datetime) -> LoadedRequest:
    asked_at = moment_of(ask.when, at)
    answers = [
        Answer(question.text, answer)
        for question, answer in zip(circle.questions, ask.answers, strict=True)
        if answer
    ]
    return LoadedRequest(
        circle_id=circle_id_of(circle.slug),
        request_id=derived_time_id(asked_at.timestamp(), "wutong", "ask", circle.slug, ask.by),
        account_id=account_id_of(ask.by),
        state="pending" if ask.took is None else "accepted" if ask.declined is None else "declined",
        introduction=ask.introduction,
        note=ask.note,
        answers=answers,
        reason=ask.declined or "",
        asked_at=asked_at,
        expires_at=asked_at + _WAITS,
        decided_by=None if ask.took is None else account_id_of(circle.owner),
        decided_at=None if ask.took is None else asked_at + span_of(ask.took),
    )
