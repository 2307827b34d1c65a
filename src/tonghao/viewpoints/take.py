"""Take a viewpoint: look at the place of a case as somebody else does."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.check_handle import folded_handle
from tonghao.accounts.types import ProfileCard
from tonghao.audit.append import append
from tonghao.case_events import AccountSeenAs
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.feed.read import list_feed
from tonghao.moderation.lock_case import Recused, bars_of
from tonghao.moderation.types import CaseCircle, SeenPhoto
from tonghao.posts.read import get_post, list_circle_posts
from tonghao.posts.types import Post
from tonghao.viewpoints.types import NewViewpoint, SeenPost, Viewpoint, WhyNot

_MOST: Final = 10

# A photo is looked at where it is shown.
_CASE: Final = """
    SELECT c.subject_kind, c.subject_id, c.circle_id, c.author_id, r.slug, r.name,
           coalesce(c.post_id,
                    (SELECT u.place_id FROM media_uses u
                      WHERE c.subject_kind = 'photo' AND u.owner_id = c.author_id
                        AND u.media_id = c.subject_id AND u.place_kind = 'post' LIMIT 1)) AS post_id
      FROM cases c LEFT JOIN circles r ON r.id = c.circle_id WHERE c.id = $1
"""
_PERSON: Final = """
    SELECT account_id, handle, name, avatar_media_id, is_gone FROM profiles
     WHERE handle = $1 AND NOT is_gone
"""
_STATE: Final = "SELECT state, label FROM posts WHERE circle_id = $1 AND id = $2"
_APART: Final = """
    SELECT EXISTS (SELECT FROM feed_mutes m WHERE m.account_id = $1 AND m.subject_id IN ($2, $3)),
           EXISTS (SELECT FROM blocks b WHERE b.account_id = $1 AND b.blocked_id = $3)
        OR EXISTS (SELECT FROM blocked_by b WHERE b.account_id = $1 AND b.blocker_id = $3)
"""
_STATES: Final[dict[str, WhyNot]] = {
    "pending": "waits",
    "held": "held",
    "removed": "removed",
    "deleted": "deleted",
}


class _Case(msgspec.Struct, frozen=True):
    """The place of a case."""

    subject_kind: str
    subject_id: UUID
    circle_id: UUID | None
    author_id: UUID
    slug: str | None
    name: str | None
    post_id: UUID | None

    @property
    def circle(self) -> CaseCircle | None:
        if self.circle_id is None or self.slug is None or self.name is None:
            return None
        return CaseCircle(self.circle_id, self.slug, self.name)


async def take_viewpoint(
    conn: Connection, *, case_id: UUID, moderator_id: UUID, new: NewViewpoint
) -> Viewpoint:
    """Look at the post, the circle or the feed of a case as somebody sees it, read-only; they are told.

    Raises:
        NotFound: there is no such case, or nobody with that handle.
        Recused: the moderator stepped back from the case.

    Emits: account.seen_as, to nobody. Locks: the audit head.
    """
    row = await conn.fetchrow(_CASE, case_id)
    if row is None:
        raise NotFound
    if (await bars_of(conn, case_id=case_id, account_id=moderator_id)).stepped_back:
        raise Recused
    case, person = _Case(*row), None
    if new.handle is not None:
        found = await conn.fetchrow(_PERSON, folded_handle(new.handle.removeprefix("@")))
        if found is None:
            raise NotFound
        person = ProfileCard(*found)
    seen = await _look(conn, case, person, new)
    if person is not None and person.account_id != moderator_id:
        # A circle that they have no part in may be one that they should not hear of.
        known = None if seen.role is None else case.circle_id
        await outbox.emit(conn, AccountSeenAs(person.account_id, case_id, known), audience="nobody")
    await append(
        conn,
        act="viewpoint.taken",
        actor_id=moderator_id,
        subject_kind="case",
        subject_id=case_id,
        circle_id=case.circle_id,
        payload={"place": new.place, "as": None if person is None else person.account_id},
        about_id=None if person is None else person.account_id,
    )
    return seen


async def _look(conn: Connection, case: _Case, person: ProfileCard | None, new: NewViewpoint) -> Viewpoint:
    viewer_id = None if person is None else person.account_id
    role, may_see = None, True
    if case.circle_id is not None:
        try:
            access = await access_of(conn, case.circle_id, viewer_id)
            role, may_see = access.role, access.may_see
        except NotFound:
            may_see = False
    why: WhyNot
    if new.place == "feed":
        posts, why = await _feed(conn, case, viewer_id, role)
    elif case.circle_id is None:
        posts, why = [], "no_circle"
    elif not may_see:
        posts, why = [], "closed_to_them"
    elif new.place == "circle":
        page = await list_circle_posts(conn, circle_id=case.circle_id, viewer_id=viewer_id, limit=_MOST)
        posts = page.entries
        why = "" if _holds(posts, case) else await _why_not(conn, case)
    else:
        posts, why = await _post(conn, case, viewer_id)
    return Viewpoint(person, new.place, case.circle, role, why, [_seen(post, case) for post in posts])


async def _post(conn: Connection, case: _Case, viewer_id: UUID | None) -> tuple[list[Post], WhyNot]:
    if case.circle_id is None or case.post_id is None:
        return [], "no_post"
    try:
        return [await get_post(conn, circle_id=case.circle_id, post_id=case.post_id, viewer_id=viewer_id)], ""
    except NotFound:
        return [], await _why_not(conn, case)


async def _feed(
    conn: Connection, case: _Case, viewer_id: UUID | None, role: str | None
) -> tuple[list[Post], WhyNot]:
    """Of a feed only what belongs to the case: where else somebody is a member is nobody's business."""
    if viewer_id is None:
        return [], "signed_out"
    entries = (await list_feed(conn, account_id=viewer_id, cursor=None)).entries
    posts = [
        entry.post
        for entry in entries
        if entry.post.circle_id == case.circle_id
        or (case.circle_id is None and entry.post.author.account_id == case.author_id)
    ][:_MOST]
    if _holds(posts, case):
        return posts, ""
    if case.circle_id is not None and role is None:
        return posts, "not_member"
    muted, blocked = await conn.fetchrow(_APART, viewer_id, case.circle_id, case.author_id) or (False, False)
    if muted or blocked:
        return posts, "blocked" if blocked else "muted"
    return posts, await _why_not(conn, case)


async def _why_not(conn: Connection, case: _Case) -> WhyNot:
    """Why what the case is about does not stand there."""
    if case.post_id is None:
        return "no_post"
    row = await conn.fetchrow(_STATE, case.circle_id, case.post_id)
    if row is None:
        return "deleted"
    if row["state"] in _STATES:
        return _STATES[row["state"]]
    return "labelled" if row["label"] is not None else "further_down"


def _holds(posts: list[Post], case: _Case) -> bool:
    return any(post.post_id == case.post_id for post in posts)


def _seen(post: Post, case: _Case) -> SeenPost:
    return SeenPost(
        post.post_id,
        CaseCircle(post.circle_id, post.circle_slug, post.circle_name),
        post.author,
        post.html,
        [SeenPhoto(photo.owner_id, photo.media_id, photo.alt) for photo in post.photos],
        post.state,
        None if post.label is None else post.label.category,
        post.published_at,
        post.comment_count,
        post.post_id == case.post_id,
    )
