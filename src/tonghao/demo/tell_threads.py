"""Tell threads: what was said in the circles, in its time, screened like anybody's words."""

from datetime import datetime, timedelta
from uuid import UUID

from tonghao.db import Connection
from tonghao.demo.carried import cargo_of
from tonghao.demo.hang_pictures import photo_of
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import PostStory, Story, floor_moment, moment_of, span_of, who_likes
from tonghao.ids import derived_time_id
from tonghao.posts.clean import MOST_IN_COMMENT, MOST_IN_POST, cleaned
from tonghao.posts.load import LoadedPost, load_posts
from tonghao.posts.load_comments import LoadedComment, load_comments
from tonghao.posts.load_likes import LoadedLike, load_likes
from tonghao.posts.tag import checked_tags
from tonghao.posts.types import PhotoDraft
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown, Verdict

# A like comes some minutes after what is liked.
_MINUTES_TO_LIKE = 3


def post_id_of(post: PostStory, at: datetime) -> UUID:
    """The same post at every telling that counts from *at*."""
    return derived_time_id(moment_of(post.when, at).timestamp(), "wutong", "post", post.key)


def comment_id_of(post: PostStory, place: str, said_at: datetime) -> UUID:
    """The same comment at every telling; *place* is its floor, or floor and reply such as "12.3"."""
    return derived_time_id(said_at.timestamp(), "wutong", "comment", post.key, place)


async def tell_posts(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> int:
    """Add the posts that are missing, and return how many they were.

    Args:
        at: the moment from which the story counts its days.
    """
    return await load_posts(conn, [_loaded_post(story, post, screener, at) for post in story.posts])


async def tell_comments(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> int:
    """Add the floors and replies that are missing, and return how many they were."""
    comments = [comment for post in story.posts for comment in _loaded_comments(post, screener, at)]
    return await load_comments(conn, comments)


async def tell_likes(conn: Connection, story: Story, *, at: datetime) -> int:
    """Let people like what the story says is liked, always the same people."""
    members = {circle.slug: circle.everybody for circle in story.circles}
    likes = [like for post in story.posts for like in _loaded_likes(post, members[post.circle], at)]
    return await load_likes(conn, likes)


def _verdict(screener: TextScreener, text: str, kind: str) -> Verdict | None:
    try:
        return screener.verdict(text, kind=kind)
    except ScreenerDown:
        return None


def _loaded_post(story: Story, post: PostStory, screener: TextScreener, at: datetime) -> LoadedPost:
    text = cleaned(post.text, most=MOST_IN_POST)
    drafts = []
    for drawing in post.photos:
        alt = story.photos[drawing].zh
        drafts.append(PhotoDraft(photo_of(post.key, post.by, drawing, alt).media_id, alt))
    cargo = cargo_of(post, at)
    tags = checked_tags(post.tags)
    words = "\n".join((text, *(draft.alt for draft in drafts), *tags, *cargo.words))
    return LoadedPost(
        circle_id=circle_id_of(post.circle),
        post_id=post_id_of(post, at),
        author_id=account_id_of(post.by),
        text=text,
        verdict=_verdict(screener, words, "post"),
        created_at=moment_of(post.when, at),
        photos=tuple(drafts),
        cargo=cargo,
        tags=tuple(tags),
    )


def _loaded_comments(post: PostStory, screener: TextScreener, at: datetime) -> list[LoadedComment]:
    """Floor by floor, each with its replies behind it."""
    circle_id, post_id, post_at = circle_id_of(post.circle), post_id_of(post, at), moment_of(post.when, at)
    comments = []

    def add(place: str, by: str, words: str, said_at: datetime, reply_to_id: UUID | None) -> UUID:
        text = cleaned(words, most=MOST_IN_COMMENT)
        comment_id = comment_id_of(post, place, said_at)
        comments.append(
            LoadedComment(
                circle_id=circle_id,
                post_id=post_id,
                comment_id=comment_id,
                author_id=account_id_of(by),
                text=text,
                verdict=_verdict(screener, text, "comment"),
                created_at=said_at,
                reply_to_id=reply_to_id,
            )
        )
        return comment_id

    for number, floor in enumerate(post.floors, start=2):
        floor_at = floor_moment(post_at, floor, at)
        floor_id = add(str(number), floor.by, floor.text, floor_at, None)
        for place, reply in enumerate(floor.replies, start=1):
            add(f"{number}.{place}", reply.by, reply.text, floor_at + span_of(reply.after), floor_id)
    return comments


def _loaded_likes(post: PostStory, members: list[str], at: datetime) -> list[LoadedLike]:
    circle_id, post_id, post_at = circle_id_of(post.circle), post_id_of(post, at), moment_of(post.when, at)
    likes = []

    def add(place: str, by: str, count: int, said_at: datetime, comment_id: UUID | None) -> None:
        for number, handle in enumerate(who_likes(f"{post.key}/{place}", count, members, by), start=1):
            liked_at = min(said_at + timedelta(minutes=_MINUTES_TO_LIKE * number), at)
            likes.append(LoadedLike(circle_id, post_id, account_id_of(handle), liked_at, comment_id))

    add("1", post.by, post.likes, post_at, None)
    for number, floor in enumerate(post.floors, start=2):
        floor_at = floor_moment(post_at, floor, at)
        add(str(number), floor.by, floor.likes, floor_at, comment_id_of(post, str(number), floor_at))
        for place, reply in enumerate(floor.replies, start=1):
            said_at = floor_at + span_of(reply.after)
            reply_id = comment_id_of(post, f"{number}.{place}", said_at)
            add(f"{number}.{place}", reply.by, reply.likes, said_at, reply_id)
    return likes
