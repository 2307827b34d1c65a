"""What takes two: closing a circle, handing a shift over, hearing an appeal."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from tests.stories.person import Person

SLUG, NAME = "meiyan", "好看就好"


async def test_one_proposes_to_close_a_circle_and_another_agrees(person: type[Person]) -> None:
    first = await person.enter(door="duty", width=1280)
    await first.go(f"/console/circles?q={SLUG}")
    await first.presses("限制")
    dialog = first.page.get_by_role("dialog", name=f"限制「{NAME}」")
    await dialog.get_by_label("限制什么").select_option(label="关闭")
    await dialog.get_by_label("原因").fill("主办的人三个月没有来过。")
    await first.presses("限制", within=dialog)
    await first.sees("提议好了，等另一个人同意", "老郑 提议关闭，还要另一个人同意")
    await first.looks_right()

    second = await person.enter(door="platform", width=390)
    await second.go(f"/console/circles?q={SLUG}")
    await second.sees("老郑 提议关闭，还要另一个人同意", "主办的人三个月没有来过。")
    await second.looks_right()
    await second.presses("同意关闭")
    dialog = second.page.get_by_role("dialog", name=f"关闭「{NAME}」")
    await dialog.get_by_label("原因").fill("问过三次，没有人答应。")
    await second.presses("同意关闭", within=dialog)
    await second.sees("圈子关闭了")
    reader = await person.newcomer("来看照片的人")
    await reader.go(f"/c/{SLUG}")
    await reader.sees(re.compile("问过三次，没有人答应"))

    # It is one person of the demo's who opens it again.
    await second.go(f"/console/circles?q={SLUG}")
    await second.presses("解除：关闭")
    dialog = second.page.get_by_role("dialog")
    await dialog.get_by_label("原因").fill("妹妹来接手了。")
    await second.presses("解除", within=dialog)
    await second.sees("解除了")


async def _on_duty(operator: Person, officer: Person) -> None:
    """老郑 answers now, whatever the hour."""
    me = await officer.api("GET", "/me")
    today = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    await operator.api("POST", "/duty/exceptions", {"on_date": today, "cover_id": me["account_id"]})


async def test_a_shift_of_the_platform_passes_when_the_other_says_yes(person: type[Person]) -> None:
    giver, taker = (
        await person.enter(door="duty", width=1280),
        await person.enter(door="platform", width=1280),
    )
    await _on_duty(taker, giver)
    await giver.go("/console/duty")
    await giver.presses("交班")
    dialog = giver.page.get_by_role("dialog")
    await dialog.get_by_label("交给").select_option(label="苏敏")
    await dialog.get_by_label("对方要知道什么（可不写）").fill("三号楼那件还没回。")
    await giver.looks_right()
    await giver.presses("交班", within=dialog)
    await giver.sees("问了苏敏，等对方回答", "老郑请苏敏接这一班")

    await taker.go("/notifications")
    await taker.sees(re.compile("请你接平台的班"))
    await taker.go("/console/duty")
    await taker.sees("老郑请苏敏接这一班", re.compile("三号楼那件还没回。"))
    await taker.looks_right()
    await taker.presses("我来接")
    await expect(taker.page.get_by_role("button", name="我来接")).to_have_count(0)
    duty = await taker.api("GET", "/duty")
    me = await taker.api("GET", "/me")
    assert [one["account_id"] for one in duty["on_duty"]] == [me["account_id"]]


async def test_who_runs_the_place_appoints_another_moderator(person: type[Person]) -> None:
    helper = await person.newcomer("热心的人")
    operator = await person.enter(door="platform", width=1280)
    await operator.go("/console/people?q=热心的人")
    await operator.presses("任命审核：热心的人")
    await operator.sees("热心的人现在是审核员")
    await operator.looks_right()
    await helper.go("/console/appeals")
    await helper.sees("申诉")
    await operator.go("/console/people?q=热心的人")
    await operator.presses("不再审核：热心的人")
    await operator.sees("热心的人不再是审核员了")
    refused = await helper.context.request.get(f"{helper.address}/api/v1/appeals")
    assert refused.status == 403


async def test_who_runs_the_place_adds_a_test_item(person: type[Person]) -> None:
    operator = await person.enter(door="platform", width=1280)
    await operator.go("/console/samples")
    await operator.types("内容", "先交两百押金，明天带你赚回来。")
    await operator.page.get_by_label("正确的判断").select_option("fraud")
    await operator.looks_right()
    await operator.presses("加一道")
    await operator.sees("加好了，下一晚开始混进抽查")
    item = operator.page.get_by_role("listitem").filter(has_text="先交两百押金")
    await expect(item).to_contain_text("答过 0 次")
    await operator.presses("停用", within=item)
    await expect(item).to_have_count(0)


async def test_what_was_stopped_in_the_last_weeks_can_be_read_by_everybody(person: type[Person]) -> None:
    reader = await person.enter(width=390)
    await reader.go("/brakes")
    await reader.sees(
        re.compile("看过了，是换季试衣服的照片"),
        re.compile("有人冒充方会计，叫人先垫钱"),
        re.compile("茶馆里那台机器换硬盘"),
        re.compile("看的人和同一类内容一起猛增"),
    )
    await reader.looks_right()
    operator = await person.enter(door="platform", width=1280)
    await operator.go("/console/bank")
    await operator.sees(re.compile("是网上存下来的，当成自己的样片"))
    await operator.looks_right()
