"""The written story holds together: everybody exists, floors stand right, pictures are there."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from tonghao.demo.story import (
    LANE_ZONE,
    PICTURES,
    PostStory,
    Story,
    floor_moment,
    load_story,
    moment_of,
    span_of,
    who_likes,
)

# The worst moment to start the demo: a minute of the day has passed, and yesterday was a Sunday.
MONDAY_MORNING = datetime(2026, 11, 23, 0, 1, tzinfo=LANE_ZONE)


@pytest.fixture(scope="module")
def story() -> Story:
    return load_story()


def post_named(story: Story, key: str) -> PostStory:
    return next(post for post in story.posts if post.key == key)


def test_everybody_who_speaks_lives_in_the_lane(story: Story) -> None:
    handles = {person.handle for person in story.people}
    speakers = {post.by for post in story.posts}
    speakers |= {floor.by for post in story.posts for floor in post.floors}
    speakers |= {reply.by for post in story.posts for floor in post.floors for reply in floor.replies}
    assert speakers <= handles
    assert handles - speakers == set(), "nobody is silent"
    assert len(handles) == len(story.people)


def test_everybody_who_speaks_in_a_circle_belongs_to_it(story: Story) -> None:
    members = {circle.slug: set(circle.everybody) for circle in story.circles}
    strangers = []
    for post in story.posts:
        for floor in post.floors:
            said = [floor.by, *(reply.by for reply in floor.replies)]
            strangers += [(post.key, handle) for handle in said if handle not in members[post.circle]]
        if post.by not in members[post.circle]:
            strangers.append((post.key, post.by))
    assert strangers == []


def test_circles_name_people_partners_and_duty_that_exist(story: Story) -> None:
    handles = {person.handle for person in story.people}
    partners = {partner.key: partner for partner in story.partners}
    assert len(story.circles) == len(partners) == 9
    for circle in story.circles:
        assert set(circle.everybody) <= handles
        assert len(set(circle.everybody)) == len(circle.everybody), circle.slug
        assert circle.owner == partners[circle.partner].staff[0]
        assert len(circle.hosts) <= 3
        assert len(circle.helpers) <= 10
        assert {shift.who for shift in circle.duty} <= {circle.owner, *circle.hosts, *circle.helpers}
        assert all(shift.starts < shift.ends for shift in circle.duty)
        assert circle.since < partners[circle.partner].since
    for partner in story.partners:
        assert set(partner.staff) <= handles


def test_the_four_doors_lead_to_four_people(story: Story) -> None:
    doors = {person.door: person for person in story.people if person.door}
    assert {person.door: person.handle for person in doors.values()} == {
        "member": "xiaoman",
        "host": "coach_lin",
        "duty": "lao_zheng",
        "platform": "su_min",
    }
    assert (doors["duty"].role, doors["platform"].role) == ("moderator", "operator")


def test_the_lane_is_full_enough_to_walk_in(story: Story) -> None:
    said = sum(1 + len(floor.replies) for post in story.posts for floor in post.floors)
    assert len(story.people) >= 30
    assert len(story.posts) >= 65
    assert said >= 350
    for slug, count in Counter(post.circle for post in story.posts).items():
        assert count >= 7, slug
    assert any(person.age_class == "minor" for person in story.people)


def test_the_lost_cat_is_told_on_forty_floors(story: Story) -> None:
    doubao = post_named(story, "doubao")
    by_floor = dict(enumerate(doubao.floors, start=2))
    assert max(by_floor) == 40
    assert doubao.by == "xiaoman"
    assert len(doubao.photos) == 2
    expected = {12: "a_kai", 16: "wu_laoshi", 17: "maomao", 23: "ahao", 26: "chunjie", 37: "lao_qin"}
    assert {number: by_floor[number].by for number in expected} == expected
    assert any(reply.by == "chen_yisheng" and "悬赏" in reply.text for reply in by_floor[26].replies)
    assert "找到了" in by_floor[38].text
    assert "哭" in by_floor[39].text
    assert all(f"{number} 楼" in by_floor[40].text for number in (4, 16, 17, 23, 37))
    # The night lies between floors 36 and 37.
    quiet = floor_moment(MONDAY_MORNING, by_floor[37], MONDAY_MORNING) - floor_moment(
        MONDAY_MORNING, by_floor[36], MONDAY_MORNING
    )
    assert quiet > timedelta(hours=4)


def test_nothing_is_said_before_it_could_be_or_after_now(story: Story) -> None:
    for hour in (0, 9, 23):
        now = MONDAY_MORNING.replace(hour=hour).astimezone(UTC)
        for post in story.posts:
            at = moment_of(post.when, now)
            assert at < now, post.key
            before = at
            for floor in post.floors:
                floor_at = floor_moment(at, floor, now)
                assert before <= floor_at < now, (post.key, floor.text)
                before = floor_at
                reply_before = floor_at
                for reply in floor.replies:
                    reply_at = floor_at + span_of(reply.after)
                    assert reply_before <= reply_at < now, (post.key, reply.text)
                    reply_before = reply_at


def test_people_and_circles_are_older_than_what_is_said_there(story: Story) -> None:
    since = {person.handle: person.since for person in story.people}
    opened = {circle.slug: circle.since for circle in story.circles}
    for post in story.posts:
        age = (MONDAY_MORNING - moment_of(post.when, MONDAY_MORNING)).days + 1
        assert age < opened[post.circle]
        for handle in [post.by, *(floor.by for floor in post.floors)]:
            assert age <= since[handle], (post.key, handle)


def test_every_picture_is_there_and_is_described(story: Story) -> None:
    used = {name for post in story.posts for name in post.photos}
    assert used == set(story.photos)
    for name, alt in story.photos.items():
        assert 8 <= len(alt.zh) <= 120, name
        assert 15 <= len(alt.en) <= 200, name
        with Image.open(PICTURES / f"{name}.webp") as picture:
            assert sorted(picture.size) == [900, 1200], name
    for person in story.people:
        with Image.open(person.picture) as picture:
            assert picture.size == (512, 512)
    for circle in story.circles:
        with Image.open(circle.picture) as picture:
            assert picture.size == (1600, 600)


def test_the_pictures_stay_small(story: Story) -> None:
    files = list(PICTURES.glob("*.webp"))
    assert len(files) == len(story.people) + len(story.circles) + len(story.photos), (
        "no picture lies about unused"
    )
    assert sum(file.stat().st_size for file in files) <= 4 * 1024 * 1024


def test_the_advertiser_is_not_read(story: Story) -> None:
    adverts = [post for post in story.posts if post.by == "youpin_daigou"]
    assert sorted(post.fate for post in adverts) == ["removed", "removed", "reported"]
    assert len({post.circle for post in adverts}) == 3
    assert all(post.category == "spam.contact" for post in adverts)
    others = [post for post in story.posts if post not in adverts]
    assert [post.key for post in others if post.fate != "visible"] == ["swim-instead"]


def test_a_held_photo_is_appealed_and_the_answer_names_the_exception(story: Story) -> None:
    post = next(post for post in story.posts if post.fate == "appealed")
    assert post.category == "sex.suggestive"
    assert post.appeal
    assert "例外" in str(post.note)


def test_likers_are_always_the_same_and_never_the_author() -> None:
    people = ["a", "b", "c", "d"]
    assert who_likes("x", 2, people, "a") == who_likes("x", 2, people, "a")
    assert "a" not in who_likes("x", 99, people, "a")
    assert len(who_likes("x", 99, people, "a")) == 3


def test_a_time_is_read_in_three_ways() -> None:
    now = datetime(2026, 11, 25, 10, 0, tzinfo=LANE_ZONE)
    assert moment_of("2h 30m", now) == datetime(2026, 11, 25, 7, 30, tzinfo=LANE_ZONE)
    assert moment_of("3d 22:47", now) == datetime(2026, 11, 22, 22, 47, tzinfo=LANE_ZONE)
    assert moment_of("sun-3d 12:15", now) == datetime(2026, 11, 19, 12, 15, tzinfo=LANE_ZONE)
    # A Sunday that is not over yet does not count.
    sunday = datetime(2026, 11, 22, 23, 0, tzinfo=LANE_ZONE)
    assert moment_of("sun 09:12", sunday) == datetime(2026, 11, 15, 9, 12, tzinfo=LANE_ZONE)
    with pytest.raises(ValueError, match="not a span"):
        moment_of("yesterday", now)
