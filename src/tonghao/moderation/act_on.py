"""Act on what a case is about: what a decision does, and how it is taken back."""

from typing import Final, Literal, cast
from uuid import UUID

import msgspec

from tonghao.accounts.blank_profile import blank_profile, put_back_profile
from tonghao.circles.blank_circle import CircleWords, blank_circle, put_back_circle
from tonghao.db import Connection
from tonghao.media.decide import hold_media, refuse_media, release_media
from tonghao.media.set_avatar import clear_avatar, set_avatar
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.hide_tool import hide_in_tool, show_in_tool
from tonghao.moderation.lock_case import LockedCase
from tonghao.moderation.read import has_open_case
from tonghao.moderation.types import CURBS, DecisionAct, SeenPhoto, Snapshot
from tonghao.posts.curb import Curbed, curb, get_curbed, put_back_curbed
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.release import release_comment, release_post
from tonghao.posts.types import CurbAct

# First the post, then its photos: the order in which authors delete, too.
_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"

_PHOTOS: Final = """
    SELECT owner_id, id, state, category FROM media
     WHERE (owner_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
     ORDER BY owner_id, id
"""

_SHOWN: Final = frozenset({"visible", "pending", "held"})


class PhotoBefore(msgspec.Struct, frozen=True):
    owner_id: UUID
    media_id: UUID
    state: str
    category: str | None


class Before(msgspec.Struct, frozen=True):
    """How the subject stood before a decision, so that an undo can put it back.

    Attributes:
        seen: What was to be seen then; an account's name, bio and picture come back from it.
        words: What a circle said of itself; None for everything else.
        curbed: How a post or comment was curbed; None for everything else.
    """

    state: str
    category: str | None
    photos: list[PhotoBefore]
    seen: Snapshot | None = None
    words: CircleWords | None = None
    curbed: Curbed | None = None


class Effect(msgspec.Struct, frozen=True):
    """`changed` is False when the subject stands as it stood, e.g. a reported post that may stay."""

    before: Before
    changed: bool


async def take_effect(conn: Connection, *, case: LockedCase, act: DecisionAct, category: str) -> Effect:
    """Show, curb or remove the subject with its photos.

    What is curbed stays, so that it is shown like what is released.
    What its author deleted stays deleted, and what is visible stays so on release. Of an account or a
    circle the words and the picture are removed; it stays itself: no machine and no single person
    closes an account.

    Locks: the post or the circle, then its photos.
    """
    before = await _before(conn, case)
    if act != "remove":
        return Effect(before, await _leave(conn, case, before, act, category))
    if before.state not in _SHOWN:
        return Effect(before, False)
    if case.subject_kind == "circle":
        words = await blank_circle(conn, circle_id=case.subject_id)
        before = msgspec.structs.replace(before, words=words)
    elif case.subject_kind == "account":
        await blank_profile(conn, account_id=case.subject_id)
    else:
        await _hide(conn, case, "removed", category)
    for photo in before.photos:
        if photo.state in {"visible", "held"}:
            await refuse_media(conn, photo.owner_id, photo.media_id, category=category)
    if _avatar(case, before) is not None:
        await clear_avatar(conn, account_id=case.author_id)
    return Effect(before, True)


async def _leave(conn: Connection, case: LockedCase, before: Before, act: DecisionAct, category: str) -> bool:
    """Show what waits, and curb it unless it is in order; whether anything is different then."""
    waits = before.state in {"held", "pending"}
    if waits:
        for photo in before.photos:
            if photo.state == "held" and not await _has_own_case(conn, case, photo):
                await release_media(conn, photo.owner_id, photo.media_id)
        await _show(conn, case)
    if act not in CURBS or before.state not in _SHOWN:
        return waits
    await curb(conn, *_place(case), act=cast("CurbAct", act), category=category)
    return True


async def _has_own_case(conn: Connection, case: LockedCase, photo: PhotoBefore) -> bool:
    """A photo that was held before its post was written is decided on by itself; the post waits for it."""
    if case.subject_kind == "photo":
        return False
    return await has_open_case(conn, kind="photo", subject_id=photo.media_id)


async def restore(
    conn: Connection, *, case: LockedCase, before: Before, act: DecisionAct, category: str
) -> bool:
    """Put the subject back as *before* says; False when it stands so, or was deleted meanwhile.

    Args:
        act, category: Of the decision: only the curb that it put there is taken off.
    """
    present = await _before(conn, case)
    if act in CURBS:
        return await _uncurb(conn, case, before, present, act, category)
    is_blanked = case.subject_kind in {"account", "circle"} and case.state == "removed"
    if "deleted" in {present.state, before.state} or (present.state == before.state and not is_blanked):
        return False
    if before.state != "visible":
        await _hide(conn, case, "held", before.category or case.category)
    for photo in await _photos(conn, [SeenPhoto(one.owner_id, one.media_id) for one in before.photos]):
        then = next(one for one in before.photos if one.media_id == photo.media_id)
        if photo.state not in {"visible", "held", "refused"} or photo.state == then.state:
            continue
        if then.state == "visible":
            await release_media(conn, photo.owner_id, photo.media_id)
        elif then.state == "held":
            category = then.category or case.category
            await hold_media(conn, photo.owner_id, photo.media_id, category=category)
    if case.subject_kind == "circle" and before.words is not None:
        await put_back_circle(conn, circle_id=case.subject_id, words=before.words)
    elif case.subject_kind == "account" and before.seen is not None:
        seen = before.seen
        await put_back_profile(conn, account_id=case.subject_id, name=seen.name, bio=seen.bio)
    elif before.state == "visible":
        await _show(conn, case)
    avatar = _avatar(case, before)
    if avatar is not None and case.state == "removed":
        await set_avatar(conn, account_id=case.author_id, media_id=avatar)
    return True


async def _uncurb(
    conn: Connection, case: LockedCase, before: Before, present: Before, act: DecisionAct, category: str
) -> bool:
    """Take a curb off, unless another decision put another one there; what waited then waits again."""
    if "deleted" in {present.state, before.state}:
        return False
    changed = False
    if before.state in {"held", "pending"} and present.state == "visible":
        await _hide(conn, case, "held", before.category or case.category)
        changed = True
    now = present.curbed
    if now is not None and (now.act, now.category) == (act, category):
        await put_back_curbed(conn, *_place(case), before.curbed or Curbed())
        changed = True
    return changed


def _avatar(case: LockedCase, before: Before) -> UUID | None:
    """The picture beside the name that goes or comes with the subject."""
    avatar = before.seen.avatar if before.seen else None
    if case.subject_kind == "account" or (case.subject_kind == "photo" and avatar == case.subject_id):
        return avatar
    return None


async def _hide(conn: Connection, case: LockedCase, state: Literal["held", "removed"], category: str) -> None:
    if case.subject_kind == "post":
        await hide_post(conn, _circle(case), case.subject_id, state=state, category=category)
    elif case.subject_kind == "comment":
        await hide_comment(conn, _circle(case), _post(case), case.subject_id, state=state, category=category)
    elif case.subject_kind == "tool":
        await hide_in_tool(conn, circle_id=_circle(case), subject_id=case.subject_id)


async def _show(conn: Connection, case: LockedCase) -> None:
    if case.subject_kind == "post":
        await release_post(conn, _circle(case), case.subject_id)
    elif case.subject_kind == "comment":
        await release_comment(conn, _circle(case), _post(case), case.subject_id)
    elif case.subject_kind == "tool":
        await show_in_tool(conn, circle_id=_circle(case), subject_id=case.subject_id)


def _circle(case: LockedCase) -> UUID:
    assert case.circle_id is not None
    return case.circle_id


def _post(case: LockedCase) -> UUID:
    assert case.post_id is not None
    return case.post_id


def _place(case: LockedCase) -> tuple[UUID, UUID, UUID | None]:
    """Circle, post and comment of a case about one of them."""
    if case.subject_kind == "post":
        return _circle(case), case.subject_id, None
    return _circle(case), _post(case), case.subject_id


async def _before(conn: Connection, case: LockedCase) -> Before:
    if case.subject_kind == "post":
        await conn.execute(_LOCK_POST, case.circle_id, case.subject_id)
    subject = await find_subject(
        conn,
        kind=case.subject_kind,
        subject_id=case.subject_id,
        circle_id=case.circle_id,
        post_id=case.post_id,
        owner_id=case.author_id,
    )
    if subject is None or subject.state == "dropped":
        return Before("deleted", None, [])
    photos = await _photos(conn, subject.snapshot.photos)
    curbed = await get_curbed(conn, *_place(case)) if case.subject_kind in {"post", "comment"} else None
    return Before(subject.state, subject.category, photos, subject.snapshot, curbed=curbed)


async def _photos(conn: Connection, photos: list[SeenPhoto]) -> list[PhotoBefore]:
    if not photos:
        return []
    owners, ids = [photo.owner_id for photo in photos], [photo.media_id for photo in photos]
    return [PhotoBefore(*row) for row in await conn.fetch(_PHOTOS, owners, ids)]
