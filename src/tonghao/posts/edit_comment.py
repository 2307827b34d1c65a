"""Edit a comment: its author changes it, and what it said before is kept."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.events import CommentEdited
from tonghao.markup import html_of
from tonghao.posts.clean import MOST_IN_COMMENT, cleaned
from tonghao.posts.edit import editable
from tonghao.posts.floors import get_comment
from tonghao.posts.hide import count_comment
from tonghao.posts.mention import find_mentions, take_mentions, told_of
from tonghao.posts.screen import screened_in
from tonghao.posts.tell import tell_comment_changed, tell_comment_waiting
from tonghao.posts.types import Comment
from tonghao.posts.weigh import as_spread, place_of_words, say, weighed
from tonghao.screening.behaviour import said_of
from tonghao.screening.text import TextScreener

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT author_id, text, curb, state, CASE WHEN state = 'held' THEN 'text' END AS held_for, version, floor,
           reply_number
      FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_KEEP_VERSION: Final = """
    INSERT INTO comment_versions (circle_id, post_id, comment_id, version, text, html, state, edited_by)
    SELECT circle_id, post_id, id, version, text, html, state, $4
      FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_EDIT: Final = """
    UPDATE comments
       SET text = $4, html = $5, state = $6, category = $7,
           label = CASE WHEN curb = 'limit' THEN curb_for ELSE $8 END,
           version = version + 1, edited_at = now()
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""


async def edit_comment(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    author_id: UUID,
    text: str,
    version: int,
) -> Comment:
    """Replace a comment's text; it is checked like a new one, and keeps its number.

    Args:
        version: The one that the author saw.

    Raises:
        FeatureStopped: the whole place writes nothing for now.
        NotFound: no such comment for the author.
        NotAllowed: somebody else wrote it.
        EditConflict: another edit came first; the details have its version.
        InReview: a person is to decide about it, or has removed it.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        TextUnreadable, TextTooLong, TextEmpty, TooManyMentions, LinksUnwelcome: what it says.

    Emits: comment.edited, or what follows from a change of state. Locks: the text, the post, then its floor.
    """
    await must_run(conn, "comments")
    access = await access_of(conn, circle_id, author_id)
    words = cleaned(text, most=MOST_IN_COMMENT)
    ids = (circle_id, post_id, comment_id)
    said = said_of(words)
    spread = await say(conn, said, author_id=author_id, place_id=place_of_words(access, post_id))
    await conn.execute(_LOCK_POST, circle_id, post_id)
    facts = editable(await conn.fetchrow(_FACTS, *ids), author_id, version)
    access.must_write()
    mentions = await take_mentions(conn, text=words, author_id=author_id, circle_id=circle_id)
    checked = screened_in(access, screener, words, kind="comment")
    if words != facts["text"]:
        checked = as_spread(checked, words, said, spread)
        checked = await weighed(conn, access=access, checked=checked, text=words)
    await conn.execute(_KEEP_VERSION, *ids, author_id)
    html = checked.html(access.must_link(html_of(words, mentions)), curb=facts["curb"])
    await conn.execute(_EDIT, *ids, words, html, checked.state, checked.category, checked.label)
    by = int(checked.state == "visible") - int(facts["state"] == "visible")
    if by:
        reply = facts["reply_number"] > 0
        await count_comment(conn, circle_id, post_id, floor=facts["floor"], is_reply=reply, by=by)
    mine = await get_comment(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, viewer_id=author_id
    )
    if checked.state != "visible":
        await tell_comment_waiting(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            comment_id=comment_id,
            author_id=author_id,
            words=checked,
        )
    elif facts["state"] == "visible":
        old = await find_mentions(conn, text=facts["text"], author_id=author_id, circle_id=circle_id)
        told = [who for who in told_of(mentions, author_id) if who not in old.values()]
        await _tell_edited(conn, circle_id, post_id, comment_id, told)
    await tell_comment_changed(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        comment_id=comment_id,
        before=facts["state"],
        after=checked.state,
    )
    return mine


async def _tell_edited(
    conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID, mentioned: list[UUID]
) -> None:
    seen = await get_comment(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, viewer_id=None
    )
    author_id, view = seen.author.account_id, msgspec.to_builtins(seen)
    edited = CommentEdited(circle_id, post_id, comment_id, author_id, mentioned, view)
    await outbox.emit(conn, edited, audience=f"post:{circle_id}/{post_id}")
