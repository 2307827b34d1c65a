"""One queue from all inlets: it says why something stands where it stands, and whose it is."""

import re

from playwright.async_api import expect

from tests.stories.person import Person


async def _wrote(person: type[Person], name: str, text: str) -> None:
    """Somebody posts *text*, and somebody else reports it."""
    author = await person.newcomer(name, circles=["maohaizi"])
    circle = await author.api("GET", "/circle-slugs/maohaizi")
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": text, "photos": []})
    reader = await person.newcomer(f"{name}的邻居", circles=["maohaizi"])
    report = {
        "subject_kind": "post",
        "subject_id": post["post_id"],
        "circle_id": circle["circle_id"],
        "category": "vulgar",
    }
    await reader.api("POST", "/reports", report)


async def test_cases_and_appeals_stand_in_one_queue_and_a_case_finds_its_person(person: type[Person]) -> None:
    await _wrote(person, "拍猫的人", "猫砂盆的照片也算照片吗，拍了十二张。")
    judge = await person.enter(door="duty", width=1280)
    await judge.go("/console/queue")
    row = judge.page.get_by_role("row").filter(has_text="拍了十二张")
    await expect(row).to_contain_text(re.compile(r"[\d.]+ 分.*轻重 [\d.]+ · 范围 [\d.]+（约 \d+ 人）"))
    await expect(judge.page.get_by_role("row").filter(has_text="我只是分享好物")).to_contain_text("申诉")
    await judge.looks_right()
    await judge.page.get_by_label("从哪里来").select_option("appeal")
    await expect(row).to_have_count(0)
    await judge.page.get_by_label("从哪里来").select_option("report")
    await expect(row).to_be_visible()

    await judge.follows(re.compile("拍了十二张"))
    await judge.sees("谁来处理", "同事的备注", re.compile("近 90 天"))
    await judge.page.get_by_label("加一条备注").fill("问过了，是帮邻居看猫。")
    await judge.presses("记下")
    await expect(judge.page.get_by_role("listitem").filter(has_text="帮邻居看猫")).to_be_visible()
    await judge.page.get_by_label("指派给").select_option(label="苏敏")
    await judge.sees("指派给了 苏敏。别人仍然可以先决定。")
    await judge.looks_right()

    other = await person.enter(door="platform", width=390)
    await other.go("/console/queue?mine=true")
    await other.follows(re.compile("拍了十二张"))
    await other.sees("帮邻居看猫")
    await other.looks_right()
    await other.presses("我要回避")
    dialog = other.page.get_by_role("dialog", name="我要回避")
    await dialog.get_by_label("原因").fill("猫是我家的。")
    await other.looks_right()
    await other.presses("我要回避", within=dialog)
    await other.sees("你已回避，案件留给了同事")
    await expect(other.page.get_by_text("拍了十二张")).to_have_count(0)

    await judge.sees("回避了：猫是我家的。")
    await judge.page.get_by_label("类别").select_option("vulgar")
    await judge.page.locator("label").filter(has_text="放行").click()
    await judge.types("理由", "猫砂盆不低俗。")
    await judge.page.get_by_role("button", name="放行", exact=True).click()
    await judge.sees("这一件已经决定")


async def test_the_gravest_is_released_by_two(person: type[Person]) -> None:
    author = await person.newcomer("画房子的人", circles=["maohaizi"])
    circle = await author.api("GET", "/circle-slugs/maohaizi")
    text = "给孩子画了一座三层的猫房子。"
    post = await author.api("POST", f"/circles/{circle['circle_id']}/posts", {"text": text, "photos": []})
    reader = await person.newcomer("看错了的人", circles=["maohaizi"])
    report = {
        "subject_kind": "post",
        "subject_id": post["post_id"],
        "circle_id": circle["circle_id"],
        "category": "sex.minor",
    }
    await reader.api("POST", "/reports", report)

    first = await person.enter(door="duty", width=1280)
    await first.go("/console/queue?severity=4")
    await first.follows(re.compile("三层的猫房子"))
    await first.page.locator("label").filter(has_text="放行").click()
    await first.sees("最严重一级要两个人放行，其中一个是平台运营者。你是第一个：内容先不放出来。")
    await first.types("理由", "画的是猫房子。")
    await first.looks_right()
    await first.presses("提议放行")
    await first.sees("老郑提议放行，等第二个人", "是你提议放行的，要由另一个人来确认。")
    await first.looks_right()

    second = await person.enter(door="platform", width=390)
    await second.go("/console/queue?severity=4")
    await second.follows(re.compile("三层的猫房子"))
    await second.sees("老郑提议放行，等第二个人", "画的是猫房子。")
    await second.page.locator("label").filter(has_text="放行").click()
    await second.types("理由", "看过了，没有孩子。")
    await second.looks_right()
    await second.presses("确认放行")
    await second.sees("这一件已经决定", "老郑先提议")
