"""A raid: five strangers write the same, and one decision meets all of it; it can be taken back."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.stories.person import Person

_WORDS = "一模一样的优惠，楼下自取，今天最后一天"


async def _written(person: type[Person], name: str, *, count: int = 3) -> str:
    """Three people post the same words into a circle, and somebody reports each; returns the words."""
    words = f"{_WORDS}（{name}）。"
    reader = await person.newcomer(f"{name}的读者", circles=["xiudehao"])
    for number in range(count):
        author = await person.newcomer(f"{name}{number}", circles=["xiudehao"])
        circle = await author.api("GET", "/circle-slugs/xiudehao")
        body = {"text": words, "photos": []}
        post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", body)
        report = {
            "subject_kind": "post",
            "subject_id": post["post_id"],
            "circle_id": circle["circle_id"],
            "category": "vulgar",
        }
        await reader.api("POST", "/reports", report)
    return words


@pytest.mark.parametrize("width", [1280, 390])
async def test_what_is_alike_is_decided_at_once_and_taken_back(person: type[Person], width: int) -> None:
    words = await _written(person, f"同款{width}")
    judge = await person.enter(door="duty", width=width)
    page = judge.page
    await judge.go("/console/queue?inlet=report")
    await judge.follows(re.compile(re.escape(words)))
    await judge.sees("做决定")
    await expect(page.get_by_role("link", name="和相似的一起处理")).to_be_visible()
    if width > 800:
        await page.keyboard.press("b")
    else:
        await judge.follows("和相似的一起处理")
    await judge.sees("选了 3 件，共 3 件", "文字一样 3")
    await judge.looks_right()
    if width > 800:
        await page.keyboard.press("j")
        await page.keyboard.press("Space")
        await judge.sees("选了 2 件，共 3 件")
        await page.keyboard.press("a")
        await judge.sees("选了 3 件，共 3 件")
        await page.keyboard.press("x")
        await page.keyboard.type("同一句话，三个号。")
        await page.keyboard.press("Control+Enter")
    else:
        await judge.types("理由", "同一句话，三个号。")
        await judge.presses("移除这 3 件")
    await judge.sees("处理了 3 件，共 3 件")
    results = page.get_by_role("list", name="每一件的结果")
    await expect(results.get_by_text("已移除")).to_have_count(3)
    await judge.looks_right()
    await judge.presses("整批撤回")
    dialog = page.get_by_role("dialog")
    await judge.looks_right()
    await dialog.get_by_label(re.compile("^原因")).fill("是真的优惠，问过了。")
    await judge.presses("整批撤回", within=dialog)
    await expect(results.get_by_text("已撤回")).to_have_count(3)


async def test_the_raid_of_the_demo_is_one_batch_and_was_one_call(person: type[Person]) -> None:
    judge = await person.enter(door="duty", width=1280)
    circle = await judge.api("GET", "/circle-slugs/kandong")
    raid: list[dict[str, str]] = []
    for _ in range(120):  # the worker opens them, soon after the demo is there
        queue = await judge.api("GET", f"/queue?circle_id={circle['circle_id']}")
        raid = [row["case"] for row in queue["entries"] if row["case"] and row["case"]["category"] == "fraud"]
        if len(raid) == 6:
            break
        await asyncio.sleep(0.5)
    assert len(raid) == 6
    alike = await judge.api("GET", f"/cases/{raid[0]['case_id']}/alike?by=rule")
    assert alike["counts"]["rule"] >= 6
    sides: dict[str, dict[str, Any]] = {}
    for _ in range(60):  # each case joins the call by a job of its own
        calls = await judge.api("GET", f"/calls?circle_id={circle['circle_id']}")
        # Beside it stands the one about the brake of another week.
        raids = [one for one in calls["entries"] if {cause["kind"] for cause in one["causes"]} == {"case"}]
        sides = {one["side"]: one for one in raids}
        if len(sides) == 2 and all(one["cause_count"] == 6 for one in sides.values()):
            break
        await asyncio.sleep(0.5)
    assert {side: len(one["tries"]) for side, one in sides.items()} == {"partner": 2, "platform": 4}
    assert all(one["cause_count"] == 6 for one in sides.values())
    await judge.go("/console/duty")
    await judge.sees("呼叫", "一共 6 件", re.compile("分钟后说「我在」"))
    await judge.looks_right()
