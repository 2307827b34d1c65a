"""One partner is on the way down: everybody sees why, and what takes it up again."""

import re

from tests.stories.person import Person


async def test_a_circle_on_probation_says_why_what_and_until_when(person: type[Person]) -> None:
    reader = await person.enter(door="member")
    await reader.go("/c/meiyan/standing")
    await reader.sees("观察", "怎么回来", re.compile("过了时限没有处理的 4 件"), "抽查里不再有漏放")
    await reader.sees(re.compile("连续干净的周：0 / 4"), re.compile("会降到「冻结」"), "每周的数字")
    await reader.looks_right()
    await reader.go("/c/meiyan")
    await reader.sees("带照片的帖子先由人看过，别人才看得到")

    stranger = await person.enter(script=False)
    await stranger.page.goto("/c/meiyan")
    await stranger.follows("美颜相机馆")
    await stranger.sees("梅丽", re.compile("过了时限"), re.compile("抽查漏放"))
    await stranger.is_readable()

    english = await person.enter(door="platform", width=1280, language="en", theme="dark")
    await english.go("/console/standings")
    await english.looks_right()
    await english.page.get_by_text("Falling").click()
    await english.sees("好看就好", "Probation")
    await english.looks_right()
    await english.presses("Take down")
    await english.looks_right()
