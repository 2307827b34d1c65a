"""The photo process: orders in, verdicts out, and how long each stage takes."""

from pathlib import Path

import pytest

from tests.media import pictures
from tonghao.config import Config
from tonghao.demo.story import PICTURES
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.photo_process import verdict_times


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    found = []
    for name, content in (
        ("fine.jpg", pictures.saved(pictures.scene(900, 600))),
        ("broken.jpg", pictures.saved(pictures.scene(900, 600))[:2000]),
        ("fine.png", pictures.saved(pictures.scene(300, 200), "PNG")),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        found.append(path)
    return found


def test_each_stage_is_timed(photos: list[Path], config: Config) -> None:
    times = verdict_times(photos, config)
    assert [set(one) for one in times] == [
        {"decode", "screen", "verdict", "renditions", "total"},
        {"total"},
        {"decode", "screen", "verdict", "renditions", "total"},
    ]
    assert all(one["total"] > 0 for one in times)
    assert times[0]["verdict"] <= times[0]["total"]


async def test_a_contact_code_holds_the_photo_and_the_verdict_says_what_it_said(config: Config) -> None:
    screener = PhotoProcess(config)
    text = "https://u.wechat.com/abcdefg"
    try:
        held = (await screener.judge(pictures.saved(pictures.with_code(text)))).verdict
        assert held is not None
        assert (held.act, held.category, held.findings[0].said) == ("hold", "spam.contact", text)
        own = pictures.saved(pictures.with_code(f"{config.address}/c/manpao?check-in=12"))
        fine = (await screener.judge(own)).verdict
        assert fine is not None
        assert fine.act == "allow"
    finally:
        screener.close()


async def test_the_advertisement_of_the_demo_is_held_for_its_code(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        held = (await screener.judge((PICTURES / "advertiser.webp").read_bytes())).verdict
        assert held is not None
        assert (held.act, held.category) == ("hold", "spam.contact")
        assert held.findings[0].said == "https://u.wechat.com/youpin-daigou"
    finally:
        screener.close()


@pytest.mark.parametrize("content", [pictures.heic(), pictures.moving("GIF")])
async def test_the_confined_child_decodes_heic_and_gif(content: bytes, config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        judged = await screener.judge(content)
        assert judged.refused is None
        assert set(judged.renditions) == {"large", "medium", "small"}
    finally:
        screener.close()


async def test_verdicts_name_the_versions_that_the_process_told(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        known = await screener.versions()
        verdict = (await screener.judge(pictures.saved(pictures.scene()))).verdict
        assert verdict is not None
        assert (verdict.policy_version, verdict.model_version) == (known.policy_version, known.model_version)
    finally:
        screener.close()


async def test_one_bad_photo_does_not_spoil_the_next(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        for _ in range(2):
            assert (await screener.judge(b"\xff\xd8\xff" + b"\0" * 100)).refused == "broken"
            assert (await screener.judge(pictures.saved(pictures.scene()))).verdict is not None
    finally:
        screener.close()
