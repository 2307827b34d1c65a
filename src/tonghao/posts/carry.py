"""Carry: a post brings a poll or a meetup along; both follow its state, and their words are its words."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import InvalidRequest, Refusal
from tonghao.meetups.follow_post import meetup_follows_post
from tonghao.meetups.invite import invite_to_meetup, tidied_meetup, words_of_meetup
from tonghao.meetups.read import list_meetups, words_of_invited_meetup
from tonghao.meetups.types import MeetupDraft
from tonghao.polls.ask import ask_poll, tidied_poll, words_of_poll
from tonghao.polls.follow_post import poll_follows_post
from tonghao.polls.read import list_polls, words_of_asked_poll
from tonghao.polls.types import PollDraft
from tonghao.posts.types import Post, PostKind


class OneThingOnly(Refusal):
    """A post carries a poll or a meetup, not both. Write two posts, and name one in the other."""

    status = 400


class Cargo(msgspec.Struct, frozen=True):
    """What a new post carries: at most one of the two, as it is stored; `kind` says which."""

    kind: PostKind = "plain"
    poll: PollDraft | None = None
    meetup: MeetupDraft | None = None

    @property
    def words(self) -> Sequence[str]:
        return [*words_of_poll(self.poll), *words_of_meetup(self.meetup)]


def checked_cargo(
    kind: PostKind, poll: PollDraft | None, meetup: MeetupDraft | None, *, at: datetime | None = None
) -> Cargo:
    """What a new post is to carry, tidied.

    Args:
        kind: What the author calls the post; what it carries decides.

    Raises:
        OneThingOnly: both.
        InvalidRequest: it is called what it does not carry.
        PollOptionsRefused, PollTimeRefused: see `tidied_poll`.
        MeetupTimesRefused, MeetupWordsRefused: see `tidied_meetup`.
    """
    if poll is not None and meetup is not None:
        raise OneThingOnly
    carried: PostKind | None = "poll" if poll else "meetup" if meetup else None
    if carried is None and kind in {"poll", "meetup"}:
        raise InvalidRequest(reason=f"a post of this kind carries a {kind}")
    return Cargo(
        carried or kind,
        None if poll is None else tidied_poll(poll, at=at),
        None if meetup is None else tidied_meetup(meetup, at=at),
    )


async def carry(
    conn: Connection, place: tuple[UUID, UUID], author_id: UUID, cargo: Cargo, *, is_shown: bool
) -> None:
    """Give a new post, at *place* (circle, post), what it carries; its words are screened with the post's."""
    of_post = {"circle_id": place[0], "post_id": place[1], "author_id": author_id}
    if cargo.poll is not None:
        await ask_poll(conn, **of_post, draft=cargo.poll, is_shown=is_shown)
    if cargo.meetup is not None:
        await invite_to_meetup(conn, **of_post, draft=cargo.meetup, is_shown=is_shown)


async def words_carried(conn: Connection, circle_id: UUID, post_id: UUID) -> list[str]:
    """What others read of what a post carries, to be screened with its own words."""
    return [
        *await words_of_asked_poll(conn, circle_id=circle_id, post_id=post_id),
        *await words_of_invited_meetup(conn, circle_id=circle_id, post_id=post_id),
    ]


async def follow_post(conn: Connection, *, circle_id: UUID, post_id: UUID, state: str) -> None:
    """Bring what a post carries in line with its *state*.

    Emits: meetup.altered. Locks: poll and meetup.
    """
    await poll_follows_post(conn, circle_id=circle_id, post_id=post_id, state=state)
    await meetup_follows_post(conn, circle_id=circle_id, post_id=post_id, state=state)


async def with_carried(conn: Connection, posts: list[Post], viewer_id: UUID | None) -> list[Post]:
    """*posts*, each with what it carries as *viewer_id* sees it."""
    shown = [post for post in posts if post.state != "deleted"]
    polls = await list_polls(conn, _places(shown, "poll"), viewer_id)
    meetups = await list_meetups(conn, _places(shown, "meetup"), viewer_id)
    for post in posts:
        post.poll = polls.get((post.circle_id, post.post_id))
        post.meetup = meetups.get((post.circle_id, post.post_id))
    return posts


def _places(posts: list[Post], kind: PostKind) -> list[tuple[UUID, UUID]]:
    return [(post.circle_id, post.post_id) for post in posts if post.kind == kind]
