"""HTTP for what is not posted yet: drafts, and posts that wait for their time."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from msgspec import Meta

from tonghao import idempotency
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.posts.clean import TextTooLong, TextUnreadable
from tonghao.posts.drafts import find_draft, list_drafts, list_scheduled
from tonghao.posts.edit import EditConflict
from tonghao.posts.photos import TooManyPhotos
from tonghao.posts.routes.shared import ASKED, WRITTEN, DraftVersion, Text, drop_sent
from tonghao.posts.save_draft import (
    DraftConflict,
    DraftPlace,
    NewDraft,
    TooManyDrafts,
    drop_draft,
    save_draft,
)
from tonghao.posts.schedule import (
    Later,
    TimeOutOfReach,
    TooManyScheduled,
    cancel_scheduled,
    reschedule_post,
    schedule_post,
)
from tonghao.posts.tag import TagsRefused
from tonghao.posts.types import Draft, DraftKind, PhotoDraft, PostKind, PostPlace, ScheduledPost
from tonghao.screening.text import TextScreener

_ONE = "/me/scheduled-posts/{scheduled_id:uuid}"
_SCHEDULED = (*WRITTEN, TooManyPhotos, TagsRefused, TimeOutOfReach, TextRefused, CheckerAway)
_Photos = Annotated[list[PhotoDraft], Meta(max_length=50)]
_Tags = Annotated[list[Annotated[str, Meta(max_length=1000)]], Meta(max_length=100)]


class _Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post for later; with `draft_version` the draft is dropped from which it was made."""

    circle_id: UUID
    publish_at: Annotated[datetime, Meta(tz=True)]
    text: Text = ""
    photos: _Photos = []
    tags: _Tags = []
    kind: PostKind = "plain"
    quote: PostPlace | None = None
    draft_version: DraftVersion = None

    @property
    def later(self) -> Later:
        return Later(
            self.circle_id, self.text, self.publish_at, self.photos, self.tags, self.kind, self.quote
        )


class _LaterEdit(_Later, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`version` is the one that the author saw."""

    version: int


@get("/me/drafts", operation_id="listDrafts", responses=refusals(SignInNeeded))
async def drafts(caller: Caller, pool: Pool) -> list[Draft]:
    """My drafts, the newest first; nobody else reads them."""
    async with reading(pool) as conn:
        return await list_drafts(conn, account_id=caller.account_id)


@get(
    "/me/drafts/{kind:str}/{circle_id:uuid}/{post_id:uuid}",
    operation_id="getDraft",
    responses=refusals(InvalidRequest, NotFound, SignInNeeded),
)
async def one_draft(
    kind: DraftKind, circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool
) -> Draft | None:
    """My draft at one place, or null; `post_id` is all zeros for a new post."""
    async with reading(pool) as conn:
        return await find_draft(conn, account_id=caller.account_id, place=(kind, circle_id, post_id))


@put(
    "/me/drafts",
    operation_id="saveDraft",
    responses=refusals(
        *ASKED, TooMany, DraftConflict, TooManyDrafts, TextUnreadable, TextTooLong, TagsRefused, TooManyPhotos
    ),
)
async def keep_draft(data: NewDraft, caller: Caller, pool: Pool, limiter: Limiter) -> Draft | None:
    """Keep what I am writing; null when there is nothing in it, which drops the draft."""
    await limiter.count("600 per 10 minutes", "save_draft", str(caller.account_id))
    async with writing(pool) as conn:
        return await save_draft(conn, account_id=caller.account_id, draft=data)


@delete(
    "/me/drafts/{kind:str}/{circle_id:uuid}/{post_id:uuid}",
    operation_id="dropDraft",
    responses=refusals(InvalidRequest, NotFound, SignInNeeded),
)
async def forget_draft(kind: DraftKind, circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> None:
    """Throw my draft at one place away; where there is none nothing happens."""
    async with writing(pool) as conn:
        place = DraftPlace(kind, circle_id, post_id)
        await drop_draft(conn, account_id=caller.account_id, place=place)


@get("/me/scheduled-posts", operation_id="listScheduledPosts", responses=refusals(SignInNeeded))
async def scheduled(caller: Caller, pool: Pool) -> list[ScheduledPost]:
    """My posts that wait for their time, the next one first; nobody else sees them."""
    async with reading(pool) as conn:
        return await list_scheduled(conn, account_id=caller.account_id)


@post("/me/scheduled-posts", operation_id="schedulePost", responses=refusals(*_SCHEDULED, TooManyScheduled))
async def schedule(
    data: _Later,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> ScheduledPost:
    """Write a post that is published later; it is checked now, and again when its time has come."""
    await limiter.count("60 per 10 minutes", "schedule_post", str(caller.account_id))

    async with writing(pool) as conn:

        async def made() -> ScheduledPost:
            kept = await schedule_post(
                conn, screener=screener, account_id=caller.account_id, later=data.later
            )
            await drop_sent(conn, caller, DraftPlace("post", data.circle_id), data.draft_version)
            return kept

        return await idempotency.answer(conn, caller.account_id, key, ScheduledPost, made)


@put(_ONE, operation_id="reschedulePost", responses=refusals(*_SCHEDULED, EditConflict))
async def reschedule(
    scheduled_id: UUID, data: _LaterEdit, caller: Caller, pool: Pool, limiter: Limiter, screener: TextScreener
) -> ScheduledPost:
    """Change a post of mine that waits, its words or its time; one that failed waits again."""
    await limiter.count("60 per 10 minutes", "schedule_post", str(caller.account_id))
    async with writing(pool) as conn:
        return await reschedule_post(
            conn,
            screener=screener,
            account_id=caller.account_id,
            scheduled_id=scheduled_id,
            later=data.later,
            version=data.version,
        )


@delete(_ONE, operation_id="cancelScheduledPost", responses=refusals(*ASKED))
async def cancel(scheduled_id: UUID, caller: Caller, pool: Pool) -> None:
    """Let a post of mine that waits not be published."""
    async with writing(pool) as conn:
        await cancel_scheduled(conn, account_id=caller.account_id, scheduled_id=scheduled_id)
