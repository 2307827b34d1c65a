"""What somebody keeps for themselves."""

import pytest

from tests.world import Browser, World
from tonghao.circles.leave import leave_circle
from tonghao.db import Connection, Pool, reading
from tonghao.errors import NotFound
from tonghao.events import AccountDeleted
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.saves.jobs import forget_saves
from tonghao.saves.keep_folder import (
    FolderNameRefused,
    FolderNameTaken,
    TooManyFolders,
    delete_folder,
    make_folder,
    rename_folder,
)
from tonghao.saves.read import list_folders, list_saved, list_thread_saves
from tonghao.saves.save import let_go, save


async def _thread(here: World, text: str = "豆包走丢了\n灰色，怕生"):
    made = await here.circle(members=2)
    post = await here.post(made.circle_id, made.owner_id, text)
    return made, post, await here.comment(post, made.owner_id, "茶室屋顶看看")


def _of(post, account_id, comment=None, folder=None) -> dict:
    return {
        "account_id": account_id,
        "circle_id": post.circle_id,
        "post_id": post.post_id,
        "comment_id": comment and comment.comment_id,
        "folder_id": folder and folder.folder_id,
    }


async def test_posts_and_floors_lie_in_folders_and_are_moved(here: World, conn: Connection):
    made, post, floor = await _thread(here)
    me = made.members[0]
    cats, runs = [await make_folder(conn, account_id=me, name=name) for name in ("猫", "跑步")]
    await save(conn, **_of(post, me))
    await save(conn, **_of(post, me, floor, cats))
    await save(conn, **_of(post, me, floor, runs))
    folders = await list_folders(conn, me)
    assert [(one.name, one.count) for one in folders.folders] == [("猫", 0), ("跑步", 1)]
    assert (folders.unsorted_count, folders.count) == (1, 2)
    (kept,) = (await list_saved(conn, account_id=me, within=runs.folder_id)).entries
    assert (kept.title, kept.excerpt, kept.floor, kept.state) == ("豆包走丢了", "茶室屋顶看看", 2, "visible")
    (whole,) = (await list_saved(conn, account_id=me, within="unsorted")).entries
    assert (whole.comment_id, whole.excerpt, whole.floor) == (None, "", 1)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    assert len(await list_thread_saves(conn, **ids, account_id=me)) == 2
    assert await list_thread_saves(conn, **ids, account_id=made.members[1]) == []
    await delete_folder(conn, account_id=me, folder_id=runs.folder_id)
    assert (await list_folders(conn, me)).unsorted_count == 2
    await let_go(conn, account_id=me, post_id=post.post_id, comment_id=floor.comment_id)
    assert (await list_folders(conn, me)).count == 1


async def test_titles_are_searched_and_pages_follow_one_another(here: World, conn: Connection):
    made, post, floor = await _thread(here)
    me = made.members[0]
    other = await here.post(made.circle_id, made.owner_id, "周日七点，桥头见\n豆包不去")
    await save(conn, **_of(post, me, floor))
    for number, one in enumerate((post, other)):
        await save(conn, **_of(one, me))
        await conn.execute(
            "UPDATE saves SET at = now() + make_interval(mins => $2) WHERE subject_id = $1",
            one.post_id,
            number + 1,
        )
    found = await list_saved(conn, account_id=me, words=" 豆包 ")
    assert [one.comment_id for one in found.entries] == [None, floor.comment_id]
    assert len((await list_saved(conn, account_id=me, words="屋顶")).entries) == 1
    assert (await list_saved(conn, account_id=me, words="100%")).entries == []
    first = await list_saved(conn, account_id=me, limit=2)
    rest = await list_saved(conn, account_id=me, limit=2, cursor=first.next_cursor)
    assert [one.title for one in first.entries] == ["周日七点，桥头见", "豆包走丢了"]
    assert [one.floor for one in rest.entries] == [2]


async def test_what_cannot_be_read_any_more_is_listed_without_its_words(here: World, conn: Connection):
    made, post, floor = await _thread(here)
    me = made.members[0]
    closed = await here.circle(kind="invite")
    guest = await here.member(closed.circle_id)
    inside = await here.post(closed.circle_id, closed.owner_id, "只给里面的人")
    await save(conn, **_of(inside, guest))
    await leave_circle(conn, circle_id=closed.circle_id, account_id=guest)
    (gone,) = (await list_saved(conn, account_id=guest)).entries
    assert (gone.title, gone.author, gone.state) == ("", None, "gone")
    assert (await list_saved(conn, account_id=guest, words="里面")).entries == []
    await let_go(conn, account_id=guest, post_id=inside.post_id, comment_id=None)
    assert (await list_folders(conn, guest)).count == 0
    await save(conn, **_of(post, me, floor))
    await save(conn, **_of(post, me))
    await hide_comment(conn, post.circle_id, post.post_id, floor.comment_id, state="removed")
    assert sorted(one.state for one in (await list_saved(conn, account_id=me)).entries) == ["gone", "visible"]
    await hide_post(conn, post.circle_id, post.post_id, state="deleted")
    assert {one.title for one in (await list_saved(conn, account_id=me)).entries} == {""}


async def test_folders_have_names_of_their_own(here: World, conn: Connection):
    me, other = await here.account(), await here.account()
    folder = await make_folder(conn, account_id=me, name="  猫 ")
    assert folder.name == "猫"
    theirs = await make_folder(conn, account_id=other, name="猫")
    for name in ("", " \u200b ", "长" * 31):
        with pytest.raises(FolderNameRefused):
            await make_folder(conn, account_id=me, name=name)
    assert (await rename_folder(conn, account_id=me, folder_id=folder.folder_id, name="狗")).name == "狗"
    for verb in (
        rename_folder(conn, account_id=me, folder_id=theirs.folder_id, name="鸟"),
        delete_folder(conn, account_id=me, folder_id=theirs.folder_id),
    ):
        with pytest.raises(NotFound):
            await verb
    for number in range(99):
        await make_folder(conn, account_id=me, name=f"第{number}个")
    with pytest.raises(TooManyFolders):
        await make_folder(conn, account_id=me, name="再一个")


async def test_nobody_saves_into_anothers_folder_or_what_they_may_not_read(here: World, conn: Connection):
    made, post, floor = await _thread(here)
    me, other = made.members
    theirs = await make_folder(conn, account_id=other, name="猫")
    with pytest.raises(NotFound):
        await save(conn, **_of(post, me, None, theirs))
    await hide_comment(conn, post.circle_id, post.post_id, floor.comment_id, state="removed")
    with pytest.raises(NotFound):
        await save(conn, **_of(post, me, floor))
    closed = await here.circle(kind="invite")
    inside = await here.post(closed.circle_id, closed.owner_id)
    with pytest.raises(NotFound):
        await save(conn, **_of(inside, me))


async def test_over_http_one_name_is_taken_once(world: World, browser: Browser, pool: Pool):
    made, post, _ = await _thread(world)
    me = made.members[0]
    await browser.as_(me)
    made_folder = await browser.post("/api/v1/me/save-folders", json={"name": "Cats"})
    assert made_folder.status_code == 201
    again = await browser.post("/api/v1/me/save-folders", json={"name": "cats"})
    assert (again.status_code, again.json()["code"]) == (409, FolderNameTaken.code())
    at = f"/api/v1/circles/{post.circle_id}/posts/{post.post_id}/save"
    kept = await browser.put(at, json={"folder_id": made_folder.json()["folder_id"]})
    assert kept.status_code == 200
    assert (await browser.get("/api/v1/me/saves")).json()["entries"][0]["title"] == "豆包走丢了"
    await forget_saves(AccountDeleted(me), pool=pool)
    async with reading(pool) as conn:
        assert (await list_folders(conn, me)).count == 0
