"""A photo is removed; its copies stay away, and those that were shown before are hunted down."""

import random
from io import BytesIO
from typing import Any

from bench.moderation_copies import copies_of, drawings
from playwright.async_api import expect

from tests.stories.person import Person

_NOTE = "裸露的画，超出尺度"


def _two_files() -> tuple[bytes, bytes]:
    """A drawing that the demo does not have, and how it looks in the mirror."""
    picture = list(drawings(3, seed=20161127))[2]
    files = []
    for image in (picture, dict(copies_of(picture, random.Random(3)))["mirror"]):
        file = BytesIO()
        image.save(file, "JPEG", quality=90)
        files.append(file.getvalue())
    return files[0], files[1]


async def _posts(me: Person, content: bytes, text: str) -> dict[str, Any]:
    answer = await me.context.request.post(
        "/api/v1/media",
        multipart={"purpose": "post", "file": {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content}},
        headers={"Origin": me.page.url.split("/c/")[0]},
    )
    assert answer.status == 201, await answer.text()
    photo = await answer.json()
    circle = await me.api("GET", "/circle-slugs/zhouwu")
    body = {"text": text, "photos": [{"media_id": photo["media_id"], "alt": ""}]}
    return await me.api("POST", f"/circles/{circle['circle_id']}/posts", body)


async def _is_shown(reader: Person, post_id: str) -> None:
    """Until somebody else sees the photo: its verdict takes a second."""
    await reader.go(f"/c/zhouwu/p/{post_id}")
    await reader.finds(reader.page.get_by_role("article").get_by_role("img"))


async def test_a_removed_photo_is_kept_away_and_its_older_copies_are_found(person: type[Person]) -> None:
    original, mirrored = _two_files()
    author = await person.newcomer("画画的人", circles=["zhouwu"])
    copier = await person.newcomer("转发的人", circles=["zhouwu"])
    for one in (author, copier):
        await one.go("/c/zhouwu")
    first = await _posts(author, original, "周五画的")
    older = await _posts(copier, mirrored, "反过来也好看")
    path = f"/c/zhouwu/p/{older['post_id']}"
    for post_id in (first["post_id"], older["post_id"]):
        await _is_shown(author if post_id == older["post_id"] else copier, post_id)

    new = {
        "subject_kind": "post",
        "subject_id": first["post_id"],
        "circle_id": first["circle_id"],
        # Of another class than the photos: three people of one class would trip the circle's breaker.
        "category": "vulgar",
    }
    await copier.api("POST", "/reports", new)
    operator = await person.enter(door="platform", width=1280)
    queue = await operator.api("GET", f"/queue?circle_id={first['circle_id']}")
    cases = [row["case"] for row in queue["entries"] if row["case"]]
    case = next(one for one in cases if one["subject_id"] == first["post_id"])
    decision = {"act": "remove", "category": "sex.suggestive", "note": _NOTE}
    await operator.api("POST", f"/cases/{case['case_id']}/decisions", decision)

    await operator.go("/console/bank")
    entry = operator.page.get_by_role("listitem").filter(has_text=_NOTE)
    await expect(entry).to_be_visible()
    await operator.looks_right()

    again = await _posts(copier, mirrored, "再发一次")
    await copier.go(f"/c/zhouwu/p/{again['post_id']}")
    await expect(copier.page.get_by_role("article").get_by_role("status")).to_contain_text("被拦下了")

    await operator.presses("开始回查")
    dialog = operator.page.get_by_role("dialog")
    await dialog.get_by_label("为什么回查").fill("看看以前有没有")
    await dialog.get_by_role("button", name="开始回查").click()
    hunt = operator.page.get_by_role("listitem").filter(has_text="看看以前有没有").first
    await expect(hunt).to_contain_text("等你确认")
    await expect(hunt.get_by_role("listitem").filter(has_text="转发的人")).to_be_visible()
    await operator.looks_right()
    await hunt.get_by_role("button", name="拦下这 1 张").click()
    await expect(hunt).to_contain_text("做完了")
    await expect(hunt).to_contain_text("拦下 1 张")
    await copier.go(path)
    await expect(copier.page.get_by_role("article").get_by_role("status")).to_contain_text("被拦下了")

    await entry.get_by_role("button", name="停用").click()
    asked = operator.page.get_by_role("dialog")
    await asked.get_by_label("为什么停用").fill("可以画")
    await asked.get_by_role("button", name="停用").click()
    await operator.sees("已停用")
    await operator.page.get_by_text("已停用", exact=True).first.click()
    await expect(operator.page.get_by_text("停用：可以画")).to_be_visible()
    await operator.looks_right()
