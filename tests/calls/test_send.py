"""A call leaves by mail and by a signed webhook, and what became of it is written down."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks import Webhook

from tests.audit.test_witness import _listener
from tests.calls.scene import calls_of, grave, on_duty
from tests.moderation.scene import Scene
from tests.world import World
from tonghao.calls.jobs import send_again
from tonghao.calls.read import get_address
from tonghao.calls.set_address import drop_address, set_address
from tonghao.calls.types import PLATFORM
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing

_MAIL = "UPDATE accounts SET email = $2, locale = $3 WHERE id = $1"
_TRIES = """
    SELECT t.channel, t.sent_at IS NOT NULL AS sent, t.fault, t.tries FROM call_tries t
     WHERE t.call_id = $1 ORDER BY t.channel
"""


@pytest.fixture
async def platform_address(pool: Pool) -> AsyncIterator[None]:
    """What a test sets for the platform is gone afterwards."""
    yield
    async with writing(pool) as conn:
        await drop_address(conn, partner_id=PLATFORM, account_id=PLATFORM)


async def _rung(world: World, pool: Pool, **address: str) -> tuple[Scene, dict[str, Any]]:
    """A grave case with its calls, after the jobs; an address of a side is set before."""
    async with writing(pool) as conn:
        scene = await on_duty(conn)
        partner_id = await conn.fetchval("SELECT partner_id FROM circles WHERE id = $1", scene.circle_id)
        for side, url in address.items():
            owner = PLATFORM if side == "platform" else partner_id
            await set_address(conn, partner_id=owner, account_id=scene.operator, url=url, at=now())
        await conn.execute(_MAIL, scene.owner, f"{scene.owner}@lane.example", "zh-CN")
        await conn.execute(_MAIL, scene.moderator, f"{scene.moderator}@lane.example", "en")
        await grave(conn, scene)
    await world.settle()
    async with reading(pool) as conn:
        return scene, await calls_of(conn, scene)


async def _tries(pool: Pool, call_id: UUID) -> dict[str, tuple[bool, str, int]]:
    async with reading(pool) as conn:
        return {row[0]: (row[1], row[2], row[3]) for row in await conn.fetch(_TRIES, call_id)}


async def test_a_mail_says_it_in_the_readers_language_without_a_members_word(
    world: World, pool: Pool
) -> None:
    scene, calls = await _rung(world, pool)
    zh = world.mailbox.last_to(f"{scene.owner}@lane.example")
    en = world.mailbox.last_to(f"{scene.moderator}@lane.example")
    assert "你在值班，「晨跑圈」有很重的内容等人看" in zh
    assert "/today" in zh
    assert "you are on duty, and grave content waits for a person" in en
    assert "/console/duty" in en
    assert "蠢货" not in zh + en
    assert (await _tries(pool, calls["partner"]["id"]))["mail"][:2] == (True, "")


async def test_who_has_no_mail_is_called_in_the_app_alone(world: World, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await on_duty(conn)
        await grave(conn, scene)
    await world.settle()
    async with reading(pool) as conn:
        call = (await calls_of(conn, scene))["partner"]
    tries = await _tries(pool, call["id"])
    assert tries["app"][0]
    assert tries["mail"][:2] == (False, "no_address")


async def test_a_webhook_is_signed_over_its_moment_and_sent_once(
    world: World, pool: Pool, config: Config, platform_address: None
) -> None:
    world.parts["config"] = config.model_copy(update={"calls_private": True})
    try:
        async with _listener([]) as (url, heard):
            scene, calls = await _rung(world, pool, platform=url)
            await send_again(pool, world.parts["config"], world.mailbox)
    finally:
        world.parts["config"] = config
    assert len(heard) == 1
    async with reading(pool) as conn:
        secret = await conn.fetchval("SELECT secret FROM call_addresses WHERE partner_id = $1", PLATFORM)
        told = await get_address(conn, partner_id=PLATFORM)
    said = Webhook(secret).verify(heard[0]["body"], heard[0]["headers"])
    assert said["type"] == "call.rung"
    assert said["data"]["call_id"] == str(calls["platform"]["id"])
    assert said["data"]["circle"]["circle_id"] == str(scene.circle_id)
    assert "蠢货" not in heard[0]["body"]
    assert told.secret is None
    assert told.last_sent_at is not None


async def test_a_partners_address_in_a_private_network_gets_nothing(
    world: World, pool: Pool, config: Config
) -> None:
    world.parts["config"] = config.model_copy(update={"calls_private": True})
    try:
        async with _listener([]) as (url, heard):
            _, calls = await _rung(world, pool, partner=url)
            await send_again(pool, world.parts["config"], world.mailbox)
    finally:
        world.parts["config"] = config
    assert heard == []
    assert (await _tries(pool, calls["partner"]["id"]))["webhook"] == (False, "address_forbidden", 5)


async def test_what_was_refused_is_tried_again_under_the_same_name(
    world: World, pool: Pool, config: Config, platform_address: None
) -> None:
    world.parts["config"] = config.model_copy(update={"calls_private": True})
    try:
        async with _listener([(503, b"later")]) as (url, heard):
            _, calls = await _rung(world, pool, platform=url)
            assert (await _tries(pool, calls["platform"]["id"]))["webhook"] == (False, "status 503", 1)
            async with writing(pool) as conn:
                await conn.execute(
                    "UPDATE call_tries SET tried_at = tried_at - interval '1 minute' WHERE call_id = $1",
                    calls["platform"]["id"],
                )
            await send_again(pool, world.parts["config"], world.mailbox)
    finally:
        world.parts["config"] = config
    assert [one["headers"]["webhook-id"] for one in heard] == [heard[0]["headers"]["webhook-id"]] * 2
    assert (await _tries(pool, calls["platform"]["id"]))["webhook"] == (True, "", 2)
    assert json.loads(heard[1]["body"])["data"]["round"] == 1


async def test_a_call_is_told_in_quiet_hours(world: World, pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await on_duty(conn)
        await conn.execute(
            "INSERT INTO notification_settings (account_id, quiet_from, quiet_until, unsubscribe_key)"
            " VALUES ($1, 0, 1439, $2)",
            scene.owner,
            b"k" * 32,
        )
        await grave(conn, scene)
    await world.settle()
    async with reading(pool) as conn:
        row = await conn.fetchrow(
            "SELECT held_until, details->>'act' FROM notifications WHERE account_id = $1 AND kind = 'call'",
            scene.owner,
        )
    assert row is not None
    assert tuple(row) == (None, "partner")
