"""The few words of the server's own pages, in both languages."""

from typing import Final

WORDS: Final = {
    "zh-CN": {
        "pinned": "置顶",
        "digest": "精品",
        "tags": "标签",
        "locked": "{name}锁住了这个帖子:",
        "feed": "订阅(Atom)",
        "run_by": "由这家伙伴负责：",
        "members": "位成员",
        "on_duty": "正在值班：",
        "nobody": "现在没有人值班",
        "join": "注册并加入",
        "sign_in": "登录",
        "likes": "个赞",
        "comments": "条回复",
        "floor": "楼",
        "poll": "投票人数",
        "fund": "公账",
        "fund_left": "还剩",
        "fund_day": "日期",
        "fund_purpose": "用途",
        "fund_amount": "金额",
        "fund_balance": "余额",
        "going": "已报名",
        "cancelled": "已取消",
        "post_by": "{author} 在「{circle}」的帖子",
        "home": "{site} · 同好",
        "home_about": "街坊、校园和行会自己办的兴趣圈子：每张图先检查，每个圈子都有人负责。",
        "back": "返回",
        "terms": "使用约定与隐私",
        "convention": "办圈公约",
        "partner_about": "{name}在这里办圈子，负责人是{who}。",
        "partner_who": "负责人",
        "partner_since": "成为伙伴",
        "partner_until": "年检到",
        "partner_licence": "许可",
        "partner_to": "有效期至",
        "partner_circles": "办的圈子",
        "partner_lapsed": "年检已经过期，圈子里的内容都要先由人看过。",
        "new_post": "发帖",
        "notices": "消息",
    },
    "en": {
        "pinned": "Pinned",
        "digest": "Digest",
        "tags": "Tags",
        "locked": "{name} locked this thread:",
        "feed": "Subscribe (Atom)",
        "run_by": "Run by",
        "members": "members",
        "on_duty": "On duty:",
        "nobody": "Nobody is on duty now",
        "join": "Sign up and join",
        "sign_in": "Sign in",
        "likes": "likes",
        "comments": "replies",
        "floor": "F",
        "poll": "Voters",
        "fund": "Fund book",
        "fund_left": "Left",
        "fund_day": "Date",
        "fund_purpose": "Purpose",
        "fund_amount": "Amount",
        "fund_balance": "Balance",
        "going": "Going:",
        "cancelled": "Cancelled",
        "post_by": "{author} in {circle}",
        "home": "{site} · Tonghao",
        "home_about": "Interest circles run by neighbours: pictures are checked first, somebody answers.",
        "back": "Back",
        "terms": "Terms and privacy",
        "convention": "Convention for those who run circles",
        "partner_about": "{name} runs circles here; {who} is responsible.",
        "partner_who": "Responsible",
        "partner_since": "Partner since",
        "partner_until": "Checked until",
        "partner_licence": "Licence",
        "partner_to": "valid until",
        "partner_circles": "Circles",
        "partner_lapsed": "The yearly check is over; everything in its circles waits for a person first.",
        "new_post": "New post",
        "notices": "Notices",
    },
}


def language_of(accept_language: str) -> str:
    """`en` when the reader's browser asks for English before Chinese, else `zh-CN`."""
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "zh-CN"
