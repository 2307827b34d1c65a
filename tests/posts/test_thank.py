"""Thanks for floors, and the floors that solved a question."""

import pytest

from tests.posts.made import of
from tests.world import World
from tonghao.accounts.block import block
from tonghao.circles.access import JoinFirst
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.posts.floors import list_floors
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.read import get_post
from tonghao.posts.solve import AnswerMissing, TooManyAnswers, solve
from tonghao.posts.thank import FloorsOnly, NotAQuestion, OwnFloor, take_thanks_back, thank
from tonghao.posts.types import Thanks


async def _asked(here: World, floors: int = 1, members: int = 3):
    made = await here.circle(members=members)
    asker, helper = made.members[:2]
    post = await here.post(made.circle_id, asker, "有人见过一只灰猫吗", kind="question")
    return made, post, [await here.comment(post, helper) for _ in range(floors)]


def _of(comment, account_id) -> dict:
    return {
        "circle_id": comment.circle_id,
        "post_id": comment.post_id,
        "comment_id": comment.comment_id,
        "account_id": account_id,
    }


def _post(post) -> dict:
    return {"circle_id": post.circle_id, "post_id": post.post_id}


async def test_anybody_in_the_circle_thanks_once_for_a_floor(here: World, conn: Connection):
    made, post, (floor,) = await _asked(here)
    asker, helper, reader = made.members
    assert await thank(conn, **_of(floor, asker)) == Thanks(1, True)
    assert await thank(conn, **_of(floor, asker)) == Thanks(1, True)
    assert await thank(conn, **_of(floor, reader)) == Thanks(2, True)
    shown = (await list_floors(conn, **_post(post), viewer_id=asker)).entries[0]
    assert (shown.thanks_count, shown.thanked) == (2, True)
    assert await take_thanks_back(conn, **_of(floor, asker)) == Thanks(1, False)
    assert await take_thanks_back(conn, **_of(floor, asker)) == Thanks(1, False)
    told = of(await here.events("floor.thanked", "nobody"), floor)
    assert [(one["author_id"], one["thanked"]) for one in told] == [
        (str(helper), True),
        (str(helper), True),
        (str(helper), False),
    ]
    assert [one["thanks_count"] for one in of(await here.events("thanks.counted"), floor)] == [
        1,
        2,
        1,
    ]


async def test_thanks_are_for_floors_of_others_under_questions(here: World, conn: Connection):
    made, post, (floor,) = await _asked(here)
    asker, helper, reader = made.members
    reply = await here.comment(post, helper, floor=2)
    plain = await here.post(made.circle_id, asker)
    under = await here.comment(plain, helper)
    for comment, who, refusal in (
        (floor, helper, OwnFloor),
        (reply, reader, FloorsOnly),
        (under, reader, NotAQuestion),
        (floor, await here.account(), JoinFirst),
    ):
        with pytest.raises(refusal):
            await thank(conn, **_of(comment, who))
    await block(conn, account_id=helper, blocked_id=reader)
    with pytest.raises(BlockedByAuthor):
        await thank(conn, **_of(floor, reader))
    await hide_comment(conn, post.circle_id, post.post_id, floor.comment_id, state="removed")
    with pytest.raises(NotFound):
        await thank(conn, **_of(floor, asker))


async def test_the_asker_marks_up_to_five_answers_and_can_open_the_question_again(
    here: World, conn: Connection
):
    made, post, _ = await _asked(here, floors=6)
    asker, helper, _ = made.members
    ids = {**_post(post), "account_id": asker}
    assert (await solve(conn, **ids, floors=[5, 3, 5])).answer_floors == [3, 5]
    with pytest.raises(TooManyAnswers):
        await solve(conn, **ids, floors=[2, 3, 4, 5, 6, 7])
    seen = await get_post(conn, **_post(post), viewer_id=None)
    assert seen.answer_floors == [3, 5]
    floors = (await list_floors(conn, **_post(post), viewer_id=None)).entries
    assert [one.floor for one in floors if one.is_answer] == [3, 5]
    assert (await solve(conn, **ids, floors=[])).answer_floors == []
    told = [
        (one["answer_floors"], one["answered_by"]) for one in of(await here.events("answers.marked"), post)
    ]
    assert told == [([3, 5], [str(helper)] * 2), ([3, 5], []), ([], []), ([], [])]


async def test_only_the_asker_or_a_host_marks_visible_floors_of_a_question(here: World, conn: Connection):
    made, post, floors = await _asked(here, floors=2)
    asker, helper, reader = made.members
    host = await here.member(made.circle_id, "host")
    assert (await solve(conn, **_post(post), account_id=host, floors=[2])).answer_floors == [2]
    for who in (helper, reader, await here.member(made.circle_id, "helper")):
        with pytest.raises(NotAllowed):
            await solve(conn, **_post(post), account_id=who, floors=[2])
    await hide_comment(conn, post.circle_id, post.post_id, floors[1].comment_id, state="removed")
    for floor in (3, 9):
        with pytest.raises(AnswerMissing):
            await solve(conn, **_post(post), account_id=asker, floors=[floor])
    plain = await here.post(made.circle_id, asker)
    await here.comment(plain, helper)
    with pytest.raises(NotAQuestion):
        await solve(conn, **_post(plain), account_id=asker, floors=[2])
    await hide_post(conn, post.circle_id, post.post_id, state="removed")
    with pytest.raises(NotFound):
        await solve(conn, **_post(post), account_id=asker, floors=[2])


async def test_a_floor_that_is_taken_away_answers_nothing(here: World, conn: Connection):
    made, post, floors = await _asked(here, floors=2)
    await solve(conn, **_post(post), account_id=made.members[0], floors=[2, 3])
    for floor, left in ((floors[0], [3]), (floors[1], [])):
        await hide_comment(conn, post.circle_id, post.post_id, floor.comment_id, state="removed")
        seen = await get_post(conn, **_post(post), viewer_id=None)
        assert seen.answer_floors == left
    assert of(await here.events("answers.marked"), post)[-1]["answer_floors"] == []
