"""The sentences that an author reads about a hold or a decision, built from the policy."""

from collections.abc import Callable
from typing import Final

from tonghao.case_events import PanelSplit
from tonghao.notifications.types import Details, Sentences
from tonghao.screening.policy import Category, current

_THINGS: Final[dict[str, Sentences]] = {
    "post": Sentences("帖子", "post"),
    "comment": Sentences("回复", "comment"),
    "photo": Sentences("照片", "photo"),
    "account": Sentences("个人资料", "profile"),
    "circle": Sentences("圈子介绍", "circle's introduction"),
    "tool": Sentences("圈子工具里的一条", "entry in a tool of the circle"),
}

# What stays, and how: the thing, then the category of the policy.
_CURBED: Final[dict[str, Callable[[Sentences, Category], Sentences]]] = {
    "label": lambda thing, told: Sentences(
        f"你的{thing.zh}涉及“{told.zh}”，已加上平台提示，外部链接不能点；大家照样看得到。",
        f"A notice stands on your {thing.en}, and its links lead nowhere. The rule: {told.en}.",
    ),
    "fold": lambda thing, told: Sentences(
        f"你的{thing.zh}涉及“{told.zh}”，已折叠：大家先看到提示，点开才看到内容。",
        f"Your {thing.en} is folded: people read a notice first, and open it. The rule: {told.en}.",
    ),
    "blur": lambda thing, told: Sentences(
        f"你的{thing.zh}涉及“{told.zh}”，照片已加模糊：文字照常显示，照片点开才看到。",
        f"The photos of your {thing.en} are blurred until uncovered. The rule: {told.en}.",
    ),
    "limit": lambda thing, told: Sentences(
        f"你的{thing.zh}涉及“{told.zh}”，只留在圈子里和它自己的网址上：不进首页、搜索和推荐。",
        f"Your {thing.en} stays in its circle, out of home feeds and search. The rule: {told.en}.",
    ),
}


def notice_of(*, act: str, category_code: str, subject_kind: str, panel: PanelSplit | None = None) -> Details:
    """What the author is told, in both languages, with the rule as it stands today.

    Args:
        act: hold (by the machine), release, label, fold, blur, limit, remove, or undo of one of them.
        category_code: Of the policy; on release the author is not told a category, as none applies.
        subject_kind: post, comment, photo, account, circle or tool.
        panel: How a panel of members answered, where they and not a moderator decided.
    """
    if panel is not None:
        return _of_panel(act, category_code, subject_kind, panel)
    thing = _THINGS[subject_kind]
    told = current().categories.get(category_code)
    if act == "release" or told is None:
        return Details(act=act, subject_kind=subject_kind, message=_without_rule(act, thing))
    if act == "hold":
        message = Sentences(*told.held())
    elif act == "remove":
        message = Sentences(
            f"你的{thing.zh}违反了“{told.zh}”这一条，已由管理员移除。",
            f"A moderator removed your {thing.en}. The rule: {told.en}.",
        )
    elif act in _CURBED:
        message = _CURBED[act](thing, told)
    else:
        message = _without_rule(act, thing)
    return Details(
        act=act,
        category=told.code,
        category_name=Sentences(told.zh, told.en),
        rule=Sentences(told.rule_zh, told.rule_en),
        message=message,
        subject_kind=subject_kind,
    )


def _of_panel(act: str, category_code: str, subject_kind: str, panel: PanelSplit) -> Details:
    """Both ways the author reads the rule that was asked about, and how many said what."""
    thing, told = _THINGS[subject_kind], current().categories.get(category_code)
    zh, en = (told.zh, told.en) if told else (category_code, category_code)
    doubt_zh = f"，{panel.cannot_say} 人说不准" if panel.cannot_say else ""
    doubt_en = f", {panel.cannot_say} could not say" if panel.cannot_say else ""
    if act == "remove":
        message = Sentences(
            f"抽签选出的成员评议了你的{thing.zh}，{panel.breaks} : {panel.keeps} 认为违反了“{zh}”这一条"
            f"{doubt_zh}，已移除。",
            f"A panel of members drawn by lot looked at your {thing.en} and decided {panel.breaks} : "
            f"{panel.keeps} that it breaks the rule on {en}{doubt_en}. It was removed.",
        )
    else:
        message = Sentences(
            f"抽签选出的成员评议了你的{thing.zh}，{panel.keeps} : {panel.breaks} 认为没有违反“{zh}”这一条"
            f"{doubt_zh}，现在可以看到了。",
            f"A panel of members drawn by lot looked at your {thing.en} and decided {panel.keeps} : "
            f"{panel.breaks} that it does not break the rule on {en}{doubt_en}. It can be seen now.",
        )
    return Details(
        act=act,
        category=told.code if told else None,
        category_name=Sentences(told.zh, told.en) if told else None,
        rule=Sentences(told.rule_zh, told.rule_en) if told else None,
        message=message,
        subject_kind=subject_kind,
        panel=panel,
    )


def notice_of_staff(subject_kind: str) -> Details:
    """What the author is told when the staff of a circle removed a post or comment."""
    thing = _THINGS[subject_kind]
    message = Sentences(
        f"圈子的管理人员移除了你的{thing.zh}。有疑问可以问问他们，圈子页上写着是谁。",
        f"The people who look after the circle took your {thing.en} away. Its page says who they are.",
    )
    return Details(act="remove", subject_kind=subject_kind, message=message)


def _without_rule(act: str, thing: Sentences) -> Sentences:
    """For a release, an undo, or a category that the policy no longer has."""
    if act == "release":
        return Sentences(
            f"你的{thing.zh}已有人看过，没有问题，现在可以看到了。",
            f"A person looked at your {thing.en} and found it in order. It can be seen now.",
        )
    if act == "undo":
        return Sentences(
            f"关于你的{thing.zh}的决定已撤回，会重新由人来看。",
            f"The decision about your {thing.en} was taken back. A person will look again.",
        )
    if act in _CURBED:
        return Sentences(f"管理员给你的{thing.zh}加了限制。", f"A moderator set a limit on your {thing.en}.")
    if act == "remove":
        return Sentences(f"管理员移除了你的{thing.zh}。", f"A moderator removed your {thing.en}.")
    return Sentences(
        f"你的{thing.zh}要有人看过才公开。", f"Your {thing.en} is shown once a person has looked at it."
    )
