"""Take the pictures of the README from the running demo: `python tools/take_pictures.py URL CHROMIUM FOLDER`.

A phone is 390 px wide and a desk 960 px, both in double density. The member uploads the test card, so take
them from a data folder that nobody needs.
"""

import asyncio
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

_CARD: Final = Path(__file__).parents[1] / "src" / "tonghao" / "screening" / "test_card.png"
_PHONE, _DESK = (390, 844), (1280, 860)


class Picture(NamedTuple):
    """A picture of the README: what is shown to whom."""

    name: str
    door: str
    path: str
    size: tuple[int, int] = _PHONE
    theme: Literal["light", "dark"] = "light"
    language: str = "zh-CN"


_PICTURES: Final = (
    Picture("feed-phone-light", "member", "/"),
    Picture("circle-phone-dark-en", "member", "/c/yibenshu", theme="dark", language="en"),
    Picture("cat-desktop-light", "member", "/c/maohaizi/p/{cat}?floor=38", size=_DESK),
    Picture("held-phone-light", "member", "/c/maohaizi/p/{held}"),
    # The case of the card that was just held.
    Picture("case-desktop-light", "duty", "/console/cases/{case}", size=_DESK),
)


async def _ask(context: BrowserContext, url: str, method: str, path: str, **given: Any) -> Any:
    answer = await context.request.fetch(
        f"{url}/api/v1{path}", method=method, headers={"Origin": url}, **given
    )
    if not answer.ok:
        raise SystemExit(f"{method} {path}: {answer.status} {await answer.text()}")
    return await answer.json()


async def _held_post(context: BrowserContext, url: str, circle_id: str) -> str:
    """A post of the member's with the test card, once it is held."""
    card = {"name": "card.png", "mimeType": "image/png", "buffer": _CARD.read_bytes()}
    medium = await _ask(context, url, "POST", "/media", multipart={"file": card, "purpose": "post"})
    body = {"text": "测试卡，看看会怎样", "photos": [{"media_id": medium["media_id"], "alt": "测试卡"}]}
    post: dict[str, Any] = await _ask(context, url, "POST", f"/circles/{circle_id}/posts", data=body)
    for _ in range(100):
        found = await _ask(context, url, "GET", f"/circles/{circle_id}/posts/{post['post_id']}")
        if found["state"] != "pending":
            break
        await asyncio.sleep(0.2)
    return str(post["post_id"])


async def _stand_still(page: Page) -> None:
    await page.locator("h1").first.wait_for(state="attached")
    await page.wait_for_load_state("networkidle")
    # What lies below the window is fetched only when it comes near.
    await page.wait_for_function(
        """() => [...document.images].every(
            (one) => one.complete || !one.checkVisibility()
                || one.getBoundingClientRect().top > innerHeight)"""
    )


async def _take(browser: Browser, url: str, picture: Picture, folder: Path) -> None:
    width, height = picture.size
    context = await browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        device_scale_factor=2 if picture.size == _PHONE else 1.5,
        locale=picture.language,
        color_scheme=picture.theme,
        timezone_id="Asia/Shanghai",
        service_workers="block",
    )
    await _ask(context, url, "POST", "/door-sign-ins", data={"door": picture.door})
    await _ask(context, url, "PATCH", "/me", data={"locale": picture.language})
    filled = {}
    if "{cat}" in picture.path or "{held}" in picture.path:
        circle = await _ask(context, url, "GET", "/circle-slugs/maohaizi")
        posts = await _ask(context, url, "GET", f"/circles/{circle['circle_id']}/posts")
        filled["cat"] = max(posts["entries"], key=lambda post: int(post["comment_count"]))["post_id"]
        if "{held}" in picture.path:
            filled["held"] = await _held_post(context, url, circle["circle_id"])
    if "{case}" in picture.path:
        cases = await _ask(context, url, "GET", "/cases?state=open")
        filled["case"] = cases["entries"][0]["case_id"]
    page = await context.new_page()
    await page.goto(picture.path.format_map(filled))
    await _stand_still(page)
    shot = Image.open(BytesIO(await page.screenshot()))
    shot.convert("RGB").save(folder / f"{picture.name}.webp", quality=82, method=6)
    await context.close()


async def main(url: str, chromium: str, folder: Path) -> None:
    """Take every picture."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in _PICTURES:
            await _take(browser, url, picture, folder)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
