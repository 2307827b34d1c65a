"""Allow: whether the author of a post can be tipped at all, and by whom."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.read import blocked_pair
from tonghao.circles.access import Access
from tonghao.circles.restrictions import must_be_open, why
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

AUTHOR_DAYS: Final = 30

_FACTS: Final = """
    SELECT p.author_id, p.state, c.tier, coalesce(o.is_on, false) AS is_on,
           coalesce(h.takes_tips, false) AS takes_tips, f.created_at, a.age_class, a.state AS author_state,
           (SELECT count(*) FROM jsonb_array_elements(p.photos) AS e) AS photo_count
      FROM posts p
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles f ON f.account_id = p.author_id
      JOIN accounts a ON a.id = p.author_id
      LEFT JOIN circle_tipping o ON o.circle_id = p.circle_id
      LEFT JOIN tip_choices h ON h.account_id = p.author_id
     WHERE p.circle_id = $1 AND p.id = $2
"""
# Every photo of the post has its verdict, and no case about the post or its photos waits for a person.
_UNSEEN: Final = """
    SELECT EXISTS (SELECT FROM media_uses u JOIN media m ON m.owner_id = u.owner_id AND m.id = u.media_id
                    WHERE u.owner_id = $3 AND u.place_kind = 'post' AND u.place_id = $2
                      AND (m.state <> 'visible' OR m.checked_at IS NULL))
        OR EXISTS (SELECT FROM cases k WHERE k.circle_id = $1 AND k.post_id = $2 AND k.state = 'open')
"""


class TipsOffHere(Refusal):
    """This circle takes no tips. Thank people with words, or thank a floor."""

    status = 403


class TipsPaused(Refusal):
    """Nobody can be tipped in this circle for now. The details say why and until when; words are welcome."""

    status = 403


class TipsNotTaken(Refusal):
    """This person takes no tips. Words are welcome."""

    status = 403


class TipsLater(Refusal):
    """Nothing can be tipped here yet: an account or a photo is too new, or somebody is looking at it."""

    status = 403


class OwnTip(Refusal):
    """This is your own post."""

    status = 400


class Tippable(msgspec.Struct, frozen=True):
    """Who would get the tip."""

    author_id: UUID


async def must_be_tippable(
    conn: Connection, *, access: Access, post_id: UUID, giver_id: UUID, at: datetime | None = None
) -> Tippable:
    """Let *giver_id* tip the author of a post.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        NotFound: there is no such post to see, or one of the two blocks the other.
        OwnTip: they wrote it themselves.
        TipsOffHere: the circle did not switch tips on, or it is on trial.
        TipsNotTaken: the author did not switch them on, or is under age.
        FeatureStopped: the whole place takes no tips for now.
        TipsPaused: the platform or the breaker stopped them there, or looks at its photos first.
        TipsLater: the author's account is younger than 30 days, a photo of the post is not judged yet, or a
            case about it is open.
    """
    access.must_write()
    facts = await conn.fetchrow(_FACTS, access.circle_id, post_id)
    if facts is None or facts["state"] != "visible" or await blocked_pair(conn, giver_id, facts["author_id"]):
        raise NotFound
    if facts["author_id"] == giver_id:
        raise OwnTip
    must_be_open(access.state, access.restrictions)
    if not facts["is_on"] or facts["tier"] not in {"standard", "trusted"}:
        raise TipsOffHere
    if not facts["takes_tips"] or facts["age_class"] != "adult" or facts["author_state"] != "active":
        raise TipsNotTaken
    # Asked behind the author's choice: where nobody could be tipped anyway, no pause is told.
    await must_run(conn, "tips")
    if stopped := access.find_restriction("tips_off", "pre_check", "photo_check", "hidden"):
        raise TipsPaused(**why(stopped))
    if facts["created_at"] > (at or now()) - timedelta(days=AUTHOR_DAYS):
        raise TipsLater(days=AUTHOR_DAYS)
    if await conn.fetchval(_UNSEEN, access.circle_id, post_id, facts["author_id"]):
        raise TipsLater
    return Tippable(facts["author_id"])
