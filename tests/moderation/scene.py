"""A circle with the people that cases are about, and things said in it."""

import secrets
from collections.abc import Sequence
from uuid import UUID

import msgspec

from tonghao.accounts.make_demo import make_demo_account
from tonghao.circles.load import LoadedCircle, LoadedMembership, load_circles, load_memberships
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.list_queue import QueueFilter, list_queue
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.types import CaseRow, NewReport
from tonghao.partners.load import LoadedPartner, load_partners
from tonghao.screening.types import Finding, Verdict


class Scene(msgspec.Struct, frozen=True):
    """`author` and `neighbour` are members, `stranger` is none; `owner` runs the circle."""

    circle_id: UUID
    owner: UUID
    author: UUID
    neighbour: UUID
    stranger: UUID
    moderator: UUID
    colleague: UUID
    operator: UUID


async def person(conn: Connection, name: str, *, role: str = "member") -> UUID:
    account_id = new_id()
    await make_demo_account(
        conn,
        account_id=account_id,
        handle=f"m{secrets.token_hex(6)}",
        name=name,
        bio=f"{name}的简介",
        age_class="adult",
        role=role,
        password_hash="",
    )
    return account_id


async def set_scene(conn: Connection, *, kind: str = "open") -> Scene:
    """A circle of three and whoever watches over it."""
    names = ("林教练", "小满", "阿默", "路人", "老郑", "阿岚", "苏敏")
    roles = ("member", "member", "member", "member", "moderator", "moderator", "operator")
    people = [await person(conn, name, role=role) for name, role in zip(names, roles, strict=True)]
    partner_id, circle_id = new_id(), new_id()
    await load_partners(conn, [LoadedPartner(partner_id, "健身房", "gym", "林教练", people[0], now())])
    circle = LoadedCircle(
        circle_id, f"m-{secrets.token_hex(5)}", partner_id, "晨跑圈", "", "fitness", kind, now(), "每天六点"
    )
    await load_circles(conn, [circle])
    members = [(people[0], "owner"), (people[1], "member"), (people[2], "member")]
    await load_memberships(conn, [LoadedMembership(circle_id, one, now(), role) for one, role in members])
    return Scene(circle_id, *people)


async def post(
    conn: Connection,
    scene: Scene,
    *,
    text: str = "今早跑了五公里",
    state: str = "visible",
    category: str | None = None,
    photos: Sequence[UUID] = (),
    author_id: UUID | None = None,
) -> UUID:
    """A post as it is stored."""
    post_id, author_id = new_id(), author_id or scene.author
    shown = [
        {
            "owner_id": author_id,
            "media_id": photo,
            "alt": "",
            "width": 120,
            "height": 80,
            "blur": "",
            "state": "held",
        }
        for photo in photos
    ]
    await conn.execute(
        "INSERT INTO posts (circle_id, id, author_id, text, html, photos, state, category, held_for,"
        " published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $7 = 'visible' THEN now() END)",
        scene.circle_id,
        post_id,
        author_id,
        text,
        f"<p>{text}</p>",
        shown,
        state,
        category,
        "text" if state == "held" else None,
    )
    for photo in photos:
        await conn.execute(
            "INSERT INTO media_uses (owner_id, media_id, place_kind, place_id, circle_id)"
            " VALUES ($1, $2, 'post', $3, $4)",
            author_id,
            photo,
            post_id,
            scene.circle_id,
        )
    return post_id


async def comment(
    conn: Connection,
    scene: Scene,
    post_id: UUID,
    *,
    floor: int = 2,
    text: str = "明天一起",
    state: str = "visible",
    category: str | None = None,
    author_id: UUID | None = None,
) -> UUID:
    """A floor as it is stored."""
    comment_id = new_id()
    await conn.execute(
        "INSERT INTO comments (circle_id, post_id, id, floor, author_id, text, html, state, category)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        scene.circle_id,
        post_id,
        comment_id,
        floor,
        author_id or scene.author,
        text,
        f"<p>{text}</p>",
        state,
        category,
    )
    return comment_id


def verdict(category: str = "abuse.person", severity: int = 2, *, end: int = 2) -> Verdict:
    """What the machine says of words that it holds."""
    found = Finding(category, severity, 0.97, "model", (0, end), "abuse head")
    return Verdict("hold", severity, category, (found,), "2026-11-1", "text 1")


async def held_post(
    conn: Connection,
    scene: Scene,
    *,
    category: str = "abuse.person",
    severity: int = 2,
    text: str = "蠢货一个",
) -> tuple[UUID, UUID]:
    """A post that the machine held, and its case."""
    post_id = await post(conn, scene, text=text, state="held", category=category)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category=category, verdict=verdict(category, severity))
    return post_id, await case_of(conn, post_id)


async def case_of(conn: Connection, subject_id: UUID) -> UUID:
    """The newest case about *subject_id*."""
    found: UUID = await conn.fetchval(
        "SELECT id FROM cases WHERE subject_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1", subject_id
    )
    return found


async def row_of(conn: Connection, case_id: UUID) -> CaseRow:
    """The case as it stands in the queue."""
    cursor = None
    while True:
        page = await list_queue(conn, viewer_id=new_id(), wanted=QueueFilter(), cursor=cursor)
        found = next((row.case for row in page.entries if row.case and row.case.case_id == case_id), None)
        if found is not None:
            return found
        assert page.next_cursor, "the case is not in the queue"
        cursor = page.next_cursor


def about_post(scene: Scene, post_id: UUID, *, category: str = "abuse.person", note: str = "") -> NewReport:
    """A report of a post."""
    return NewReport("post", post_id, category, scene.circle_id, None, note)
