"""The mail of a call: short, in the receiver's language, without a member's words."""

from typing import Final

from tonghao.config import Config
from tonghao.db import Row
from tonghao.screening.policy import current

_WHAT: Final[dict[str, tuple[str, str]]] = {
    "case": ("有很重的内容等人看", "grave content waits for a person"),
    "breaker": ("熔断自己跳开了", "the circuit breaker tripped by itself"),
    "brake": ("紧急刹车拉下了", "the emergency brake was pulled"),
    "feature": ("全站有一项功能停下了", "one feature of the whole place was stopped"),
}


def letter_of(config: Config, facts: Row, url: str) -> tuple[str, str]:
    """Subject and text.

    Args:
        facts: The call, the receiver, and the gravest of what it is about.
        url: The page on which one answers.
    """
    english = facts["locale"] == "en"
    what = _WHAT[facts["kind"]][english]
    named = current().categories.get(facts["category"])
    category = "" if named is None else named.en if english else named.zh
    circle = (facts["circle_en"] or facts["circle"]) if english else facts["circle"]
    number, grade = facts["causes"], facts["severity"]
    if english:
        where = f" in {circle}" if circle else ""
        lines = [
            f"{facts['name']}, you are on duty, and {what}{where}.",
            f"Severity {grade} of 4{f', {category}' if category else ''}; things: {number}.",
            "Open the page and press “I am on it”. Without an answer you are called again after five "
            "minutes, then the next person.",
            url,
        ]
        return f"{config.site_name}: look now{where}", "\n\n".join(lines) + "\n"
    where = f"「{circle}」" if circle else "平台"
    lines = [
        f"{facts['name']}，你在值班，{where}{what}。",
        f"轻重 {grade} 级（共 4 级）{f'，{category}' if category else ''}，一共 {number} 件。",
        "请打开下面的页面，按「我在」。没有回应，五分钟后再叫你一次，然后叫下一个人。",
        url,
    ]
    return f"{config.site_name}：{where}需要你马上看", "\n\n".join(lines) + "\n"
