"""The officer on duty presses one button and sees four days of 2016 pass on both sides."""

from playwright.async_api import expect

from tests.stories.person import Person

# Few people, so that the four days pass in a few seconds.
_SMALL = {
    "每个圈子一开始有多少成员": "6",
    "每个圈子里有多少人发这种照片": "3",
    "开圈几小时后第一批照片开始出现": "0",
    "之后每人每天想发几张": "0",
    "另有多少人有账号": "20",
    "成员每天来看几次": "2",
    "别的圈子每天一共几条": "0",
}
_FOUR_DAYS_MS = 300_000


async def test_the_officer_on_duty_replays_2016(person: type[Person]) -> None:
    officer = await person.enter(door="duty", width=1280)
    await officer.go("/console")
    await officer.page.get_by_role("link", name="重演 2016").click()
    await officer.sees("2016 年公布的")
    await officer.sees("同样的人在这里")
    await officer.page.get_by_text("假设", exact=False).first.click()
    for label, number in _SMALL.items():
        await officer.page.get_by_label(label, exact=False).fill(number)
    await officer.looks_right()

    await officer.presses("重演 2016")
    await expect(officer.page.get_by_role("button", name="正在重演")).to_be_disabled()
    await expect(officer.page.get_by_text("第 4 天，第 96 小时")).to_be_visible(timeout=_FOUR_DAYS_MS)
    await officer.sees("25,000,000")
    await officer.sees("别人看到违规照片的次数")
    outcome = officer.page.get_by_role("definition")
    await expect(outcome.filter(has_text="目标 ≤ 200")).to_be_visible()
    await officer.looks_right()

    phone = await person.enter(door="duty", width=390)
    await phone.go("/console/replay")
    await phone.sees("召回 90 %，种子 1")
    await phone.looks_right()
