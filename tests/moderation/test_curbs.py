"""A label, a fold, a blur, less reach: what stays, who reads what, and how it comes off again."""

from typing import Any
from uuid import UUID

import pytest

from tests.media.made import ALLOWED, judged
from tests.moderation.scene import Scene, about_post, case_of, comment, held_post, post, row_of, set_scene
from tests.posts.made import been_here
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import file_appeal
from tonghao.appeals.find_ground import NothingToAppeal, find_ground
from tonghao.appeals.types import AppealTarget, NewAppeal, NewAppealDecision
from tonghao.audit.replay import replay
from tonghao.case_events import CaseDecided
from tonghao.circles.undo_act import Undoes
from tonghao.db import Connection
from tonghao.events import decode_event
from tonghao.meter.count_period import figures_between
from tonghao.moderation.decide import NotCurbed, TooGrave, decide_case
from tonghao.moderation.lock_case import CaseClosed
from tonghao.moderation.read import get_case, list_own_reports
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.moderation.undo import undo_decision
from tonghao.notifications.notice import notice_of
from tonghao.posts import undo_acts as post_acts
from tonghao.posts.curb import NothingToBlur
from tonghao.posts.edit import edit_post
from tonghao.posts.floors import get_comment, list_floors
from tonghao.posts.hide import hide_post
from tonghao.posts.read import get_post, list_circle_posts, list_feed_posts
from tonghao.posts.types import Post
from tonghao.screening.text import TextScreener

_AD = "便宜团购，看 https://example.org/sale 就懂"


async def decide(
    conn: Connection, scene: Scene, case_id: UUID, act: Any, category: str = "spam.contact", **more: Any
) -> None:
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=more.pop("by", scene.moderator),
        is_operator=False,
        act=act,
        category=category,
        note="看过了",
        **more,
    )


async def reported(
    conn: Connection, scene: Scene, post_id: UUID, act: Any, category: str = "spam.contact"
) -> UUID:
    """The case of a report, decided with *act*."""
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id, category=category))
    case_id = await case_of(conn, post_id)
    await decide(conn, scene, case_id, act, category)
    return case_id


async def ad(conn: Connection, scene: Scene, **more: Any) -> UUID:
    post_id = await post(conn, scene, text=_AD, **more)
    html = '<p>便宜团购，看 <a href="https://example.org/sale">https://example.org/sale</a> 就懂</p>'
    await conn.execute("UPDATE posts SET html = $2 WHERE id = $1", post_id, html)
    return post_id


async def seen(conn: Connection, scene: Scene, post_id: UUID, by: UUID | None = None) -> Post:
    return await get_post(conn, circle_id=scene.circle_id, post_id=post_id, viewer_id=by)


async def in_feed(conn: Connection, scene: Scene, viewer_id: UUID) -> list[UUID]:
    found = await list_feed_posts(
        conn, viewer_id=viewer_id, circle_ids=[scene.circle_id], before=None, hidden_ids=[], limit=20
    )
    return [one.post_id for one in found]


@pytest.mark.parametrize("act", ["label", "fold", "limit"])
async def test_a_curbed_post_stays_with_its_rule_and_without_links(conn: Connection, act: str) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    assert "href" in (await seen(conn, scene, post_id)).html
    case_id = await reported(conn, scene, post_id, act)
    shown = await seen(conn, scene, post_id, scene.neighbour)
    assert shown.state == "visible"
    assert shown.curb is not None
    assert (shown.curb.act, shown.curb.category, shown.curb.zh) == (act, "spam.contact", "引流广告")
    assert shown.curb.rule_zh
    assert shown.curb.rule_en
    assert "href" not in shown.html
    assert "https://example.org/sale" in shown.html
    case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
    assert (case.state, case.subject_state, case.decisions[0].act) == ("curbed", "visible", act)
    (report,) = (await list_own_reports(conn, account_id=scene.neighbour, cursor=None)).entries
    assert report.state == "upheld"


async def test_less_reach_leaves_it_in_its_circle_and_in_its_authors_feed(conn: Connection) -> None:
    scene = await set_scene(conn)
    folded, limited = await ad(conn, scene), await ad(conn, scene)
    await reported(conn, scene, folded, "fold")
    await reported(conn, scene, limited, "limit")
    page = await list_circle_posts(conn, circle_id=scene.circle_id, viewer_id=scene.neighbour)
    assert {one.post_id for one in page.entries} == {folded, limited}
    assert await in_feed(conn, scene, scene.neighbour) == [folded]
    assert set(await in_feed(conn, scene, scene.author)) == {folded, limited}


async def test_only_a_post_with_photos_is_blurred(conn: Connection) -> None:
    scene = await set_scene(conn)
    bare = await post(conn, scene)
    with pytest.raises(NothingToBlur):
        await reported(conn, scene, bare, "blur")
    photo = await judged(conn, scene.author, ALLOWED)
    post_id = await post(conn, scene, photos=[photo])
    await reported(conn, scene, post_id, "blur", "sex.suggestive")
    shown = await seen(conn, scene, post_id)
    assert shown.curb is not None
    assert shown.curb.act == "blur"
    assert [one.media_id for one in shown.photos] == [photo]


async def test_a_folded_comment_is_folded_where_it_is_quoted_too(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    rude = await comment(conn, scene, post_id, text="你真的很笨")
    quoting = await comment(conn, scene, post_id, floor=3, author_id=scene.neighbour)
    await conn.execute("UPDATE comments SET quote_id = $2 WHERE id = $1", quoting, rude)
    new = NewReport("comment", rude, "abuse.person", scene.circle_id, post_id)
    await report_content(conn, reporter_id=scene.neighbour, new=new)
    await decide(conn, scene, await case_of(conn, rude), "fold", "abuse.person")
    floors = await list_floors(conn, circle_id=scene.circle_id, post_id=post_id, viewer_id=scene.neighbour)
    first, second = floors.entries
    assert first.curb is not None
    assert (first.curb.act, first.text) == ("fold", "你真的很笨")
    assert second.quote is not None
    assert (second.quote.state, second.quote.words) == ("visible", "")
    assert (await conn.fetchval("SELECT comment_count FROM posts WHERE id = $1", post_id)) == 0


async def test_what_was_held_is_shown_with_its_curb_and_held_again_by_an_undo(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, "fold", "abuse.person")
    shown = await seen(conn, scene, post_id)
    assert shown.curb is not None
    assert (shown.state, shown.curb.act) == ("visible", "fold")
    await undo_decision(
        conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="再看一次"
    )
    back = await seen(conn, scene, post_id, scene.author)
    assert (back.state, back.curb) == ("held", None)
    assert (await row_of(conn, case_id)).state == "open"


async def test_an_undo_gives_the_links_and_the_reach_back(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    case_id = await reported(conn, scene, post_id, "limit")
    await undo_decision(
        conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="是本圈的团购"
    )
    shown = await seen(conn, scene, post_id)
    assert (shown.curb, shown.label) == (None, None)
    assert 'href="https://example.org/sale"' in shown.html
    assert await in_feed(conn, scene, scene.neighbour) == [post_id]


async def test_a_newer_curb_takes_the_place_and_outlives_the_undo_of_the_older(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    older = await reported(conn, scene, post_id, "limit")
    await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
    newer = await case_of(conn, post_id)
    await decide(conn, scene, newer, "fold", "abuse.person")
    shown = await seen(conn, scene, post_id)
    assert shown.curb is not None
    assert (shown.curb.act, shown.label) == ("fold", None)
    await undo_decision(conn, case_id=older, moderator_id=scene.colleague, is_operator=False, note="撤回")
    shown = await seen(conn, scene, post_id)
    assert shown.curb is not None
    assert shown.curb.act == "fold"


async def test_an_edit_does_not_shake_a_curb_off(conn: Connection, screener: TextScreener) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    await reported(conn, scene, post_id, "limit")
    await been_here(conn, scene.author)
    edited = await edit_post(
        conn,
        screener=screener,
        circle_id=scene.circle_id,
        post_id=post_id,
        author_id=scene.author,
        text="改过了，看 https://example.org/other",
        photos=[],
        version=1,
    )
    assert edited.curb is not None
    assert edited.label is not None
    assert (edited.curb.act, edited.label.category) == ("limit", "spam.contact")
    assert "href" not in edited.html


async def test_a_removal_after_a_curb_and_its_undo_leave_the_curb(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    await reported(conn, scene, post_id, "fold")
    await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
    newer = await case_of(conn, post_id)
    await decide(conn, scene, newer, "remove")
    await undo_decision(conn, case_id=newer, moderator_id=scene.colleague, is_operator=False, note="撤回")
    shown = await seen(conn, scene, post_id)
    assert shown.curb is not None
    assert (shown.state, shown.curb.act) == ("visible", "fold")


async def test_the_gravest_and_what_is_no_post_are_not_curbed(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, gravest = await held_post(conn, scene, category="sex.minor", severity=4)
    with pytest.raises(TooGrave):
        await decide(conn, scene, gravest, "fold", "sex.minor")
    await report_content(
        conn, reporter_id=scene.neighbour, new=NewReport("account", scene.author, "abuse.person")
    )
    with pytest.raises(NotCurbed):
        await decide(conn, scene, await case_of(conn, scene.author), "label", "abuse.person")


async def test_what_its_author_deleted_is_decided_and_stays_away(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    await hide_post(conn, scene.circle_id, post_id, state="deleted")
    case_id = await case_of(conn, post_id)
    await decide(conn, scene, case_id, "fold")
    assert await conn.fetchval("SELECT curb FROM posts WHERE id = $1", post_id) is None
    with pytest.raises(CaseClosed):
        await decide(conn, scene, case_id, "fold")


async def test_the_author_appeals_and_another_person_takes_it_off(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    post_id = await ad(conn, scene)
    await reported(conn, scene, post_id, "limit")
    # A later report that came to nothing, and one that waits, do not close the door.
    await reported(conn, scene, post_id, "release")
    await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
    target = AppealTarget("content", post_id, "post", scene.circle_id)
    ground = await find_ground(conn, account_id=scene.author, target=target)
    assert (ground.against, ground.act, ground.category) == ("decision", "limit", "spam.contact")
    await conn.execute("UPDATE cases SET state = 'released', closed_at = now() WHERE state = 'open'")
    new = NewAppeal("content", post_id, "post", scene.circle_id, text="是本圈自己的团购。")
    appeal = await file_appeal(conn, account_id=scene.author, screener=screener, new=new)
    assert appeal.act == "limit"
    await decide_appeal(
        conn,
        appeal_id=appeal.appeal_id,
        decider_id=scene.operator,
        is_operator=True,
        screener=screener,
        undoes=Undoes(post_acts.UNDOES),
        new=NewAppealDecision("overturned", "圈主答应过的团购，可以发。"),
    )
    shown = await seen(conn, scene, post_id)
    assert (shown.state, shown.curb, shown.label) == ("visible", None, None)
    with pytest.raises(NothingToAppeal):
        await find_ground(conn, account_id=scene.author, target=target)


@pytest.mark.parametrize("act", ["label", "fold", "blur", "limit"])
def test_the_author_reads_what_was_done_and_by_which_rule(act: str) -> None:
    told = notice_of(act=act, category_code="spam.contact", subject_kind="post")
    assert told.message is not None
    assert told.rule is not None
    assert "引流广告" in told.message.zh
    assert told.message.en
    assert told.rule.zh
    assert told.rule.en


async def test_the_decision_is_told_counted_and_derived_from_the_log(conn: Connection) -> None:
    scene = await set_scene(conn)
    start = await conn.fetchval("SELECT now() - interval '1 second'")
    stop = await conn.fetchval("SELECT now() + interval '1 day'")
    before = await figures_between(conn, start, stop)
    known = {(one.kind, one.id) for one in (await replay(conn)).differences}
    post_id = await ad(conn, scene)
    await reported(conn, scene, post_id, "fold")
    stored = await conn.fetchval(
        "SELECT event FROM outbox WHERE kind = 'case.decided' ORDER BY tx DESC, id DESC LIMIT 1"
    )
    event = decode_event(stored)
    assert isinstance(event, CaseDecided)
    assert (event.act, event.changed, event.author_id) == ("fold", True, scene.author)
    after = await figures_between(conn, start, stop)

    def of(figures: Any) -> tuple[int, int]:
        acts = sum(one.by_person for one in figures.acts if one.act == "fold")
        return acts, sum(one.curbed for one in figures.categories if one.category == "spam.contact")

    assert [b - a for a, b in zip(of(before), of(after), strict=True)] == [1, 1]
    kinds = {one.restriction for one in after.acts if one.act == "fold"}
    assert kinds == {"DECISION_VISIBILITY_OTHER"}
    found = await replay(conn)
    assert {(one.kind, one.id) for one in found.differences} <= known
    await conn.execute("UPDATE posts SET curb = NULL, curb_for = NULL WHERE id = $1", post_id)
    assert ("curb", str(post_id)) in {(one.kind, one.id) for one in (await replay(conn)).differences}


async def test_a_comment_takes_its_curb_off_by_undo(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    rude = await comment(conn, scene, post_id)
    new = NewReport("comment", rude, "abuse.person", scene.circle_id, post_id)
    await report_content(conn, reporter_id=scene.neighbour, new=new)
    case_id = await case_of(conn, rude)
    await decide(conn, scene, case_id, "label", "abuse.person")
    await undo_decision(conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="撤回")
    shown = await get_comment(
        conn, circle_id=scene.circle_id, post_id=post_id, comment_id=rude, viewer_id=None
    )
    assert shown.curb is None
