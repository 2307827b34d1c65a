"""Pictures that nobody else in the tests has, and people who remove them."""

import itertools
import random
from uuid import UUID

from bench.moderation_copies import copies_of, drawings
from PIL import Image

from tests.media.pictures import saved
from tests.moderation.scene import case_of
from tests.world import World
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import DecisionAct, NewReport
from tonghao.posts.types import PhotoDraft

_SEEDS = itertools.count(random.SystemRandom().randrange(1_000_000))


def drawing() -> Image.Image:
    """A picture unlike all others, rich enough for a hash."""
    import numpy as np

    from tonghao.screening.looks import look_of

    while True:
        picture = next(drawings(1, seed=next(_SEEDS)))
        if look_of(np.asarray(picture)) is not None:
            return picture


def mirrored(picture: Image.Image) -> bytes:
    """It comes back mirrored and compressed again."""
    return saved(dict(copies_of(picture, random.Random(1)))["mirror"], quality=90)


async def removed_photo(
    world: World, picture: Image.Image, *, category: str = "sex.suggestive"
) -> tuple[UUID, UUID, UUID]:
    """(case, photo, moderator): somebody posts *picture*, somebody reports it, a moderator removes it."""
    circle = await world.circle(members=2, on_duty=True)
    author, reader = circle.members
    moderator = await world.account(role="moderator")
    photo = await world.photo(author, saved(picture, quality=92))
    post = await world.post(circle.circle_id, author, photos=[PhotoDraft(photo)])
    await world.settle()
    async with world.writing() as conn:
        new = NewReport("post", post.post_id, category, circle.circle_id)
        await report_content(conn, reporter_id=reader, new=new)
        case_id = await case_of(conn, post.post_id)
    await decide(world, case_id, moderator, "remove", category=category)
    await world.settle()
    return case_id, photo, moderator


async def decide(
    world: World, case_id: UUID, moderator_id: UUID, act: DecisionAct, *, category: str = "sex.suggestive"
) -> None:
    async with world.writing() as conn:
        await decide_case(
            conn,
            case_id=case_id,
            moderator_id=moderator_id,
            is_operator=False,
            act=act,
            category=category,
            note="看过了",
        )


async def state_of(world: World, media_id: UUID) -> tuple[str, str | None]:
    async with world.writing() as conn:
        row = await conn.fetchrow("SELECT state, category FROM media WHERE id = $1", media_id)
    assert row is not None
    return row["state"], row["category"]
