"""The later tools of a trade: an animal comes home, a parent finds the room of their child's age."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from tests.stories.person import Person


async def test_an_animal_is_missed_seen_and_comes_home(person: type[Person]) -> None:
    owner = await person.newcomer("乌龟的主人", circles=["maohaizi"])
    await owner.go("/c/maohaizi")
    await owner.follows("寻宠")
    await owner.sees("豆包回家了", "寻 玉米", re.compile("I said 叮"))
    await owner.looks_right()
    await owner.presses("我家的走丢了")
    await owner.types("叫什么", "慢慢")
    await owner.types("最后在哪里看到", "桥头草地")
    await owner.types("长什么样，怕什么", "巴掌大，壳上有一道白漆。看到请打 13812345678")
    await owner.looks_right()
    await owner.presses("贴出去")
    await owner.sees(re.compile("不公开别人的身份证号"))
    await owner.types("长什么样，怕什么", "巴掌大，壳上有一道白漆。")
    await owner.presses("贴出去")
    await owner.sees("寻 慢慢")

    finder = await person.newcomer("看草的人", circles=["maohaizi"])
    await finder.go("/c/maohaizi/tools/lost_pet")
    notice = finder.page.get_by_role("article", name="寻 慢慢")
    await notice.get_by_label("我看到了").fill("在第三块石板下面，正在吃蒲公英。")
    await notice.get_by_role("button", name="说出来").click()
    await expect(notice.get_by_role("listitem")).to_contain_text("蒲公英")

    await expect(owner.page.get_by_role("article", name="寻 慢慢")).to_contain_text("蒲公英")
    await owner.presses("做成一张纸")
    await owner.looks_right()
    await owner.presses("慢慢：找到了，或者不找了")
    await owner.types("想对大家说的", "自己走出来的，走了三天，一共四米。")
    await owner.page.get_by_role("checkbox", name=re.compile("看草的人")).click()
    await owner.presses("告诉大家")
    await owner.sees("慢慢回家了", "自己走出来的，走了三天，一共四米。")
    await owner.looks_right()
    await finder.go("/notifications")
    await finder.sees(re.compile("找到慢慢了，谢谢你的线索"))


async def test_a_parent_finds_the_room_of_their_childs_age(person: type[Person]) -> None:
    today = datetime.now(ZoneInfo("Asia/Shanghai"))  # the circle's clock
    months = today.year * 12 + today.month - 1 - 14
    parent = await person.newcomer("刚会走的人的妈", circles=["shuilema"])
    await parent.go("/c/shuilema")
    await parent.follows("月龄房")
    await parent.sees(re.compile("只有这个圈子的成员看得到"))
    await parent.presses("加一个孩子")
    await parent.types("小名", "糖糖")
    await parent.types("哪年哪月出生", f"{months // 12}-{months % 12 + 1:02d}")
    await parent.looks_right()
    await parent.presses("放进月龄房")
    await parent.sees("14 个月的房间")
    await parent.types("说点什么", "第一步走向了垃圾桶。")
    await parent.page.get_by_role("button", name="说", exact=True).click()
    await expect(parent.page.get_by_role("listitem").filter(has_text="垃圾桶")).to_contain_text("糖糖")
    await parent.looks_right()

    stranger = await person.enter()
    await stranger.go("/c/shuilema/tools/month_room")
    await stranger.sees("月龄房只给成员看。")
    await stranger.does_not_see(re.compile("垃圾桶"))


async def test_a_question_about_money_is_answered_under_a_notice(person: type[Person]) -> None:
    asker = await person.newcomer("要签字的人")
    host = await person.enter(door="platform", width=1280)
    circle_id = (await host.api("GET", "/circle-slugs/kandong"))["circle_id"]
    asked = {"introduction": "想弄懂一份合同。", "answers": ["装修合同", ""]}
    await asker.api("POST", f"/circles/{circle_id}/join-requests", asked)
    waiting = await host.api("GET", f"/circles/{circle_id}/join-requests")
    mine = [one["request_id"] for one in waiting["entries"] if one["account"]["name"] == "要签字的人"]
    answer = {"request_ids": mine, "accept": True}
    await host.api("POST", f"/circles/{circle_id}/join-requests/answers", answer)

    await host.go("/c/kandong")
    await host.follows("问诊台")
    await host.sees("美容院关门了，卡里剩的钱找谁要", "注册会计师，惠民信用社")
    await host.looks_right()
    await host.presses("请一位来回答")
    await host.types("找一位成员", "苏敏")
    await host.ticks(re.compile("苏敏"), within=host.page.get_by_role("dialog"))
    await host.types("身份", "商会秘书，看过三百份合同")
    await host.looks_right()
    await host.presses("请来")
    await host.sees("商会秘书，看过三百份合同")

    await asker.go("/c/kandong/tools/clinic")
    await asker.presses("提一个问题")
    await asker.types("一句话的问题", "装修增项跟单稳赚不赔吗")
    await asker.types("前因后果", "合同写“增项以现场为准”。工长说都这么写。")
    await expect(asker.page.get_by_role("button", name="提问", exact=True)).to_be_disabled()
    await asker.ticks(re.compile("我读完了风险提示"))
    await asker.ticks(re.compile("不让别的成员看到我的名字"))
    await asker.looks_right()
    await asker.presses("提问")
    await asker.sees(re.compile("这些文字不能用在这里"))
    await asker.types("一句话的问题", "增项以现场为准，这一条能改吗")
    await asker.presses("提问")
    own = asker.page.get_by_role("article", name="增项以现场为准，这一条能改吗")
    await expect(own).to_contain_text("别人看不到名字")

    question = host.page.get_by_role("article", name="增项以现场为准，这一条能改吗")
    await expect(question).to_contain_text("要签字的人")
    await host.presses("回答和补充", within=question)
    await question.get_by_role("textbox", name="回答").fill(
        "能。改成“超过总价百分之五的增项，双方另外签字”。"
    )
    await host.ticks(re.compile("我读完了风险提示"), within=question)
    await host.looks_right()
    await host.presses("说完了", within=question)
    await expect(question.get_by_role("listitem")).to_contain_text("商会秘书，看过三百份合同")

    await expect(own).to_contain_text("1 个回答")
    await asker.presses("1 个回答", within=own)
    await expect(own.get_by_role("listitem")).to_contain_text("双方另外签字")
    await asker.looks_right()
    await asker.presses("结束「增项以现场为准，这一条能改吗」", within=own)
    await asker.presses("结束", within=asker.page.get_by_role("dialog"))
    await expect(own).to_contain_text("已结束")
    await asker.go("/notifications")
    await asker.sees(re.compile("回答了你问的「增项以现场为准，这一条能改吗」"))


async def test_something_is_repaired_and_the_cost_stands_beside_the_guesses(person: type[Person]) -> None:
    owner = await person.newcomer("带着台灯的人", circles=["xiudehao"])
    await owner.go("/c/xiudehao")
    await owner.follows("修理台")
    await owner.sees("3 件接着用", "2009 年的小数码相机", "猜中了")
    await owner.looks_right()
    await owner.presses("拿一件来看")
    await owner.types("什么东西", "台灯，绿罩子的")
    await owner.types("怎么坏的", "开关按下去弹不起来。")
    await owner.looks_right()
    await owner.presses("放上修理台")
    lamp = owner.page.get_by_role("article", name="台灯，绿罩子的")
    await expect(lamp).to_contain_text("等师傅看")

    guesser = await person.newcomer("猜价的人", circles=["xiudehao"], width=1280)
    await guesser.go("/c/xiudehao/tools/gadget")
    theirs = guesser.page.get_by_role("article", name="台灯，绿罩子的")
    await guesser.presses("猜个价", within=theirs)
    await guesser.types("最少（元）", "20")
    await guesser.types("最多（元）", "10")
    await expect(guesser.page.get_by_role("button", name="就猜这个")).to_be_disabled()
    await guesser.types("最少（元）", "5")
    await guesser.types("可能是什么毛病", "弹簧断了")
    await guesser.looks_right()
    await guesser.presses("就猜这个")
    await expect(theirs).to_contain_text("5–10 元")
    await expect(lamp).to_contain_text("弹簧断了")

    await owner.presses("有结果了", within=lamp)
    await owner.ticks("自己修好了")
    await owner.types("实际花了", "6.50")
    await owner.types("最后说一句", "换了一个笔芯里的弹簧。")
    await owner.looks_right()
    await owner.presses("记下来")
    await expect(lamp).to_contain_text("6.50 元")
    await owner.sees("4 件接着用")
    await expect(theirs).to_contain_text("猜中了")
    await guesser.presses("举报「台灯，绿罩子的」", within=theirs)
    await guesser.ticks("刷屏", within=guesser.page.get_by_role("dialog"))
    await guesser.looks_right()
    await guesser.presses("提交", within=guesser.page.get_by_role("dialog"))
    await guesser.sees(re.compile(r"R-\d{8}-"))
    await guesser.presses("关闭", within=guesser.page.get_by_role("dialog"))
    await guesser.presses("1 条话", within=theirs)
    await expect(theirs).to_contain_text("换了一个笔芯里的弹簧。")
    await guesser.looks_right()
    await guesser.go("/notifications")
    await guesser.sees(re.compile("给「台灯，绿罩子的」写了实价，你猜中了"))
