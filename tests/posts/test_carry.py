"""What a post carries: made with it, checked with it, shown and gone with it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.posts.made import HELD
from tests.world import Browser, World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound
from tonghao.meetups.sign_up import sign_up
from tonghao.meetups.types import MeetupDraft
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import vote
from tonghao.posts.carry import OneThingOnly
from tonghao.posts.delete import delete_post
from tonghao.posts.read import get_post, list_circle_posts
from tonghao.posts.release import release_post

_POLL = PollDraft(["普通灯泡", "声控"])


def _meetup(**more: Any) -> MeetupDraft:
    return MeetupDraft("周日七点，桥头见", now() + timedelta(days=1), "桥头", **more)


async def test_a_list_shows_polls_and_meetups_of_its_posts(here: World, conn: Connection) -> None:
    made = await here.circle(members=1)
    (reader,) = made.members
    asked = await here.post(made.circle_id, made.owner_id, "灯又坏了", poll=_POLL)
    invited = await here.post(made.circle_id, made.owner_id, "来跑", meetup=_meetup(seats=3))
    await here.post(made.circle_id, made.owner_id, "只是一句话")
    await vote(conn, circle_id=made.circle_id, post_id=asked.post_id, account_id=reader, choices=[2])
    await sign_up(conn, circle_id=made.circle_id, post_id=invited.post_id, account_id=reader)
    page = await list_circle_posts(conn, circle_id=made.circle_id, viewer_id=reader)
    plain, second, first = page.entries
    assert (plain.kind, plain.poll, plain.meetup) == ("plain", None, None)
    assert second.meetup is not None
    assert second.meetup.my_state == "going"
    assert first.poll is not None
    assert first.poll.my_choices == [2]
    told = await here.events("post.published")
    [_, event, _] = [one for one in told if one["circle_id"] == str(made.circle_id)]
    assert event["post"]["meetup"]["seats"] == 3


async def test_the_words_of_a_poll_hold_its_post_and_a_person_lets_it_through(
    here: World, conn: Connection
) -> None:
    made = await here.circle(members=1)
    place: dict[str, Any] = {"circle_id": made.circle_id}
    post = await here.post(made.circle_id, made.owner_id, "选一个", poll=PollDraft(["好的", HELD[:80]]))
    assert post.state == "held"
    ballot = {**place, "post_id": post.post_id, "account_id": made.members[0], "choices": [1]}
    with pytest.raises(NotFound):
        await vote(conn, **ballot)
    await release_post(conn, made.circle_id, post.post_id)
    assert (await vote(conn, **ballot)).voter_count == 1


async def test_a_deleted_post_shows_nothing_of_what_it_carried(here: World, conn: Connection) -> None:
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "来跑", meetup=_meetup())
    place = {"circle_id": made.circle_id, "post_id": post.post_id}
    await delete_post(conn, **place, account_id=made.owner_id)
    gone = await get_post(conn, **place, viewer_id=made.owner_id, is_moderator=True)
    assert gone.meetup is None


async def test_a_post_carries_one_thing_and_what_it_is_called(here: World) -> None:
    made = await here.circle()
    with pytest.raises(OneThingOnly):
        await here.post(made.circle_id, made.owner_id, "都要", poll=_POLL, meetup=_meetup())
    with pytest.raises(InvalidRequest):
        await here.post(made.circle_id, made.owner_id, "投票", kind="poll")


async def test_one_asks_votes_and_is_refused_over_http(browser: Browser, world: World) -> None:
    made = await world.circle(members=1)
    await browser.as_(made.owner_id)
    posts = f"/api/v1/circles/{made.circle_id}/posts"
    answer = await browser.post(posts, json={"text": "换哪种", "poll": {"options": ["甲", "乙"]}})
    assert answer.status_code == 201, answer.text
    post = answer.json()
    assert post["kind"] == "poll"
    await browser.as_(made.members[0])
    votes = f"{posts}/{post['post_id']}/poll/votes"
    assert (await browser.post(votes, json={"choices": [1]})).json()["my_choices"] == [1]
    refused = await browser.post(votes, json={"choices": [7]})
    assert (refused.status_code, refused.json()["code"]) == (409, "option_gone")
    wrong = await browser.post(posts, json={"text": "换哪种", "poll": {"options": ["甲", "甲"]}})
    assert wrong.json()["code"] == "poll_options_refused"


async def test_a_seat_that_comes_free_and_a_cancellation_are_told(browser: Browser, world: World) -> None:
    made = await world.circle(members=2)
    first, second = made.members
    post = await world.post(made.circle_id, made.owner_id, "来跑", meetup=_meetup(seats=1))
    meetup = f"/api/v1/circles/{made.circle_id}/posts/{post.post_id}/meetup"
    for who in (first, second):
        await browser.as_(who)
        assert (await browser.post(f"{meetup}/sign-ups", json={})).status_code == 201
    await browser.as_(first)
    await browser.delete(f"{meetup}/sign-ups/me")
    await browser.as_(made.owner_id)
    assert (await browser.post(f"{meetup}/cancel", json={"reason": "大雨"})).status_code == 200
    await world.settle()
    await browser.as_(second)
    told = (await browser.get("/api/v1/notifications")).json()["entries"]
    assert [(one["kind"], one["details"]["act"]) for one in told] == [
        ("meetup", "cancelled"),
        ("meetup", "seat"),
    ]
    assert told[0]["details"]["reason"] == "大雨"
