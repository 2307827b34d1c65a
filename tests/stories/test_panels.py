"""A moderator puts a border case to members drawn by lot; they answer, the author reads it and appeals."""

import re

from playwright.async_api import expect

from tests.stories.person import Person

_SAID = "跑成这样还来发，我奶奶走路都比你快。"
_WORDS = "不牵绳的不是爱狗，是懒。"
_WHY = "我跟他认识十年了，那是我们说话的样子。"
_ANSWER = "看了前后，话重了些，没有伤人的意思。"


async def test_a_moderator_puts_a_case_to_a_panel_and_sees_only_how_many_have_answered(
    person: type[Person],
) -> None:
    author = await person.newcomer("嘴快的人", circles=["manpao"])
    reporter = await person.newcomer("路过的人", circles=["manpao"])
    circle = (await author.api("GET", "/circle-slugs/manpao"))["circle_id"]
    post = await author.api("POST", f"/circles/{circle}/posts", {"text": _SAID})
    report = {
        "subject_kind": "post",
        "subject_id": post["post_id"],
        "category": "abuse.person",
        "circle_id": circle,
    }
    await reporter.api("POST", "/reports", report)

    judge = await person.enter(door="duty", width=1280)
    queue = await judge.api("GET", "/queue?inlet=report")
    case = next(row["case"] for row in queue["entries"] if row["case"] and row["case"]["excerpt"] == _SAID)
    await judge.go(f"/console/cases/{case['case_id']}")
    await judge.sees("抽签请七位成员来评", re.compile(r"现在可以抽的有 \d+ 位，要 7 位。"))
    await judge.presses("交评议团")
    # Nothing is chosen beforehand.
    ask = judge.page.get_by_role("button", name="抽签并交出去")
    await expect(ask).to_be_disabled()
    await judge.page.get_by_label("你自己的看法").select_option("cannot_say")
    await judge.looks_right()
    await ask.click()
    await judge.sees("正在评", re.compile("已答 0，还等 7"), "抽签凭据")
    await judge.looks_right()
    # It is as visible as it was, and the case is still in the queue.
    assert (await judge.api("GET", f"/cases/{case['case_id']}"))["state"] == "open"
    await reporter.go(f"/c/manpao/p/{post['post_id']}")
    await reporter.sees(_SAID)


async def test_the_last_of_seven_answers_and_the_author_reads_it_and_appeals(person: type[Person]) -> None:
    member = await person.enter(door="member")
    await member.go("/notifications")
    notice = member.page.get_by_role("link").filter(has_text="抽到你来评一评")
    # At night it waits behind her quiet hours.
    look = member.page.get_by_role("button", name="现在看")
    await member.finds(notice.or_(look))
    while await look.is_visible():
        await look.click()
        await expect(look).to_have_count(0)
        await member.finds(notice.or_(look))
    await notice.first.click()
    words = member.page.get_by_test_id("panel-words")
    await expect(words).to_contain_text(_WORDS)
    await member.sees("这段话违反“", "规则怎么说", "我评过的", "谢谢你。你评过 1 次。", "照大家说的留着")
    await member.does_not_see("林教练", "梧桐里毛孩子")
    await member.looks_right()
    send = member.page.get_by_role("button", name="交上去")
    await expect(send).to_be_disabled()
    await member.ticks(re.compile("^违反了"))
    await member.types("为什么（可以不写）", "后半句过了。")
    await member.looks_right()
    await send.click()
    await expect(words).to_have_count(0)
    await member.sees("现在没有要你评的", "谢谢你。你评过 2 次。")
    await member.finds(member.page.get_by_text("违反 5 · 没有违反 1 · 说不准 1"))
    await member.sees("照大家说的移除了")
    await member.looks_right()
    await member.go("/settings/panels")
    await expect(member.page.get_by_label("我愿意被抽到")).to_be_checked()
    await member.looks_right()

    author = await person.enter(door="host")
    await author.go("/notifications")
    await author.finds(author.page.get_by_text("评议团认为违反了规则，已移除"))
    await author.sees(re.compile("5 : 1"))
    await author.looks_right()
    told = (await author.api("GET", "/notifications"))["entries"]
    about = next(one for one in told if one["details"].get("panel"))
    target = f"about=content&id={about['comment_id']}&kind=comment&circle={about['circle_id']}"
    await author.go(f"/appeals?{target}")
    await author.types("为什么不对", _WHY)
    await author.presses("提交申诉")
    await author.sees(re.compile(r"收到了，编号 A-\d{8}-"))

    judge = await person.enter(door="platform", width=1280)
    await judge.go("/console/appeals")
    await judge.page.get_by_role("link", name=_WHY).click()
    await judge.page.get_by_text("推翻，恢复原样").click()
    await judge.types("告诉申诉的人", _ANSWER)
    overturn = judge.page.get_by_role("button", name="推翻", exact=True)
    await overturn.click()
    # The words stand in the form, too: it goes once they are kept.
    await expect(overturn).to_have_count(0)
    await expect(judge.page.get_by_text(_ANSWER).first).to_be_visible()
    await judge.go("/console/panels")
    await judge.sees("成员和审核员说法一样吗", "申诉后改判了", "违反 5 · 没有违反 1 · 说不准 1")
    await judge.looks_right()
    await author.go("/appeals")
    await author.sees("另一个人看过了，原来的决定不对，已经改过来。", _ANSWER)
    await author.looks_right()
    await member.go("/panels")
    await member.sees("后来有人申诉，平台的人改了这个决定")


async def test_agreeing_is_off_at_first_and_says_what_is_lacking(person: type[Person]) -> None:
    guest = await person.newcomer("新来的人", language="en", theme="dark")
    await guest.go("/settings/panels")
    await guest.sees("You cannot be drawn yet:", "The account is younger than thirty days")
    await expect(guest.page.get_by_label("I agree to be drawn")).to_have_count(0)
    await guest.looks_right()
    await guest.go("/panels")
    await guest.sees("You do not take part, so that you are not drawn.")
    await guest.looks_right()
