"""The keys of a case, the sheet that lists them, what somebody else sees, and a pause."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def _case(person: type[Person], name: str) -> str:
    """A reported post; returns its case."""
    author = await person.newcomer(name, circles=["yibenshu"])
    circle = await author.api("GET", "/circle-slugs/yibenshu")
    body = {"text": f"{name}写的，谁家的猫这么吵。", "photos": []}
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", body)
    reader = await person.newcomer(f"{name}的邻居", circles=["yibenshu"])
    report = {
        "subject_kind": "post",
        "subject_id": post["post_id"],
        "circle_id": circle["circle_id"],
        "category": "vulgar",
    }
    await reader.api("POST", "/reports", report)
    judge = await person.enter(door="duty")
    queue = await judge.api("GET", f"/queue?inlet=report&circle_id={circle['circle_id']}")
    rows = [row["case"] for row in queue["entries"] if row["case"]]
    return str(next(row["case_id"] for row in rows if row["subject_id"] == post["post_id"]))


async def test_a_case_is_worked_on_with_keys_alone(person: type[Person]) -> None:
    case_id = await _case(person, "按键的人")
    judge = await person.enter(door="duty", width=1280)
    page = judge.page
    await judge.go(f"/console/cases/{case_id}")
    await judge.sees("做决定")
    await page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="快捷键")
    await expect(sheet).to_contain_text("认领")
    await judge.looks_right()
    await page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    await page.keyboard.press("c")
    await judge.sees("你已认领，15 分钟内别人不能处理。")
    await page.keyboard.press("m")
    await page.keyboard.type("听过了，是猫。")
    await judge.presses("记下")
    await expect(page.get_by_role("listitem").filter(has_text="听过了，是猫。")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.locator("h1").focus()
    await page.keyboard.press("r")
    await page.keyboard.type("只是抱怨。")
    await page.keyboard.press("Control+Enter")
    await judge.sees("这一件已经决定")
    await page.locator("h1").focus()
    await page.keyboard.press("u")
    asks = page.get_by_role("dialog", name="撤回这个决定？")
    await expect(asks).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(asks).to_have_count(0)
    await page.locator("h1").focus()
    await page.keyboard.press("q")
    await expect(page).to_have_url(re.compile("/console/queue"))


async def test_what_somebody_sees_is_shown_with_the_reason(person: type[Person]) -> None:
    case_id = await _case(person, "被看的人")
    judge = await person.enter(door="duty", width=390)
    page = judge.page
    await judge.go(f"/console/cases/{case_id}")
    await judge.presses("看一眼")
    seen = page.get_by_role("region", name="看到的")
    await expect(seen).to_contain_text("看得到本案的内容。")
    await expect(seen).to_contain_text("谁家的猫这么吵")
    await judge.looks_right()
    await page.get_by_label("谁的视角").select_option("nobody")
    await page.get_by_role("radiogroup", name="看哪里").get_by_text("首页").click()
    await judge.presses("看一眼")
    await expect(seen).to_contain_text("没有登录的人没有首页。")
    await judge.go("/console/audit")
    await judge.sees(re.compile("别人的视角 · 看过"))


async def test_after_a_while_a_pause_is_offered_gently(person: type[Person]) -> None:
    judge = await person.enter(door="duty", width=390)
    page = judge.page
    await judge.go("/console/queue")
    await judge.presses("休息提醒")
    dialog = page.get_by_role("dialog", name="休息提醒")
    await judge.looks_right()
    await dialog.get_by_label("多少张照片").fill("10")
    await page.keyboard.press("Escape")
    await page.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.getItem('tonghao.console.breaks'));
          kept.work = { worked: 300000, pictures: 12, last: Date.now(), later: 0 };
          localStorage.setItem('tonghao.console.breaks', JSON.stringify(kept));
        }"""
    )
    await judge.go("/console/queue")
    bar = page.get_by_role("region", name="歇一会儿")
    await expect(bar).to_contain_text("决定了 12 张照片")
    await judge.looks_right()
    await judge.presses("十分钟后再说")
    await expect(bar).to_have_count(0)
    await judge.go("/console")
    await judge.does_not_see("十分钟后再说")
