"""Take the pictures of the README from a running demo: `python tools/picture.py docs/pictures [URL]`.

Start the product first (`./tonghao up`). The pictures are of the demo lane, nobody in them is real.
"""

import json
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
TEST_CARD = ROOT / "src" / "tonghao" / "screening" / "test_card.png"
MOST_BYTES = 120_000


def enter(
    browser: Browser, url: str, door: str, width: int, language: str = "zh-CN", theme: str = "light"
) -> Page:
    """A browser of *width* px in which the person behind *door* is signed in."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 844 if width < 800 else 860},
        device_scale_factor=2 if width < 800 else 1.5,
        locale=language,
        color_scheme="dark" if theme == "dark" else "light",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    for method, path, body in (
        ("POST", "/door-sign-ins", {"door": door}),
        ("PATCH", "/me", {"locale": language}),
    ):
        answer = context.request.fetch(f"/api/v1{path}", method=method, data=body, headers={"Origin": url})
        if not answer.ok:
            raise SystemExit(f"{method} {path}: {answer.status} {answer.text()}")
    return context.new_page()


def ask(page: Page, path: str) -> dict:
    """Read from the API as the person at *page*."""
    return json.loads(page.context.request.get(f"/api/v1{path}").text())


def settle(page: Page) -> None:
    """Wait until text, pictures and fonts stand still."""
    expect(page.locator("h1").first).to_be_attached()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    # Those in view only: a lazy picture far below never comes.
    seen = "one => one.getBoundingClientRect().top < innerHeight && one.checkVisibility()"
    page.wait_for_timeout(300)
    missing = page.evaluate(f"() => [...document.images].filter({seen}).filter(one => !one.complete).length")
    if missing:
        raise SystemExit(f"{page.url}: {missing} pictures did not come")


def feed_on_a_phone(browser: Browser, url: str) -> Page:
    page = enter(browser, url, "member", 390)
    page.goto("/")
    return page


def cat_thread_at_a_desk(browser: Browser, url: str) -> Page:
    page = enter(browser, url, "member", 1280)
    circle = ask(page, "/circle-slugs/maohaizi")
    posts = ask(page, f"/circles/{circle['circle_id']}/posts")["entries"]
    thread = next(post for post in posts if post["last_floor"] >= 40)
    page.goto(f"/c/maohaizi/p/{thread['post_id']}?floor=38")
    expect(page.locator("#floor-38")).to_be_in_viewport()
    return page


def circle_in_the_dark(browser: Browser, url: str) -> Page:
    page = enter(browser, url, "member", 390, language="en", theme="dark")
    page.goto("/c/yibenshu")
    return page


def held_card_on_a_phone(browser: Browser, url: str) -> Page:
    page = enter(browser, url, "member", 390)
    page.goto("/compose?circle=maohaizi")
    page.get_by_label("正文", exact=True).fill("先试一张测试卡，看看被拦下是什么样子。")
    page.get_by_label("加照片").and_(page.locator("input")).set_input_files(TEST_CARD)
    expect(page.get_by_role("status").filter(has_text="被拦下了")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="发出", exact=True).click()
    expect(page.get_by_role("article").get_by_role("status")).to_be_visible()
    return page


def case_at_a_desk(browser: Browser, url: str) -> Page:
    page = enter(browser, url, "duty", 1280)
    cases = ask(page, "/cases?state=open")["entries"]
    wanted = next((case for case in cases if case["subject_kind"] == "photo"), cases[0])
    page.goto(f"/console/cases/{wanted['case_id']}")
    return page


# In this order: the case is that of the card held before.
PICTURES: dict[str, Callable[[Browser, str], Page]] = {
    "feed-phone-light": feed_on_a_phone,
    "cat-desktop-light": cat_thread_at_a_desk,
    "circle-phone-dark-en": circle_in_the_dark,
    "held-phone-light": held_card_on_a_phone,
    "case-desktop-light": case_at_a_desk,
}


def save(png: bytes, path: Path) -> int:
    """Write a picture as WebP, as good as fits; returns its size."""
    with Image.open(BytesIO(png)) as picture:
        for quality in range(90, 30, -5):
            picture.save(path, "WEBP", quality=quality, method=6)
            if path.stat().st_size <= MOST_BYTES:
                break
    return path.stat().st_size


def main() -> None:
    """Take all pictures into the folder that is named."""
    folder = Path(sys.argv[1])
    url = sys.argv[2] if len(sys.argv) > 2 else "http://localhost:8000"
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, take in PICTURES.items():
            page = take(browser, url)
            settle(page)
            size = save(page.screenshot(), folder / f"{name}.webp")
            sys.stdout.write(f"{name}.webp  {size // 1000} kB\n")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
