"""Mails that were asked for: one letter for what waits, one digest a day, and a link that ends them."""

import asyncio
import re
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.red_packets.scene import made as made_packet
from tests.world import Browser, World
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.mail import letter_of
from tonghao.notifications.jobs import mail_digests, mail_notices
from tonghao.notifications.send_mail import mail_digest

API = "/api/v1"


async def _reader(world: World, pool: Pool, account_id: UUID, *, locale: str = "zh-CN") -> str:
    email = f"{secrets.token_hex(6)}@example.org"
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE accounts SET email = $2, locale = $3 WHERE id = $1", account_id, email, locale
        )
    return email


async def _wish(browser: Browser, account_id: UUID, **more: Any) -> None:
    wish = {"app_off": [], "mail_on": [], "quiet": None, "digest_hour": None, **more}
    answer = await (await browser.as_(account_id)).put(f"{API}/notifications/settings", json=wish)
    assert answer.status_code == 200, answer.text


async def _due(pool: Pool, account_id: UUID) -> None:
    """As if the hour of today's digest had come."""
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE notification_settings SET digest_on = NULL, digest_hour = 0 WHERE account_id = $1",
            account_id,
        )


def _letters(world: World, email: str) -> list[tuple[str, dict[str, str]]]:
    return [(html, headers) for to, html, headers in world.mailbox.letters if to == email]


async def _parts(world: World) -> tuple[Any, Any]:
    return world.parts["config"], world.parts["sender"]


async def test_nothing_is_mailed_that_was_not_asked_for(world: World, pool: Pool) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    email = await _reader(world, pool, author)
    await world.comment(await world.post(made.circle_id, author), other)
    await world.settle()
    await mail_notices(pool, *await _parts(world))
    await mail_digests(pool, *await _parts(world))
    assert _letters(world, email) == []


async def test_what_waits_is_one_letter_and_leaves_out_what_was_read(
    browser: Browser, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    email = await _reader(world, pool, author)
    await _wish(browser, author, mail_on=["reply"])
    post = await world.post(made.circle_id, author)
    for text in ("第一句", "第二句", "<b>第三句</b>"):
        await world.comment(post, other, text)
    await world.settle()
    first = (await browser.get(f"{API}/notifications")).json()["entries"][-1]["id"]
    await browser.post(f"{API}/notifications/reads", json={"ids": [first]})
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE notifications SET at = $2 WHERE account_id = $1", author, now() - timedelta(minutes=3)
        )
    for _ in range(2):
        await mail_notices(pool, *await _parts(world))
    [(html, headers)] = _letters(world, email)
    text = world.mailbox.last_to(email)
    for part in (html, text):
        assert "第二句" in part
        assert "第一句" not in part
    assert "<b>第三句" not in html
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_a_digest_leaves_once_a_day_whoever_sends_it(
    browser: Browser, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    email = await _reader(world, pool, author, locale="en")
    await _wish(browser, author, digest_hour=8)
    async with writing(pool) as conn:
        await conn.execute("UPDATE circles SET name_en = 'Slow joggers' WHERE id = $1", made.circle_id)
    await world.comment(await world.post(made.circle_id, author), other, "慢慢来")
    await world.post(made.circle_id, other, "圈子里的新帖子")
    await world.settle()
    await _due(pool, author)
    config, sender = await _parts(world)
    sent = await asyncio.gather(*(mail_digest(pool, config, sender, account_id=author) for _ in range(6)))
    assert sorted(sent) == [False] * 5 + [True]
    await mail_digests(pool, config, sender)
    [(html, _)] = _letters(world, email)
    assert "replied to you" in html
    assert "圈子里的新帖子" in html
    assert 'lang="en"' in html
    # Beside the notice and beside the post.
    assert html.count("Slow joggers") == 2
    assert (await browser.get(f"{API}/notifications")).json()["entries"][0][
        "circle_name_en"
    ] == "Slow joggers"


async def test_an_empty_day_has_no_letter_and_a_failed_one_is_tried_again(
    browser: Browser, world: World, pool: Pool
) -> None:
    class Broken:
        async def send(self, **_: Any) -> None:
            raise OSError

    made = await world.circle(members=2)
    author, other = made.members
    email = await _reader(world, pool, author)
    await _wish(browser, author, digest_hour=8)
    await _due(pool, author)
    config, sender = await _parts(world)
    assert not await mail_digest(pool, config, sender, account_id=author)
    await world.comment(await world.post(made.circle_id, author), other)
    await world.settle()
    await _due(pool, author)
    assert not await mail_digest(pool, config, Broken(), account_id=author)
    assert await mail_digest(pool, config, sender, account_id=author)
    assert len(_letters(world, email)) == 1


async def test_the_link_ends_one_kind_of_mail_without_a_session(
    browser: Browser, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    email = await _reader(world, pool, author)
    await _wish(browser, author, digest_hour=8, mail_on=["reply"])
    await world.comment(await world.post(made.circle_id, author), other)
    await world.settle()
    await _due(pool, author)
    await mail_digest(pool, *await _parts(world), account_id=author)
    [(_, headers)] = _letters(world, email)
    link = re.findall(r"<(.+)>", headers["List-Unsubscribe"])[0]
    token = link.rsplit("/", 1)[1]
    assert f"/unsubscribe/{token}" in world.mailbox.last_to(email)
    await browser.as_(None)
    for wrong in (token[:-1], token.replace("digest", "mail"), "x", f"{made.owner_id}.digest.x"):
        answer = await browser.post(f"{API}/unsubscriptions/{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (400, "unsubscribe_link_wrong")
    # As a mail program does it: a form, no cookie, no origin.
    for _ in range(2):
        answer = await browser.post(f"{API}/unsubscriptions/{token}", data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.json()) == (200, {"what": "digest"})
    async with reading(pool) as conn:
        left = await conn.fetchrow(
            "SELECT digest_hour, mail_on FROM notification_settings WHERE account_id = $1", author
        )
    assert tuple(left or ()) == (None, ["reply"])


def test_a_letter_has_both_parts_and_its_own_headers() -> None:
    letter = letter_of(
        mail_from="同好 <no-reply@example.org>",
        to="xiaoman@example.org",
        subject="小结",
        text="文字",
        html="<p>网页</p>",
        headers={"List-Unsubscribe": "<https://example.org/x>", "Content-Language": "en"},
    )
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter["List-Unsubscribe"] == "<https://example.org/x>"
    assert letter.get_all("Content-Language") == ["en"]


async def test_a_red_packet_for_one_person_is_mailed_with_its_address(
    browser: Browser, world: World, pool: Pool
) -> None:
    circle = await world.circle(members=2)
    maker, friend = circle.members
    email = await _reader(world, pool, friend)
    await _wish(browser, friend, mail_on=["money"])
    packet = await made_packet(world, maker, kind="exclusive", share_count=1, total="8.88", to_id=friend)
    await world.settle()
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE notifications SET at = $2 WHERE account_id = $1", friend, now() - timedelta(minutes=3)
        )
    await mail_notices(pool, *await _parts(world))
    ((letter, _),) = _letters(world, email)
    assert "给你一个人发了红包" in letter
    assert f"/packets/{packet.packet_id}" in letter
    assert "8.88" not in letter
