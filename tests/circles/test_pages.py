"""The four pages with which a circle opens."""

from datetime import timedelta

import pytest

from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.forget import forget_account
from tonghao.circles.get_circle import get_circle
from tonghao.circles.join import join_circle
from tonghao.circles.list_acts import list_acts
from tonghao.circles.read import access_of
from tonghao.circles.undo_act import undo_act
from tonghao.circles.write_page import (
    NewPage,
    PageChanged,
    PageTooLong,
    list_pages,
    list_versions,
    read_must_read,
    write_page,
)
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed


async def test_a_page_is_written_in_the_small_markup_and_keeps_its_versions(here: World, conn: Connection):
    made = await here.circle()
    host_id = await here.member(made.circle_id, "host", name="小孟")
    host = await access_of(conn, made.circle_id, host_id)
    new = NewPage("**先看**这一页\n\n<script>1</script>", 0, "**Read** this first")
    await write_page(conn, screener=here.screener, access=host, page="must_read", new=new)
    [page] = await list_pages(conn, made.circle_id)
    assert (page.version, page.changed_by) == (1, "小孟")
    assert "<strong>先看</strong>" in page.html
    assert "<script" not in page.html
    assert "<strong>Read</strong>" in page.html_en
    with pytest.raises(PageChanged):
        await write_page(conn, screener=here.screener, access=host, page="must_read", new=new)
    for text, refusal in (("谁有萝莉资源", TextRefused), ("长" * 4001, PageTooLong)):
        with pytest.raises(refusal):
            await write_page(
                conn, screener=here.screener, access=host, page="must_read", new=NewPage(text, 1)
            )
    helper = await access_of(conn, made.circle_id, await here.member(made.circle_id, "helper"))
    with pytest.raises(NotAllowed):
        await write_page(conn, screener=here.screener, access=helper, page="share", new=NewPage("来", 0))


async def test_what_a_page_said_before_is_read_in_pages(
    here: World, conn: Connection, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tonghao.circles.write_page._PAGE_SIZE", 2)
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    for version, text in enumerate(("不催人", "催一下也行", "还是不催")):
        new = NewPage(text, version)
        await write_page(conn, screener=here.screener, access=owner, page="penalties", new=new)
    first = await list_versions(conn, made.circle_id, "penalties")
    second = await list_versions(conn, made.circle_id, "penalties", cursor=first.next_cursor)
    assert [(one.version, one.text) for one in first.entries + second.entries] == [
        (3, "还是不催"),
        (2, "催一下也行"),
        (1, "不催人"),
    ]
    assert second.next_cursor is None
    assert (await list_versions(conn, made.circle_id, "must_read")).entries == []


async def test_an_edit_of_a_page_is_undone_by_the_owner(here: World, conn: Connection):
    made = await here.circle()
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    owner = await access_of(conn, made.circle_id, made.owner_id)
    for version, text in enumerate(("不催人", "催一下也行")):
        new = NewPage(text, version)
        await write_page(conn, screener=here.screener, access=host, page="penalties", new=new)
    act = (await list_acts(conn, circle_id=made.circle_id)).entries[0]
    await undo_act(
        conn,
        screener=here.screener,
        undoes=here.parts["undoes"],
        access=owner,
        act_id=act.act_id,
        reason="不催人",
    )
    [page] = await list_pages(conn, made.circle_id)
    assert (page.version, page.text) == (3, "不催人")


async def test_a_newcomer_is_shown_the_must_read_once(here: World, conn: Connection):
    made, old, new = await here.circle(members=1), None, await here.account()
    old = made.members[0]
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    page = NewPage("先看这一页", 0)
    await write_page(conn, screener=here.screener, access=host, page="must_read", new=page)
    await conn.execute("UPDATE circle_pages SET changed_at = $1", now() - timedelta(minutes=1))
    await conn.execute("UPDATE memberships SET joined_at = $1", now() - timedelta(hours=1))
    await join_circle(conn, circle_id=made.circle_id, account_id=new)
    assert not (await get_circle(conn, made.circle_id, old)).must_read_due
    assert (await get_circle(conn, made.circle_id, new)).must_read_due
    await read_must_read(conn, access=await access_of(conn, made.circle_id, new))
    assert not (await get_circle(conn, made.circle_id, new)).must_read_due


async def test_a_page_outlives_who_wrote_it(here: World, conn: Connection):
    made = await here.circle()
    host_id = await here.member(made.circle_id, "host")
    host = await access_of(conn, made.circle_id, host_id)
    new = NewPage("每周三开店", 0)
    await write_page(conn, screener=here.screener, access=host, page="how_it_works", new=new)
    await forget_account(conn, account_id=host_id)
    [page] = await list_pages(conn, made.circle_id)
    assert (page.text, page.changed_by) == ("每周三开店", None)
