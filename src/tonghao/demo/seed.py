"""Seed: tell the whole story once, through the verbs that everybody uses."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from tonghao.audit.publish_head import publish_head
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.demo.carried import tell_carried
from tonghao.demo.hang_pictures import hang_covers, hang_pictures, pictures_of, wear_faces
from tonghao.demo.move_in import add_circles, add_people, circle_id_of, find_beginning, hashed
from tonghao.demo.past import Past
from tonghao.demo.set_habits import set_habits
from tonghao.demo.sign_ins import FILE, new_password, write_sign_ins
from tonghao.demo.stop_advertiser import stop_advertiser
from tonghao.demo.story import Story
from tonghao.demo.tell_acts import tell_acts
from tonghao.demo.tell_appeals import tell_appeals
from tonghao.demo.tell_boards import pictures_of_boards, tell_boards
from tonghao.demo.tell_books import tell_books
from tonghao.demo.tell_curbs import tell_curbs
from tonghao.demo.tell_debts import tell_debts
from tonghao.demo.tell_desk import tell_desk
from tonghao.demo.tell_desks import tell_desks
from tonghao.demo.tell_doors import tell_doors
from tonghao.demo.tell_flood import tell_flood
from tonghao.demo.tell_freeze import tell_freeze
from tonghao.demo.tell_house import tell_house
from tonghao.demo.tell_marks import tell_marks
from tonghao.demo.tell_packets import tell_packets
from tonghao.demo.tell_pages import tell_pages
from tonghao.demo.tell_panels import tell_panels
from tonghao.demo.tell_policy import tell_policy
from tonghao.demo.tell_raid import tell_raid
from tonghao.demo.tell_reading import tell_reading
from tonghao.demo.tell_requests import tell_requests
from tonghao.demo.tell_standing import tell_standing
from tonghao.demo.tell_threads import tell_comments, tell_likes, tell_posts
from tonghao.demo.tell_tips import switch_on, tell_tips
from tonghao.demo.tell_tools import tell_tools
from tonghao.demo.tell_views import tell_views
from tonghao.demo.tell_wallets import tell_wallets
from tonghao.log import log
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.meter.count_period import count_periods
from tonghao.meter.measure import measure_moments
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

_MONEY_TOLD: Final = "SELECT EXISTS (SELECT FROM circle_tipping WHERE circle_id = $1)"
_BARE: Final = "SELECT count(*) FROM circles WHERE id = ANY($1::uuid[]) AND cover_media_id IS NOT NULL"


async def is_told(conn: Connection, story: Story, config: Config) -> bool:
    """Whether nothing is left to do: the passwords are kept last, and the covers wait for the checker."""
    if not (config.data / FILE).exists() or await find_beginning(conn, story) is None:
        return False
    covered: int = await conn.fetchval(_BARE, [circle_id_of(circle.slug) for circle in story.circles])
    return covered == len(story.circles)


async def seed_demo(
    pool: Pool,
    config: Config,
    story: Story,
    *,
    screener: TextScreener,
    store: Store,
    checkers: Sequence[PhotoProcess],
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Tell *story*, or the rest of it: each step adds only what is missing.

    Pictures are judged first, so that no post has to wait for its photos. When they cannot be judged, the
    posts wait like anybody's, and the worker shows them as soon as it can.

    Args:
        checkers: Judge the pictures, each one at a time.
        tell: Is told how many pictures of how many are judged.

    Raises:
        TextRefused, CheckerAway: words of the story cannot stand here; nothing of that step is kept.
    """
    async with reading(pool) as conn:
        begun = await find_beginning(conn, story)
    at = begun or now()
    passwords = {person.handle: new_password() for person in story.people if person.door}
    draws = begun is None or not (config.data / FILE).exists()
    if draws:
        hashes = await hashed(passwords, story.people)
        async with writing(pool) as conn:
            await add_people(conn, story, screener=screener, at=at, hashes=hashes)
    async with writing(pool) as conn:
        await add_circles(conn, story, screener=screener, at=at)
        await tell_pages(conn, story, screener=screener)
        await tell_requests(conn, story, screener=screener, at=at)
    try:
        pictures = [*pictures_of(story), *pictures_of_boards(story)]
        await hang_pictures(pool, store, checkers, pictures, tell=tell)
    except* ScreenerDown as down:
        log.warning("pictures of the demo wait for the checker", reason=str(down.exceptions[0]))
    await wear_faces(pool, story)
    await hang_covers(pool, story, screener=screener)
    async with writing(pool) as conn:
        await tell_posts(conn, story, screener=screener, at=at)
        await tell_comments(conn, story, screener=screener, at=at)
        await tell_likes(conn, story, at=at)
        await tell_carried(conn, story, at=at)
    async with writing(pool) as conn:
        await _tell_queue(conn, story, screener=screener, at=at)
        await tell_doors(conn, story, at=at)
        await tell_tools(conn, story, screener=screener, at=at)
        await tell_boards(conn, story, screener=screener, at=at)
        await tell_desks(conn, story, screener=screener, at=at)
        await tell_marks(conn, story, screener=screener, at=at)
        await tell_acts(conn, story, screener=screener)
        await tell_house(conn, story, screener=screener)
        await tell_policy(conn, story)
        await tell_reading(conn, story, screener=screener, at=at)
        await _tell_trouble(conn, story, screener=screener, at=at)
        await _tell_standing(conn, story, screener=screener, at=at)
        await _tell_money(conn, story, config, screener=screener, at=at)
    await tell_books(pool, config)
    async with writing(pool) as conn:
        await _count(conn)
    if draws:
        async with writing(pool) as conn:
            await set_habits(conn, story)
        write_sign_ins(config.data, story.people, passwords)


async def _tell_trouble(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """What came from many accounts, and what stood in many places."""
    await tell_raid(conn, screener=screener, at=now())
    await tell_flood(conn, story, screener=screener, at=at)


async def _count(conn: Connection) -> None:
    """What the jobs of the night would have counted."""
    await measure_moments(conn, at=now())
    await count_periods(conn, at=now())
    await publish_head(conn, at=now())


async def _tell_queue(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """What the two who look decided, what they gave one another, and what was appealed."""
    await stop_advertiser(conn, story, screener=screener, at=at)
    await tell_appeals(conn, story, screener=screener, at=at)
    await tell_desk(conn, story, at=at)
    await tell_curbs(conn, story, at=at)


async def _tell_standing(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """What members drawn by lot were asked, and how circles stand with it."""
    await tell_panels(conn, story, at=at)
    await tell_standing(conn, story, screener=screener, at=at)


async def _tell_money(
    conn: Connection, story: Story, config: Config, *, screener: TextScreener, at: datetime
) -> None:
    """What people brought into their wallets in a month, and gave one another of it; once."""
    if await conn.fetchval(_MONEY_TOLD, circle_id_of("yibenshu")):
        return
    await switch_on(conn)
    past = Past(conn, at)
    tell_wallets(past, story, config)
    tell_packets(past, screener=screener, currency=config.currency)
    tell_tips(past, story, currency=config.currency)
    tell_debts(past, config, screener=screener)
    await past.happen()
    await tell_freeze(conn, config, screener=screener, at=at)
    await tell_views(conn, story, at=at)
