"""The pages that show figures: for everybody, without script, in both languages, never a small number."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.moderation.scene import held_post, set_scene
from tests.pages.site import Reading, open_site
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.meter.count_period import count_periods
from tonghao.meter.measure import measure_moments
from tonghao.meter.types import MEASURES, NOTHING
from tonghao.pages.figure_words import WORDS
from tonghao.pages.figures import name_of, told
from tonghao.posts.screen import FOUND_NOTHING


async def _measured(pool: Pool) -> str:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        await held_post(conn, scene)
        await measure_moments(conn, at=now() + timedelta(seconds=5))
        await count_periods(conn, at=now())
        return str(await conn.fetchval("SELECT slug FROM circles WHERE id = $1", scene.circle_id))


def test_what_nobody_found_has_a_name_too() -> None:
    for code in (*FOUND_NOTHING, NOTHING):
        assert code not in {name_of(code, lang) for lang in WORDS}


async def test_the_meter_says_how_it_measures_and_names_no_time_of_a_few(
    config: Config, parts: dict[str, Any], pool: Pool, web: Path
) -> None:
    slug = await _measured(pool)
    async with open_site(config, parts, web) as client:
        page = await client.get("/first-moment", params={"circle": slug, "lang": "en"})
        assert page.status_code == 200
        for measure in MEASURES:
            assert f'id="{measure}"' in page.text
            assert WORDS["en"][f"{measure}_is"] in Reading(page.text).words
        assert "too few" in page.text
        assert "<script" not in page.text
        chinese = await client.get("/first-moment", params={"days": 28})
        assert Reading(chinese.text).title.startswith(WORDS["zh-CN"]["moments"])
        for wrong in ({"days": 9}, {"circle": "nobody-knows"}):
            assert (await client.get("/first-moment", params=wrong)).status_code == 404


async def test_the_report_has_its_mapping_its_rule_for_small_numbers_and_its_table(
    config: Config, parts: dict[str, Any], pool: Pool, web: Path
) -> None:
    await _measured(pool)
    async with open_site(config, parts, web) as client:
        page = await client.get("/transparency", params={"lang": "zh-CN"})
        assert page.status_code == 200
        assert "dsa-tdb-v2/1" in page.text
        assert WORDS["zh-CN"]["hidden"] in Reading(page.text).words
        address = re.search(r'href="(/transparency\.csv\?period=[^"]+)"', page.text)
        assert address is not None
        table = await client.get(address[1])
        assert table.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in table.headers["content-disposition"]
        assert table.content.startswith(b"\xef\xbb\xbf")
        for path in ("/transparency?period=1999-01", "/transparency.csv?period=1999-01"):
            assert (await client.get(path)).status_code == 404


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh-CN"].keys() == WORDS["en"].keys()


def test_a_time_is_told_in_the_unit_in_which_people_say_it() -> None:
    assert [told(seconds, "en") for seconds in (0.34, 119, 120, 7199, 7200, 86400 * 2, None)] == [
        "0.3 s", "119.0 s", "2.0 min", "120.0 min", "2.0 h", "2.0 days", "too few",
    ]  # fmt: skip
