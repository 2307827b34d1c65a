"""Ask: a post gets a poll."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import visible
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.polls.types import PollDraft

_ASK: Final = """
    INSERT INTO polls (circle_id, post_id, author_id, max_choices, results, is_named, may_change, closes_at,
                       is_shown)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING
    RETURNING post_id
"""
_OPTIONS: Final = """
    INSERT INTO poll_options (circle_id, post_id, number, text)
    SELECT $1, $2, u.number, u.text FROM unnest($3::smallint[], $4::text[]) AS u (number, text)
"""


class PollOptionsRefused(Refusal):
    """A poll needs two to ten options, each with words of its own. Change the options and send it again."""

    status = 400


class PollTimeRefused(Refusal):
    """A poll has to close later than now, and within a year. Choose another time, or none."""

    status = 400


def tidied_poll(draft: PollDraft, *, at: datetime | None = None) -> PollDraft:
    """*draft* as it is stored.

    Raises:
        PollOptionsRefused: an option cannot be read, or two are the same.
        PollTimeRefused: it would close in the past, or in more than a year.
    """
    options = [visible(option) for option in draft.options]
    different = {option.casefold() for option in options}
    if not all(0 < len(option) <= 80 for option in options) or len(different) < len(options):
        raise PollOptionsRefused
    moment = at or now()
    if draft.closes_at is not None and (
        draft.closes_at.tzinfo is None or not 0 < (draft.closes_at - moment).total_seconds() < 366 * 86400
    ):
        raise PollTimeRefused
    return msgspec.structs.replace(
        draft, options=options, max_choices=min(draft.max_choices, len(draft.options))
    )


def words_of_poll(draft: PollDraft | None) -> Sequence[str]:
    """What others will read of it, to be screened together with the post's own words."""
    return () if draft is None else draft.options


async def ask_poll(
    conn: Connection, *, circle_id: UUID, post_id: UUID, author_id: UUID, draft: PollDraft, is_shown: bool
) -> bool:
    """Give a post its poll; False when it has one already. Its words have been screened with the post's.

    Args:
        draft: From `tidied_poll`.
        is_shown: Whether the post is visible.
    """
    asked = await conn.fetchval(
        _ASK,
        circle_id,
        post_id,
        author_id,
        draft.max_choices,
        draft.results,
        draft.is_named,
        draft.may_change,
        draft.closes_at,
        is_shown,
    )
    if asked is None:
        return False
    numbers = list(range(1, len(draft.options) + 1))
    await conn.execute(_OPTIONS, circle_id, post_id, numbers, draft.options)
    return True
