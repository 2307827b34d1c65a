"""Who may fetch a photo: one query beside its owner, and two beside the circle that shows it."""

from typing import Final
from uuid import UUID

from tonghao.caller import Viewer
from tonghao.circles.read import access_of, page_access_of
from tonghao.db import Connection, Row
from tonghao.errors import NotFound

_PHOTO: Final = """
    SELECT m.state, m.purpose, m.verdict->>'act' AS act,
           coalesce((m.verdict->>'severity')::integer, 0) AS severity, u.place_kind, u.place_id, u.circle_id,
           m.owner_id, m.id AS media_id,
           EXISTS (SELECT FROM blocks b WHERE b.account_id = m.owner_id AND b.blocked_id = $3)
        OR EXISTS (SELECT FROM blocked_by b WHERE b.account_id = m.owner_id AND b.blocker_id = $3) AS blocked
      FROM media m
      LEFT JOIN media_uses u ON u.owner_id = m.owner_id AND u.media_id = m.id AND u.ended_at IS NULL
     WHERE m.owner_id = $1 AND m.id = $2
"""
_SHOWN: Final = "SELECT FROM posts WHERE circle_id = $1 AND id = $2 AND state = 'visible'"

# What staff took out of a tool keeps its photos for the way back, and shows them to nobody.
_REMARK: Final = """
    SELECT FROM remarks
     WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL AND NOT is_removed_thing($1, subject_id)
"""
_MARK: Final = """
    SELECT FROM challenge_marks m JOIN challenges h ON h.circle_id = m.circle_id AND h.id = m.challenge_id
     WHERE m.circle_id = $1 AND m.id = $2 AND m.removed_at IS NULL AND h.removed_at IS NULL
"""
# A receipt belongs to the circle's book, as a cover to its page; a line whose words went shows none.
_RECEIPT: Final = """
    SELECT FROM fund_entries
     WHERE circle_id = $1 AND media_owner = $2 AND media_id = $3 AND removed_at IS NULL
"""
_LOST_PET: Final = "SELECT FROM lost_pets WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL"
# Whoever answers for a circle looks at what waits there for them, as moderators do; not at the graver kinds.
_GRAVE: Final = 3
_WAITS: Final = """
    SELECT FROM cases k JOIN memberships m ON m.circle_id = k.circle_id
     WHERE k.subject_kind = 'post' AND k.subject_id = $2 AND k.circle_id = $1 AND k.state = 'open'
       AND k.severity < $4 AND m.account_id = $3 AND m.role <> 'member'
"""
_QUESTION: Final = "SELECT FROM clinic_questions WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL"
_GADGET: Final = "SELECT FROM gadgets WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL"
_SHOWS: Final = {
    "post": _SHOWN,
    "remark": _REMARK,
    "child": _REMARK,
    "lost_pet": _LOST_PET,
    "clinic": _QUESTION,
    "gadget": _GADGET,
    "mark": _MARK,
}


async def must_be_fetchable(conn: Connection, *, owner_id: UUID, media_id: UUID, viewer: Viewer) -> None:
    """Let *viewer* pass to the photo's files, or say that there is nothing.

    Owner and moderators fetch what is visible or held; for moderators also what was refused. Whoever
    answers for a circle fetches what waits there for their decision, up to severity 2. Everybody else
    fetches what is visible in a place that they may see: an avatar or the cover of an open circle is for
    all, a post's photo for those who may read the post. A child's photo is for members of its circle,
    open or not, and for nobody else; moderators see it while it is a matter for them.

    Raises:
        NotFound: there is no such photo for *viewer*; it does not say which of the two.
    """
    viewer_id = None if viewer is None else viewer.account_id
    rows = await conn.fetch(_PHOTO, owner_id, media_id, viewer_id)
    if not rows:
        raise NotFound
    state = rows[0]["state"]
    is_child = rows[0]["purpose"] == "child"
    looked_at = {"held", "refused"} if is_child else {"visible", "held", "refused"}
    if viewer is not None and viewer.is_moderator and state in looked_at:
        return
    if viewer_id == owner_id:
        # What was put in quarantine has no preview, not even for whoever sent it.
        if state == "visible" or (state == "held" and rows[0]["act"] != "quarantine"):
            return
        raise NotFound
    if state == "visible":
        for use in rows:
            # Whatever page would show it: a child's photo has one kind of place.
            if is_child and use["place_kind"] != "child":
                continue
            if await _may_see(conn, use, viewer_id):
                return
    if viewer_id is not None and state in {"visible", "held"} and rows[0]["severity"] < _GRAVE:
        for use in rows:
            place = (use["circle_id"], use["place_id"])
            if use["place_kind"] == "post" and await _decides(conn, *place, viewer_id):
                return
    raise NotFound


async def _decides(conn: Connection, circle_id: UUID, post_id: UUID, viewer_id: UUID) -> bool:
    """Whether the post waits for those who answer for its circle, and *viewer_id* is one of them."""
    return await conn.fetchrow(_WAITS, circle_id, post_id, viewer_id, _GRAVE) is not None


async def _may_see(conn: Connection, use: Row, viewer_id: UUID | None) -> bool:
    """Whether *viewer_id* may see the place that the ledger's row names."""
    if use["place_kind"] == "avatar":
        return not use["blocked"]
    # A draft is its author's alone, who was asked before; a licence is for the platform besides.
    if use["place_kind"] in {None, "draft", "licence"}:
        return False
    # The cover stands on the circle's page, which those see too who could ask to come in.
    asked = page_access_of if use["place_kind"] == "cover" else access_of
    try:
        access = await asked(conn, use["circle_id"], viewer_id)
    except NotFound:
        return False
    if use["place_kind"] == "child" and access.role is None:
        return False
    # A cover belongs to the circle; whom its host blocks is no matter.
    if use["place_kind"] == "cover":
        return True
    if use["place_kind"] == "receipt":
        line = (use["circle_id"], use["owner_id"], use["media_id"])
        return await conn.fetchrow(_RECEIPT, *line) is not None
    if use["blocked"]:
        return False
    return await conn.fetchrow(_SHOWS[use["place_kind"]], use["circle_id"], use["place_id"]) is not None
