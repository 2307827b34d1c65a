"""Many hands at one poll, and at the last seat."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.world import World
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.meetups.read import get_meetup
from tonghao.meetups.sign_off import sign_off
from tonghao.meetups.sign_up import sign_up
from tonghao.meetups.types import ChoiceDraft, MeetupDraft
from tonghao.polls.close import close_poll
from tonghao.polls.read import get_poll
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import PollClosed, vote

_VOTES = "SELECT number, count(*) FROM poll_votes WHERE post_id = $1 GROUP BY number ORDER BY number"
_GOING = "SELECT count(*) FROM sign_ups WHERE post_id = $1 AND state = 'going'"


async def _does(pool: Pool, verb: Any, **more: Any) -> Any:
    async with writing(pool) as conn:
        return await verb(conn, **more)


async def test_forty_votes_at_once_and_a_change_of_mind_are_counted_exactly(world: World, pool: Pool) -> None:
    made = await world.circle(members=20)
    post = await world.post(made.circle_id, made.owner_id, "选哪个", poll=PollDraft(["甲", "乙", "丙"]))
    place = {"circle_id": post.circle_id, "post_id": post.post_id}
    votes = [
        _does(pool, vote, **place, account_id=who, choices=[1 + (number + turn) % 3])
        for turn in (0, 1)
        for number, who in enumerate(made.members)
    ]
    await asyncio.gather(*votes)
    async with reading(pool) as conn:
        poll = await get_poll(conn, **place, viewer_id=None)
        rows = await conn.fetch(_VOTES, post.post_id)
    assert poll.voter_count == 20
    assert [option.vote_count for option in poll.options] == [row[1] for row in rows]


async def test_no_vote_is_counted_after_the_poll_closed(world: World, pool: Pool) -> None:
    made = await world.circle(members=12)
    post = await world.post(made.circle_id, made.owner_id, "选哪个", poll=PollDraft(["甲", "乙"]))
    place = {"circle_id": post.circle_id, "post_id": post.post_id}
    votes = [_does(pool, vote, **place, account_id=who, choices=[1]) for who in made.members]
    votes.insert(6, _does(pool, close_poll, **place, account_id=made.owner_id))
    answers = await asyncio.gather(*votes, return_exceptions=True)
    refused = [one for one in answers if isinstance(one, BaseException)]
    assert all(isinstance(one, PollClosed) for one in refused)
    async with reading(pool) as conn:
        poll = await get_poll(conn, **place, viewer_id=None)
    assert poll.voter_count == 12 - len(refused)


async def test_the_last_seats_go_to_as_many_as_there_are(world: World, pool: Pool) -> None:
    made = await world.circle(members=16)
    paces = [ChoiceDraft("龟", 2), ChoiceDraft("兔")]
    meetup = MeetupDraft("跑", now() + timedelta(days=1), seats=5, question="哪组", choices=paces)
    post = await world.post(made.circle_id, made.owner_id, "来", meetup=meetup)
    place = {"circle_id": post.circle_id, "post_id": post.post_id}

    async def comes(who: Any, choice: int) -> Any:
        return await _does(pool, sign_up, **place, account_id=who, choice=choice)

    await asyncio.gather(*(comes(who, 1 + number % 2) for number, who in enumerate(made.members)))
    async with reading(pool) as conn:
        seen = await get_meetup(conn, **place, viewer_id=None)
        assert (seen.going_count, seen.waiting_count) == (5, 11)
        assert seen.choices[0].going_count <= 2
    # Everybody who is going leaves at once: each seat goes to one who waited, none is lost or doubled.
    async with reading(pool) as conn:
        going = await conn.fetch(
            "SELECT account_id FROM sign_ups WHERE post_id = $1 AND state = 'going'", post.post_id
        )
    await asyncio.gather(*(_does(pool, sign_off, **place, account_id=row[0]) for row in going))
    async with reading(pool) as conn:
        seen = await get_meetup(conn, **place, viewer_id=None)
        assert seen.going_count == await conn.fetchval(_GOING, post.post_id) == 5
        assert seen.waiting_count == 6
