"""What a circle's own staff removed: its author is told why, and somebody of the platform looks if asked."""

from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import WHY, Board
from tests.world import World
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import AlreadyAppealed, file_appeal
from tonghao.appeals.find_ground import NothingToAppeal
from tonghao.appeals.lock_appeal import AppealBarred
from tonghao.appeals.read import get_appeal, get_chance
from tonghao.appeals.types import AppealFile, AppealTarget, NewAppeal, NewAppealDecision
from tonghao.circles.read import access_of
from tonghao.circles.undo_act import undo_act
from tonghao.clock import now
from tonghao.errors import NotFound
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.read import get_lost_pet
from tonghao.lost_pets.remove import remove_notice
from tonghao.lost_pets.types import NewLostPet
from tonghao.notifications.read import list_notifications
from tonghao.notifications.types import Notification
from tonghao.posts.delete import delete_comment, delete_post


class _Scene:
    """A circle in which a helper removed a post of 小满's."""

    circle: Any
    author: UUID
    helper: UUID
    target: AppealTarget


async def _removed(world: World) -> _Scene:
    scene = _Scene()
    scene.circle = await world.circle(members=1)
    scene.author, scene.helper = scene.circle.members[0], await world.member(scene.circle.circle_id, "helper")
    post = await world.post(scene.circle.circle_id, scene.author)
    async with world.writing() as conn:
        await delete_post(
            conn,
            circle_id=post.circle_id,
            post_id=post.post_id,
            account_id=scene.helper,
            reason=WHY,
        )
    await world.settle()
    scene.target = AppealTarget("content", post.post_id, "post", post.circle_id)
    return scene


async def _notices(world: World, who: UUID) -> list[Notification]:
    async with world.writing() as conn:
        page = await list_notifications(conn, account_id=who, cursor=None)
    return [one for one in page.entries if one.details.act == "circle_removed"]


async def _appeal(world: World, scene: _Scene) -> UUID:
    target = scene.target
    new = NewAppeal("content", target.id, target.subject_kind, target.circle_id, text="说的就是这里的事。")
    async with world.writing() as conn:
        appeal = await file_appeal(conn, account_id=scene.author, screener=world.screener, new=new)
    return appeal.appeal_id


async def _answer(world: World, appeal_id: UUID, by: UUID, outcome: Any) -> AppealFile:
    async with world.writing() as conn:
        return await decide_appeal(
            conn,
            appeal_id=appeal_id,
            decider_id=by,
            is_operator=False,
            screener=world.screener,
            undoes=world.parts["undoes"],
            new=NewAppealDecision(outcome, "看过了，没有违规。"),
        )


async def _state(world: World, post_id: UUID) -> str:
    async with world.writing() as conn:
        return str(await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id))


async def test_the_author_is_told_why_and_where_to_say_that_it_was_wrong(world: World) -> None:
    scene = await _removed(world)
    [notice] = await _notices(world, scene.author)
    assert (notice.kind, notice.details.reason) == ("decision", WHY)
    assert (notice.details.subject_kind, notice.details.subject_id) == ("post", scene.target.id)
    assert notice.actor is None
    async with world.writing() as conn:
        chance = await get_chance(conn, account_id=scene.author, target=scene.target)
        assert (chance.why_not, chance.act, chance.reason) == ("", "remove", WHY)
        with pytest.raises(NotFound):
            await get_chance(conn, account_id=scene.helper, target=scene.target)


async def test_somebody_of_the_platform_puts_it_back_and_nobody_of_the_circle_decides(world: World) -> None:
    scene = await _removed(world)
    appeal_id = await _appeal(world, scene)
    judge = await world.account(role="moderator")
    async with world.writing() as conn:
        file = await get_appeal(conn, appeal_id=appeal_id, viewer_id=judge)
        assert file.first is not None
        assert (file.against, file.first.note, file.case) == ("removal", WHY, None)
        assert file.removed is not None
        assert file.removed.text == "今天跑了五公里"
        await conn.execute("UPDATE accounts SET role = 'moderator' WHERE id = $1", scene.helper)
    with pytest.raises(AppealBarred):
        await _answer(world, appeal_id, scene.helper, "overturned")
    decided = await _answer(world, appeal_id, judge, "overturned")
    assert decided.state == "overturned"
    assert await _state(world, scene.target.id) == "visible"
    await world.settle()
    async with world.writing() as conn:
        acts = await conn.fetch(
            "SELECT act FROM circle_acts WHERE circle_id = $1 ORDER BY id", scene.circle.circle_id
        )
        with pytest.raises(NothingToAppeal):
            await file_appeal(
                conn,
                account_id=scene.author,
                screener=world.screener,
                new=NewAppeal("content", scene.target.id, "post", scene.target.circle_id, text="再来"),
            )
    assert [row["act"] for row in acts] == ["post.removed", "act.undone"]


async def test_upheld_it_stays_away_and_is_not_appealed_again(world: World) -> None:
    scene = await _removed(world)
    appeal_id = await _appeal(world, scene)
    decided = await _answer(world, appeal_id, await world.account(role="moderator"), "upheld")
    assert decided.state == "upheld"
    assert await _state(world, scene.target.id) == "removed"
    with pytest.raises(AlreadyAppealed):
        await _appeal(world, scene)


async def test_what_the_circle_itself_takes_back_needs_no_answer(world: World) -> None:
    scene = await _removed(world)
    appeal_id = await _appeal(world, scene)
    async with world.writing() as conn:
        act_id = await conn.fetchval(
            "SELECT id FROM circle_acts WHERE circle_id = $1", scene.circle.circle_id
        )
        await undo_act(
            conn,
            screener=world.screener,
            undoes=world.parts["undoes"],
            access=await access_of(conn, scene.circle.circle_id, scene.circle.owner_id),
            act_id=act_id,
            reason="看错了",
        )
    await world.settle()
    async with world.writing() as conn:
        file = await get_appeal(conn, appeal_id=appeal_id, viewer_id=await world.account(role="moderator"))
    assert (file.state, file.decided_by) == ("settled", None)


async def test_a_floor_and_a_notice_of_a_tool_have_the_same_door(world: World) -> None:
    made = await world.circle(members=1)
    author = made.members[0]
    post = await world.post(made.circle_id, made.owner_id)
    comment = await world.comment(post, author)
    async with world.writing() as conn:
        await delete_comment(
            conn,
            circle_id=post.circle_id,
            post_id=post.post_id,
            comment_id=comment.comment_id,
            account_id=made.owner_id,
            reason=WHY,
        )
        board = await Board(world, conn, made).use("lost_pet")
        pet = await board.does(author, post_notice, new=NewLostPet("豆包", "南门", now()))
        await board.does(made.owner_id, remove_notice, shown=True, lost_pet_id=pet, reason=WHY)
    await world.settle()
    told = {one.details.subject_kind: one for one in await _notices(world, author)}
    assert set(told) == {"comment", "tool"}
    judge = await world.account(role="moderator")
    scene = _Scene()
    scene.author = author
    for kind, subject_id in (("comment", comment.comment_id), ("tool", pet)):
        assert told[kind].details.subject_id == subject_id
        scene.target = AppealTarget("content", subject_id, kind, made.circle_id)  # type: ignore[arg-type]
        await _answer(world, await _appeal(world, scene), judge, "overturned")
    async with world.writing() as conn:
        state = await conn.fetchval("SELECT state FROM comments WHERE id = $1", comment.comment_id)
        assert state == "visible"
        assert await get_lost_pet(conn, circle_id=made.circle_id, lost_pet_id=pet, viewer_id=author)
