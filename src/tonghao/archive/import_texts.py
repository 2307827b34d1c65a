"""Import texts: posts with their photos, and comments in the order in which they were written."""

from datetime import datetime
from typing import Final, NamedTuple

from tonghao.archive.import_photos import Photos
from tonghao.archive.run import Run
from tonghao.archive.types import BadLine, CommentLine, Held, PostLine
from tonghao.errors import Refusal
from tonghao.posts.clean import MOST_IN_COMMENT, MOST_IN_POST, cleaned
from tonghao.posts.load import LoadedPost, load_posts
from tonghao.posts.load_comments import LoadedComment, load_comments

POSTS: Final = "posts.ndjson"
COMMENTS: Final = "comments.ndjson"
_BATCH: Final = 2_000
_EXCERPT: Final = 40
_STOPS: Final = frozenset({"hold", "quarantine"})


class _Place(NamedTuple):
    """Where a comment stands."""

    post: str
    created_at: datetime


async def import_posts(run: Run, photos: Photos) -> None:
    """Bring in the posts; held ones wait in the queue as live ones would."""
    async for entering, batch in run.batches(POSTS, PostLine, _BATCH, seen=run.see_post):
        good: list[tuple[int, PostLine, str]] = []
        for number, line in batch:
            reason = photos.missing(line)
            if line.circle not in run.circles or line.author not in run.people:
                reason = f"no circle {line.circle!r} or no account {line.author!r}"
            text, refused = _cleaned(line.text, MOST_IN_POST, may_be_empty=bool(line.media))
            if reason or refused:
                run.report.bad.append(BadLine(POSTS, number, reason or refused))
            else:
                good.append((number, line, text))
        rows = []
        houses = await run.houses(line.circle for _, line, _ in good)
        verdicts = await run.screener.verdicts(
            [text for _, _, text in good], [houses[line.circle] for _, line, _ in good]
        )
        for (number, line, text), verdict in zip(good, verdicts, strict=True):
            author_id = run.names.of("account", line.author)
            drafts = await photos.drafts_of(line, author_id)
            if not (text or drafts):
                run.report.bad.append(BadLine(POSTS, number, "no words, and none of its photos can be read"))
                continue
            if verdict.act in _STOPS:
                run.report.held.append(Held("post", line.id, verdict.category or "other", text[:_EXCERPT]))
            rows.append(
                LoadedPost(
                    run.names.of("circle", line.circle),
                    run.names.at("post", line.id, line.created_at),
                    author_id,
                    text,
                    verdict,
                    line.created_at,
                    drafts,
                )
            )
        async with entering() as conn:
            await load_posts(conn, rows, imported=True)
    await run.keep_known_posts()


async def import_comments(run: Run) -> None:
    """Bring in the comments, numbered by time and then by their own ids."""
    # Of every comment only what a later one may ask for.
    places = {line.id: _Place(line.post, line.created_at) for _, line in run.lines(COMMENTS, CommentLine)}
    async for entering, batch in run.batches(
        COMMENTS, CommentLine, _BATCH, order=lambda line: (line.created_at, line.id)
    ):
        good: list[tuple[CommentLine, str]] = []
        for number, line in batch:
            text, refused = _cleaned(line.text, MOST_IN_COMMENT)
            if line.post not in run.posts or line.author not in run.people:
                refused = f"no post {line.post!r} or no account {line.author!r}"
            answered = places.get(line.reply_to) if line.reply_to else None
            if line.reply_to and (answered is None or answered.post != line.post):
                refused = f"no comment {line.reply_to!r} under this post"
            if refused:
                run.report.bad.append(BadLine(COMMENTS, number, refused))
            else:
                good.append((line, text))
        rows = []
        houses = await run.houses(run.posts[line.post][0] for line, _ in good)
        verdicts = await run.screener.verdicts(
            [text for _, text in good], [houses[run.posts[line.post][0]] for line, _ in good]
        )
        for (line, text), verdict in zip(good, verdicts, strict=True):
            if verdict.act in _STOPS:
                run.report.held.append(Held("comment", line.id, verdict.category or "other", text[:_EXCERPT]))
            circle, at = run.posts[line.post]
            answered = places.get(line.reply_to) if line.reply_to else None
            rows.append(
                LoadedComment(
                    run.names.of("circle", circle),
                    run.names.at("post", line.post, at),
                    run.names.at("comment", line.id, line.created_at),
                    run.names.of("account", line.author),
                    text,
                    verdict,
                    line.created_at,
                    run.names.at("comment", str(line.reply_to), answered.created_at) if answered else None,
                )
            )
        async with entering() as conn:
            await load_comments(conn, rows, imported=True)


def _cleaned(text: str, longest: int, *, may_be_empty: bool = False) -> tuple[str, str]:
    """The text as it would be stored, or why it would be refused."""
    try:
        return cleaned(text, most=longest, may_be_empty=may_be_empty), ""
    except Refusal as refusal:
        return "", refusal.message_en()
