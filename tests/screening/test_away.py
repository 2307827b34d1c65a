"""Without its model the text checker lets nothing pass: texts wait, names are refused, reading goes on."""

from pathlib import Path
from typing import Any

import pytest

from tests.world import World
from tonghao.accounts.screen_text import CheckerAway, must_pass
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.parts import parts_of
from tonghao.posts.read import get_post
from tonghao.posts.settle import settle_post
from tonghao.screening.away import AwayScreener, load_or_wait
from tonghao.screening.policy import Overlay, shipped
from tonghao.screening.types import ScreenerDown


def _without_model(config: Config, pool: Pool, tmp_path: Path) -> dict[str, Any]:
    missing = config.model_copy(update={"text_model": tmp_path / "none.npz"})
    return parts_of(missing, pool)


async def _is_shown(pool: Pool, post: Any, viewer: Any) -> bool:
    try:
        async with reading(pool) as conn:
            await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer)
    except NotFound:
        return False
    return True


async def test_what_is_written_waits_until_the_model_is_back(
    world: World, pool: Pool, config: Config, tmp_path: Path
) -> None:
    made = await world.circle(members=2)
    author, reader = made.members
    down = World(pool, _without_model(config, pool, tmp_path))
    post = await down.post(made.circle_id, author)
    assert post.state == "pending"
    assert not await _is_shown(pool, post, reader)
    place = {"circle_id": post.circle_id, "post_id": post.post_id}
    with pytest.raises(ScreenerDown):
        async with writing(pool) as conn:
            await settle_post(conn, **place, screener=down.screener)
    assert not await _is_shown(pool, post, reader)
    with pytest.raises(CheckerAway):
        must_pass(down.screener, "林教练", kind="name")
    # The server was started again with its model.
    async with writing(pool) as conn:
        await settle_post(conn, **place, screener=world.screener)
    assert await _is_shown(pool, post, reader)


@pytest.mark.parametrize("content", [b"", b"PK another layout"])
def test_a_file_of_another_layout_is_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.npz"
    file.write_bytes(content)
    screener = load_or_wait(file, legal_list=None)
    with pytest.raises(ScreenerDown):
        screener.verdict("热身")


def test_it_takes_up_a_policy_and_still_judges_nothing() -> None:
    away, ruled = AwayScreener("gone"), shipped().with_changes(Overlay(severities={"vulgar": 2}), number=7)
    away.adopt(away.under(ruled))
    away.stage(away.under(ruled), 20)
    assert (away.versions.policy, away.staged) == (ruled.version, (ruled.version, 20))
    assert away.versions.model == "away"
    with pytest.raises(ScreenerDown, match="gone"):
        away.verdict("热身")
