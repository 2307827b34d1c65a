"""Votes are counted once each, until the poll is over."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import World
from tonghao.accounts.block import block
from tonghao.circles.access import JoinFirst
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.polls.ask import PollOptionsRefused, PollTimeRefused, ask_poll, tidied_poll
from tonghao.polls.close import TwoOptionsStay, close_poll, drop_option
from tonghao.polls.follow_post import poll_follows_post
from tonghao.polls.forget import forget_votes, voted_in
from tonghao.polls.read import get_poll, list_voters
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import (
    AlreadyVoted,
    ChoicesRefused,
    OptionGone,
    PollClosed,
    VoteUnwelcome,
    vote,
)


class Asked:
    """A poll in a circle, and its verbs in one word each."""

    def __init__(self, conn: Connection, made: Any) -> None:
        self.conn, self.made, self.post_id = conn, made, new_id()
        self.place = {"circle_id": made.circle_id, "post_id": self.post_id}

    async def ask(self, *options: str, **more: Any) -> "Asked":
        draft = tidied_poll(PollDraft(list(options or ("甲", "乙", "丙")), **more))
        await ask_poll(self.conn, **self.place, author_id=self.made.owner_id, draft=draft, is_shown=True)
        return self

    async def vote(self, who: Any, *choices: int) -> Any:
        return await vote(self.conn, **self.place, account_id=who, choices=choices)

    async def seen_by(self, who: Any) -> Any:
        return await get_poll(self.conn, **self.place, viewer_id=who)


async def _asked(here: World, conn: Connection, *options: str, members: int = 3, **more: Any) -> Asked:
    return await Asked(conn, await here.circle(members=members)).ask(*options, **more)


def _counts(poll: Any) -> list[int | None]:
    return [option.vote_count for option in poll.options]


async def test_a_vote_is_counted_and_may_be_changed(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    a, b, c = poll.made.members
    await poll.vote(a, 1)
    await poll.vote(b, 2)
    assert _counts(await poll.vote(c, 2)) == [1, 2, 0]
    changed = await poll.vote(c, 3)
    assert (_counts(changed), changed.voter_count, changed.my_choices) == ([1, 1, 1], 3, [3])


async def test_the_same_vote_again_changes_nothing_and_tells_nobody(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    (a, *_) = poll.made.members
    await poll.vote(a, 1)
    assert _counts(await poll.vote(a, 1)) == [1, 0, 0]
    assert len(await here.events("poll.counted", f"post:{poll.made.circle_id}/{poll.post_id}")) == 1


async def test_where_a_vote_stays_another_one_is_refused(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn, may_change=False)
    (a, *_) = poll.made.members
    await poll.vote(a, 1)
    with pytest.raises(AlreadyVoted):
        await poll.vote(a, 2)


async def test_several_choices_count_one_voter(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn, max_choices=2)
    (a, *_) = poll.made.members
    seen = await poll.vote(a, 1, 3)
    assert (_counts(seen), seen.voter_count) == ([1, 0, 1], 1)
    for wrong in ((), (1, 1), (1, 2, 3)):
        with pytest.raises(ChoicesRefused):
            await poll.vote(a, *wrong)


async def test_after_it_closed_nobody_votes(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    owner, (a, *_) = poll.made.owner_id, poll.made.members
    with pytest.raises(NotAllowed):
        await close_poll(conn, **poll.place, account_id=a)
    closed = await close_poll(conn, **poll.place, account_id=owner)
    assert closed.closed_at is not None
    with pytest.raises(PollClosed):
        await poll.vote(a, 1)
    timed = await _asked(here, conn, closes_at=now() + timedelta(hours=1))
    await conn.execute(
        "UPDATE polls SET closes_at = now() - interval '1 second' WHERE post_id = $1", timed.post_id
    )
    with pytest.raises(PollClosed):
        await timed.vote(timed.made.members[0], 1)


async def test_an_option_that_was_taken_out_takes_its_votes_along(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    owner, (a, b, _) = poll.made.owner_id, poll.made.members
    await poll.vote(a, 2)
    await poll.vote(b, 1)
    left = await drop_option(conn, **poll.place, account_id=owner, number=2)
    assert ([o.number for o in left.options], left.voter_count) == ([1, 3], 1)
    for gone in (2, 9):
        with pytest.raises(OptionGone):
            await poll.vote(a, gone)
    with pytest.raises(TwoOptionsStay):
        await drop_option(conn, **poll.place, account_id=owner, number=1)
    assert _counts(await poll.vote(a, 1)) == [2, 0]


async def test_hidden_results_are_seen_by_those_who_voted_and_by_all_afterwards(
    here: World, conn: Connection
) -> None:
    poll = await _asked(here, conn, results="voted")
    owner, (a, b, _) = poll.made.owner_id, poll.made.members
    assert _counts(await poll.vote(a, 1)) == [1, 0, 0]
    assert _counts(await poll.seen_by(b)) == [None, None, None]
    assert _counts(await poll.seen_by(None)) == [None, None, None]
    [event] = await here.events("poll.counted", f"post:{poll.made.circle_id}/{poll.post_id}")
    assert event["poll"]["options"][0]["vote_count"] is None
    await close_poll(conn, **poll.place, account_id=owner)
    assert _counts(await poll.seen_by(b)) == [1, 0, 0]


async def test_who_voted_is_told_of_named_polls_only(here: World, conn: Connection) -> None:
    named, secret = await _asked(here, conn, is_named=True), await _asked(here, conn)
    for poll in (named, secret):
        await poll.vote(poll.made.members[0], 1)
    page = await list_voters(conn, **named.place, viewer_id=named.made.members[1])
    assert [(voter.account_id, voter.choices) for voter in page.entries] == [(named.made.members[0], [1])]
    with pytest.raises(NotFound):
        await list_voters(conn, **secret.place, viewer_id=secret.made.owner_id)


async def test_strangers_and_those_whom_the_author_blocks_do_not_vote(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    with pytest.raises(JoinFirst):
        await poll.vote(await here.account(), 1)
    await block(conn, account_id=poll.made.owner_id, blocked_id=poll.made.members[0])
    with pytest.raises(VoteUnwelcome):
        await poll.vote(poll.made.members[0], 1)


async def test_a_poll_goes_with_its_post(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn)
    (a, *_) = poll.made.members
    await poll.vote(a, 1)
    await poll_follows_post(conn, **poll.place, state="removed")
    with pytest.raises(NotFound):
        await poll.vote(a, 2)
    await poll_follows_post(conn, **poll.place, state="visible")
    await poll.vote(a, 2)
    await poll_follows_post(conn, **poll.place, state="deleted")
    assert await voted_in(conn, a) == []
    with pytest.raises(NotFound):
        await poll.seen_by(a)


async def test_the_votes_of_a_deleted_person_are_taken_back(here: World, conn: Connection) -> None:
    poll = await _asked(here, conn, max_choices=2)
    a, b, _ = poll.made.members
    await poll.vote(a, 1, 2)
    await poll.vote(b, 2)
    await forget_votes(conn, **poll.place, account_id=a)
    seen = await poll.seen_by(b)
    assert (_counts(seen), seen.voter_count) == ([0, 1, 0], 1)


@pytest.mark.parametrize(
    "options", [["甲", "甲"], ["甲", " 甲 "], ["甲", "\u200b"], ["A", "a"], ["甲", "丙" * 81]]
)
def test_options_are_words_that_differ(options: list[str]) -> None:
    with pytest.raises(PollOptionsRefused):
        tidied_poll(PollDraft(options))


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_poll_closes_later_and_within_a_year(days: int) -> None:
    with pytest.raises(PollTimeRefused):
        tidied_poll(PollDraft(["甲", "乙"], closes_at=now() + timedelta(days=days)))
