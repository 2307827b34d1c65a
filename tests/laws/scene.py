"""One scene for the permission matrix: a circle, its people in every role, and something of each kind."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.laws.money_scene import set_money
from tests.laws.panel_scene import set_panel
from tests.laws.tools_scene import set_packet, set_tools
from tests.partners.bookshop import an_application
from tests.world import World
from tonghao.accounts.block import block
from tonghao.accounts.sanction import sanction_person
from tonghao.accounts.sanctions import NewSanction
from tonghao.appeals.file import file_appeal
from tonghao.appeals.types import NewAppeal
from tonghao.bank.enter import enter_photo
from tonghao.batches.decide_many import make_batch
from tonghao.batches.types import NewBatch
from tonghao.calls.call_duty import call_duty
from tonghao.calls.types import Cause
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.close import sign_closing
from tonghao.circles.invite import NewInvite, make_invite
from tonghao.circles.read import access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.clock import now
from tonghao.crypto import digest
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.begin_upload import begin_upload
from tonghao.media.store import rendition_key
from tonghao.media.types import Original
from tonghao.media.upload import upload_medium
from tonghao.meetups.check_in import code_at
from tonghao.meetups.sign_up import sign_up
from tonghao.meetups.types import MeetupDraft
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.outbox import lock_place, move_place, newest_cursor
from tonghao.partners.apply import apply_as_partner
from tonghao.polls.types import PollDraft
from tonghao.posts.open_column import NewColumn, open_column
from tonghao.posts.posting_rules import NewCategory, set_categories
from tonghao.posts.save_draft import NewDraft, save_draft
from tonghao.posts.schedule import Later, schedule_post
from tonghao.posts.types import PhotoDraft
from tonghao.saves.keep_folder import make_folder

ROLES = (
    "anonymous",
    "outsider",
    "member",
    "blocked",
    "helper",
    "host",
    "owner",
    "author",
    "partner_staff",
    "moderator",
    "operator",
)

_HUNT = """
    INSERT INTO hunts (id, kind, state, reason, bank_version, policy_version, total, made_by, ended_at)
    VALUES ($1, 'bank', 'cancelled', '先看看', 0, '1', 0, $2, now())
"""
_SHOW = """
    UPDATE media SET state = 'visible', width = 4, height = 3, blur = 'x', checked_at = now()
     WHERE owner_id = $1 AND id = $2
"""


class Scene:
    """Who is there, by role, and what addresses and bodies may name."""

    def __init__(self) -> None:
        self.people: dict[str, UUID | None] = {"anonymous": None}
        self.cookies: dict[str, str] = {}
        self.words: dict[str, str] = {}


async def set_scene(conn: Connection, parts: dict[str, Any], *, kind: str) -> Scene:
    """Make the scene around a circle of *kind* (open or invite)."""
    world, scene = World(conn, parts), Scene()
    made = await world.circle(kind=kind, on_duty=True)
    author, target = await world.member(made.circle_id), await world.member(made.circle_id)
    scene.people |= {
        "owner": made.owner_id,
        "author": author,
        "outsider": await world.account(),
        "member": await world.member(made.circle_id),
        "blocked": await world.member(made.circle_id),
        "helper": await world.member(made.circle_id, "helper"),
        "host": await world.member(made.circle_id, "host"),
        "partner_staff": await world.account(),
        "moderator": await world.account(role="moderator"),
        "operator": await world.account(role="operator"),
    }
    staff, blocked = scene.people["partner_staff"], scene.people["blocked"]
    assert staff is not None
    assert blocked is not None
    await conn.execute(
        "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'staff')",
        made.partner_id,
        staff,
    )
    await block(conn, account_id=author, blocked_id=blocked)
    for role, account_id in scene.people.items():
        if account_id is not None:
            scene.cookies[role] = await world.session(account_id)
    # No worker runs here; what earlier tests told counts as done, or the server is not ready for visitors.
    await lock_place(conn, "jobs")
    await move_place(conn, "jobs", await newest_cursor(conn))
    await _things(conn, world, scene, made, author, target)
    return scene


async def _case(conn: Connection, circle_id: UUID, post_id: UUID, reporter_id: UUID) -> UUID:
    new = NewReport("post", post_id, "abuse.person", circle_id)
    await report_content(conn, reporter_id=reporter_id, new=new)
    case_id: UUID = await conn.fetchval("SELECT id FROM cases WHERE subject_id = $1", post_id)
    return case_id


async def _appeals(
    conn: Connection, world: World, reporter: UUID, author: UUID, closed_id: UUID, circle_id: UUID
) -> tuple[UUID, UUID]:
    """One of a reporter about what was left, one of an author about what was removed."""
    report_id = await conn.fetchval("SELECT id FROM reports WHERE case_id = $1", closed_id)
    new = NewAppeal("report", report_id, text="请再看一次，说的是我邻居。")
    first = await file_appeal(conn, account_id=reporter, screener=world.screener, new=new)
    removed = await world.post(circle_id, author, "第四个帖子")
    case_id = await _case(conn, circle_id, removed.post_id, reporter)
    decider = await world.account(role="operator")
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=decider,
        is_operator=True,
        act="remove",
        category="abuse.person",
        note="骂人",
    )
    own = NewAppeal("content", removed.post_id, "post", circle_id, text="这是在说我自己。")
    second = await file_appeal(conn, account_id=author, screener=world.screener, new=own)
    return first.appeal_id, second.appeal_id


async def _things(
    conn: Connection, world: World, scene: Scene, made: Any, author: UUID, target: UUID
) -> None:
    access = await access_of(conn, made.circle_id, made.owner_id)
    await set_categories(conn, screener=world.screener, access=access, categories=[NewCategory("经验")])
    post = await world.post(made.circle_id, author)
    comment = await world.comment(post, author)
    question = await world.post(made.circle_id, author, "有人见过吗", kind="question")
    answer = await world.comment(question, target)
    folder = await make_folder(conn, account_id=author, name="猫的事")
    reported = await world.post(made.circle_id, author, "第二个帖子")
    decided = await world.post(made.circle_id, author, "第三个帖子")
    reporter = await world.member(made.circle_id)
    case_id, closed_id = [
        await _case(conn, made.circle_id, one.post_id, reporter) for one in (reported, decided)
    ]
    operator = scene.people["operator"]
    assert operator is not None
    await decide_case(
        conn,
        case_id=closed_id,
        moderator_id=operator,
        is_operator=True,
        act="release",
        category="abuse.person",
        note="没有问题",
    )
    border = await world.post(made.circle_id, author, "第五个帖子")
    border_id = await _case(conn, made.circle_id, border.post_id, reporter)
    member = scene.people["member"]
    assert member is not None
    panel_id = await set_panel(conn, world, case_id=border_id, member=member, operator=operator)
    appeal_id, own_appeal_id = await _appeals(conn, world, reporter, author, closed_id, made.circle_id)
    invite = await make_invite(conn, access=access, invite=NewInvite(), public_url="http://localhost:8000")
    applied = an_application(name="小脚丫手工屋", category="craft", responsible_name="丁丁妈")
    partner = await apply_as_partner(
        conn, screener=world.screener, account_id=author, age_class="adult", application=applied
    )
    media_id = new_id()
    original = Original(hashlib.sha256(b"photo").digest(), 5)
    await upload_medium(conn, owner_id=author, media_id=media_id, purpose="post", alt="", original=original)
    await conn.execute(_SHOW, author, media_id)
    await world.parts["store"].put(rendition_key(author, media_id, "small"), b"webp")
    await world.post(made.circle_id, author, "有图", photos=[PhotoDraft(media_id)])
    begun = await begin_upload(conn, owner_id=author, purpose="post", alt="", length_bytes=64, sha256=None)
    session_id = new_id()
    await conn.execute(
        "INSERT INTO sessions (account_id, id, token_hash, expires_at)"
        " VALUES ($1, $2, $3, now() + interval '1 day')",
        author,
        session_id,
        digest("another's"),
    )
    helper = await access_of(conn, made.circle_id, scene.people["helper"])
    stranger = await world.member(made.circle_id)
    await ban_member(conn, screener=world.screener, access=helper, ban=NewBan(stranger, "连续刷屏", 1))
    act_id = await conn.fetchval(
        "SELECT id FROM circle_acts WHERE circle_id = $1 ORDER BY id DESC LIMIT 1", made.circle_id
    )
    asked = await world.post(
        made.circle_id, author, "换哪种灯泡", poll=PollDraft(["普通", "声控", "感应"], is_named=True)
    )
    meetup = MeetupDraft("周日七点，桥头见", now() + timedelta(hours=1), "桥头")
    invited = await world.post(made.circle_id, author, "一起跑", meetup=meetup)
    for role in ("member", "helper", "host", "owner", "author", "target"):
        guest = target if role == "target" else scene.people[role]
        assert guest is not None
        await sign_up(conn, circle_id=made.circle_id, post_id=invited.post_id, account_id=guest)
    key = await conn.fetchval("SELECT check_in_key FROM meetups WHERE post_id = $1", invited.post_id)
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", author)
    column = await open_column(
        conn, screener=world.screener, access=access, column=NewColumn("页边上的字", writer=handle)
    )
    tomorrow = now() + timedelta(days=1)
    later = Later(made.circle_id, "明天见", tomorrow)
    waiting = await schedule_post(conn, screener=world.screener, account_id=author, later=later)
    await save_draft(conn, account_id=author, draft=NewDraft("post", made.circle_id, 0, text="写了一点"))
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", target)
    restricted = await restrict_circle(
        conn, circle_id=made.circle_id, kind="tips_off", source="sanction", reason="先看看", by=operator
    )
    brake = Cause("brake", made.circle_id, "", 3)
    await call_duty(conn, cause=brake, circle_id=made.circle_id, at=now())
    call_id = await conn.fetchval(
        "SELECT id FROM calls WHERE circle_id = $1 AND side = 'partner'", made.circle_id
    )
    many = NewBatch([closed_id], "release", "abuse.person", "没有问题")
    batch_id = await make_batch(conn, by=operator, is_operator=True, new=many)
    await sign_closing(
        conn, circle_id=made.circle_id, by=operator, is_operator=True, way="restriction", reason="先看看"
    )
    closing_id = await conn.fetchval("SELECT id FROM circle_closings WHERE circle_id = $1", made.circle_id)
    entry_id = await enter_photo(
        conn,
        kind="removed",
        owner_id=author,
        media_id=media_id,
        look=media_id.bytes * 4,
        category="sex.suggestive",
        case_id=closed_id,
        decision_id=closed_id,
        reason="先看看",
        entered_by=operator,
    )
    hunt_id = new_id()
    await conn.execute(_HUNT, hunt_id, operator)
    colleague = await world.account(role="moderator")
    proposed = await sanction_person(
        conn,
        account_id=target,
        new=NewSanction("suspend", "spam.contact", "三个圈子里发同样的广告", 24),
        by=colleague,
        is_operator=False,
    )
    scene.words = await set_tools(conn, world, made, author) | {
        "packet_id": str(await set_packet(conn, world, made.circle_id)),
        "circle_id": str(made.circle_id),
        "sanction_id": str(proposed.sanction_id),
        "closing_id": str(closing_id),
        "restriction_id": str(restricted.restriction_id),
        "upload_id": str(begun.upload_id),
        "slug": made.slug,
        "partner_id": str(made.partner_id),
        "applied_id": str(partner.partner_id),
        "post_id": str(post.post_id),
        "version": "1",
        "column_id": str(column.column_id),
        "scheduled_id": str(waiting.scheduled_id),
        "tomorrow": tomorrow.isoformat(),
        "comment_id": str(comment.comment_id),
        "question_id": str(question.post_id),
        "answer_id": str(answer.comment_id),
        "folder_id": str(folder.folder_id),
        "floor": str(comment.floor),
        "account_id": str(target),
        "author_id": str(author),
        "handle": handle,
        "case_id": str(case_id),
        "closed_id": str(closed_id),
        "appeal_id": str(appeal_id),
        "own_appeal_id": str(own_appeal_id),
        "act_id": str(act_id),
        "invite_id": str(invite.invite_id),
        "token": str(invite.link).rsplit("/", 1)[-1],
        "owner_id": str(author),
        "media_id": str(media_id),
        "entry_id": str(entry_id),
        "hunt_id": str(hunt_id),
        "call_id": str(call_id),
        "batch_id": str(batch_id),
        "panel_id": str(panel_id),
        "session_id": str(session_id),
        "poll_post_id": str(asked.post_id),
        "meetup_post_id": str(invited.post_id),
        "code": code_at(key, now()),
        "check_in_key": key.hex(),
        "early": now().isoformat(),
        "later": (now() + timedelta(days=3)).isoformat(),
        "later_end": (now() + timedelta(days=3, hours=2)).isoformat(),
        "number": "3",
        "subject_kind": "account",
        "subject_id": str(target),
        "file": "small.webp",
    }
    fund_id = UUID(scene.words["fund_id"])
    scene.words |= await set_money(conn, world, author, target, made=made, fund_id=fund_id)
