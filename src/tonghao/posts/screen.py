"""Screen: what the check makes of a text decides the state in which it is stored."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.markup import without_links
from tonghao.posts.types import Curb, CurbAct, Label, Reason, State
from tonghao.screening import policy
from tonghao.screening.house import CIRCLE_RULE, WORD, House
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown, Verdict

# Stands where the policy's categories do, for a photo that could not even be read.
UNUSABLE_PHOTO: Final = "photo.unusable"
# The same for what waits only because its circle is under pre-check: nothing was found in it.
PRE_CHECK: Final = "pre-check"
# And for photos that came while nobody of the circle was on duty.
NO_DUTY: Final = "no-duty"
# Held without anything that was found: what is found later in a photo says more.
ONLY_WAITS: Final = frozenset({PRE_CHECK, NO_DUTY})
_PRE_CHECK_SEVERITY: Final = 1
# The policy holds nothing that is no graver; what somebody does may.
_MILD: Final = 1
# Before the rule of the circle that holds a post: a category that it takes more strictly, or one of these.
_BY_CIRCLE: Final = f"{CIRCLE_RULE}:"
_FIRST: Final = "first"
# What a case is called in which nothing was found: it waits, or the circle asks for more than the platform.
FOUND_NOTHING: Final = {
    PRE_CHECK: Reason("先由人看", "Looked at first"),
    NO_DUTY: Reason("没有人值班时来的照片", "Photos that came while nobody was on duty"),
    CIRCLE_RULE: Reason("本圈的规则", "Rule of the circle"),
}
# Held for one of these, a post says nothing about what it shows.
SAYS_NOTHING: Final = (*ONLY_WAITS, _BY_CIRCLE + _FIRST, UNUSABLE_PHOTO)
_PASSED: Final = Verdict("allow", 0, None, (), "", "")


_CIRCLE_REASONS: Final = {
    _BY_CIRCLE + _FIRST: Reason(
        "本圈的规则：新来的人头几条帖子先由人看过再公开。没有发现什么问题，只是在等人看过。",
        "A rule of this circle: a person looks at the first posts of new members. Nothing was found; it only "
        "waits to be looked at.",
    ),
    _BY_CIRCLE + WORD: Reason(
        "本圈的规则：里面有这个圈子留意的词，所以先由人看过。为什么留意，写在圈子的介绍页上。",
        "A rule of this circle: it contains a word that this circle watches, so a person looks first. The "
        "circle's page says why.",
    ),
}


class Screened(msgspec.Struct, frozen=True):
    """The state that the words alone allow; `verdict` is None when the checker was down."""

    state: State
    category: str | None
    verdict: Verdict | None
    label: str | None = None

    @classmethod
    def by(cls, verdict: Verdict) -> "Screened":
        """What *verdict* means for the state."""
        if verdict.act in {"hold", "quarantine"} and verdict.category is not None:
            rule = verdict.circle_rule
            return cls("held", verdict.category if rule is None else _BY_CIRCLE + rule, verdict)
        return cls("visible", None, verdict, verdict.label)

    @classmethod
    def waiting(cls) -> "Screened":
        """Nobody could look at the words yet."""
        return cls("pending", None, None)

    @classmethod
    def passed(cls) -> "Screened":
        """The words were let through before, by the machine or a person, or there are none."""
        return cls("visible", None, _PASSED)

    @property
    def is_screened(self) -> bool:
        return self.verdict is not None

    def as_held(self, verdict: Verdict) -> "Screened":
        """The same words, held for the category of *verdict*, whatever the policy alone would do."""
        return msgspec.structs.replace(self, state="held", category=verdict.category, verdict=verdict)

    def as_restricted(self, restrictions: Collection[str], *, has_photos: bool) -> "Screened":
        """The same in a circle where a person looks first: what the machine let through is held.

        Args:
            restrictions: The kinds that are in force in the circle, with NO_DUTY while nobody answers.
            has_photos: Whether others would see photos that no person has looked at.
        """
        category = PRE_CHECK
        if "pre_check" not in restrictions and not (has_photos and "photo_check" in restrictions):
            category = NO_DUTY
            if not (has_photos and NO_DUTY in restrictions):
                return self
        if self.state != "visible" or self.verdict is None:
            return self
        severity = max(self.verdict.severity, _PRE_CHECK_SEVERITY)
        held = msgspec.structs.replace(self.verdict, act="hold", severity=severity, category=category)
        return msgspec.structs.replace(self, state="held", category=category, verdict=held)

    def as_of_newcomer(self, is_newcomer: bool) -> "Screened":
        """The same by somebody whose first posts wait in this circle, if *is_newcomer*."""
        if self.state != "visible" or self.verdict is None or not is_newcomer:
            return self
        severity = max(self.verdict.severity, _PRE_CHECK_SEVERITY)
        held = msgspec.structs.replace(
            self.verdict, act="hold", severity=severity, category=CIRCLE_RULE, circle_rule=_FIRST
        )
        return msgspec.structs.replace(self, state="held", category=_BY_CIRCLE + _FIRST, verdict=held)

    def html(self, html: str, *, curb: str | None = None) -> str:
        """The safe HTML of the words as it is shown: without links to the outside, labelled or curbed."""
        return html if self.label is None and curb is None else without_links(html)

    @property
    def severity(self) -> int:
        return 0 if self.verdict is None else self.verdict.severity

    @property
    def findings(self) -> dict[str, object]:
        """The verdict as an event carries it."""
        found: dict[str, object] = msgspec.to_builtins(self.verdict)
        return found


def screened(
    screener: TextScreener,
    text: str,
    *,
    kind: str,
    restrictions: Collection[str] = (),
    has_photos: bool = False,
    house: House | None = None,
    is_newcomer: bool = False,
    circle_id: UUID | None = None,
) -> Screened:
    """Ask the checker; when it is down the text waits, and nobody but its author sees it.

    Args:
        restrictions, has_photos: See `Screened.as_restricted`.
        circle_id: Where it stands.
        house, is_newcomer: What the circle asks beyond the policy; see `Access`.
    """
    try:
        checked = (
            Screened.by(screener.verdict(text, kind=kind, house=house, circle_id=circle_id))
            if text
            else Screened.passed()
        )
    except ScreenerDown:
        return Screened.waiting()
    return checked.as_restricted(restrictions, has_photos=has_photos).as_of_newcomer(is_newcomer)


def screened_in(
    access: Access,
    screener: TextScreener,
    text: str,
    *,
    kind: str,
    kinds: Collection[str] | None = None,
    has_photos: bool = False,
) -> Screened:
    """The same for what somebody writes in a circle, with all that is asked of them there.

    Args:
        kinds: The restrictions, where more is known than the access says.
        has_photos: See `Screened.as_restricted`.
    """
    return screened(
        screener,
        text,
        kind=kind,
        restrictions=access.kinds if kinds is None else kinds,
        has_photos=has_photos,
        house=access.house,
        is_newcomer=access.is_newcomer and kind == "post",
        circle_id=access.circle_id,
    )


def code_of(category: str | None) -> str:
    """By which category a case of it is sorted: that of the policy, also where the circle is stricter."""
    rule = (category or "").removeprefix(_BY_CIRCLE)
    return CIRCLE_RULE if rule in {_FIRST, WORD} and rule != category else rule


def says_less(category: str | None) -> bool:
    """Whether a photo says more than words held for *category*: they only wait, or are mild."""
    rule = policy.current().categories.get(category or "")
    return category in ONLY_WAITS or (rule is not None and rule.severity <= _MILD)


def named(code: str) -> Reason:
    """What the category *code* of a case is called; the code itself when the policy has it no more."""
    rule = policy.current().categories.get(code)
    return FOUND_NOTHING.get(code, Reason(code, code)) if rule is None else Reason(rule.zh, rule.en)


def label_of(category: str | None) -> Label | None:
    """The label of a published text, with its words in both languages."""
    found = policy.current().categories.get(category or "")
    if found is None:
        return None
    return Label(found.code, found.zh, found.en, found.rule_zh, found.rule_en)


def curb_of(act: CurbAct | None, category: str | None) -> Curb | None:
    """What a person decided about something that stays; a category that the policy lost keeps its code."""
    if act is None:
        return None
    told = label_of(category)
    if told is None:
        return Curb(act, category or "", category or "", category or "", "", "")
    return Curb(act, told.category, told.zh, told.en, told.rule_zh, told.rule_en)


def reason_of(state: str, category: str | None) -> Reason:
    """Why it is held or removed, for the author: what was found, and the rule."""
    if category == UNUSABLE_PHOTO:
        return Reason(
            "其中一张照片不能用。编辑这条帖子，换一张或去掉它。",
            "One of its photos cannot be used. Edit the post: replace the photo or leave it out.",
        )
    if category == PRE_CHECK and state == "held":
        return Reason(
            "这个圈子现在由人先看每一条：没有发现什么问题，只是在等人看过。原因写在圈子页上。",
            "A person looks first in this circle for now: nothing was found, it only waits to be looked at. "
            "The circle's page says why.",
        )
    if category == NO_DUTY and state == "held":
        return Reason(
            "没有发现什么问题。发的时候圈子里没有人值班，照片要等值班的人看过，别人才看得到。",
            "Nothing was found. Nobody of the circle was on duty when it came, so its photos wait for "
            "whoever comes on duty next; others see it after that.",
        )
    if category in _CIRCLE_REASONS and state == "held":
        return _CIRCLE_REASONS[category]
    rule = policy.current().categories.get(code_of(category))
    if rule is None:
        return Reason("圈子的管理人员移除了它。", "The people who look after the circle took it away.")
    if state == "held" and category != rule.code:
        return Reason(
            f"本圈的规则：这一类在这个圈子里先由人看过。{rule.rule_zh}",
            f"A rule of this circle: this kind waits for a person here. {rule.rule_en}",
        )
    if state == "held":
        held_zh, held_en = rule.held()
        return Reason(f"{held_zh}{rule.rule_zh}", f"{held_en} {rule.rule_en}")
    return Reason(rule.rule_zh, rule.rule_en)
