"""What a phone reads before it keeps the app, and how long it may keep what."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.pages.site import Reading, open_site
from tonghao.config import Config


@pytest.mark.parametrize(("lang", "shortcut"), [("zh-CN", "发帖"), ("en", "New post")])
async def test_the_manifest_speaks_the_readers_language(
    config: Config, parts: dict[str, Any], web: Path, lang: str, shortcut: str
) -> None:
    async with open_site(config, parts, web, headers={"accept-language": lang}, site_name="梧桐里") as client:
        answer = await client.get("/manifest.webmanifest")
    manifest = json.loads(answer.text)
    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert answer.headers["vary"] == "Accept-Language"
    assert (manifest["name"], manifest["lang"]) == ("梧桐里", lang)
    assert manifest["shortcuts"][0]["name"] == shortcut


async def test_every_icon_of_the_manifest_has_the_size_it_says(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        manifest = json.loads((await client.get("/manifest.webmanifest")).text)
        for icon in manifest["icons"]:
            picture = Image.open(BytesIO((await client.get(icon["src"])).content))
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


async def test_the_worker_is_asked_for_anew_every_time(
    config: Config, parts: dict[str, Any], web: Path, tmp_path: Path
) -> None:
    dist = tmp_path / "member" / "dist"
    dist.mkdir(parents=True)
    (dist / "sw.js").write_text("// worker")
    async with open_site(config, parts, tmp_path) as client:
        answer = await client.get("/sw.js")
    assert answer.text == "// worker"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "unsafe-" not in answer.headers["content-security-policy"]


async def test_the_shell_that_is_kept_says_nothing_of_any_page(
    config: Config, parts: dict[str, Any], web: Path
) -> None:
    async with open_site(config, parts, web) as client:
        page = Reading((await client.get("/index.html")).text)
    assert page.words == ""
    assert page.links["manifest"] == "/manifest.webmanifest"
