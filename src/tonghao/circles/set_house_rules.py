"""Set house rules: a circle asks more than the platform's policy, never less."""

from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.house_rules import list_raisable, rules_of_version
from tonghao.circles.record_act import record_act, screened_reason
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.screening import policy
from tonghao.screening.house import HouseRules, HouseWord, compact_of
from tonghao.screening.text import TextScreener
from tonghao.screening.words import is_expression

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_NUMBER: Final = "SELECT house_number FROM circles WHERE id = $1"
_ADD: Final = """
    INSERT INTO house_rules (circle_id, number, rules, reason, made_by) VALUES ($1, $2, $3, $4, $5)
"""
_STAND: Final = "UPDATE circles SET house_number = $2, house = $3 WHERE id = $1"


class HouseMilder(Refusal):
    """A circle may only be stricter than the platform, and here it would not be. The details say where."""

    status = 400


class HouseCategoryUnknown(Refusal):
    """No machine looks for this category, so a rule about it would do nothing. Choose one from the list."""

    status = 400


class HouseWordRefused(Refusal):
    """A word takes two letters or more, once, and a reason; patterns are not taken. The details name it."""

    status = 400


class HouseRulesChanged(Refusal):
    """Somebody else changed the rules of this circle in the meantime. Load them again, then change them."""


class HouseRulesSame(Refusal):
    """These are the rules that stand already. Change something first."""

    status = 400


class NewHouseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules as they shall be, all of them. `number` is the version that the author saw, 0 for none."""

    rules: HouseRules
    reason: Annotated[str, Meta(max_length=500)]
    number: Annotated[int, Meta(ge=0, le=2**31 - 1)]


def checked_rules(rules: HouseRules) -> HouseRules:
    """*rules* as they are kept.

    Raises:
        HouseMilder: a category would be no graver than the platform takes it.
        HouseCategoryUnknown: no machine looks for a category.
        HouseWordRefused: a word is too short, an expression, there twice, or has no reason.
    """
    raisable = {one.code: one.severity for one in list_raisable()}
    for code, severity in rules.severities.items():
        known = policy.current().categories.get(code)
        if known is not None and severity <= known.severity:
            raise HouseMilder(category=code, severity=known.severity)
        if code not in raisable:
            raise HouseCategoryUnknown(category=code)
    words: dict[str, HouseWord] = {}
    for word in rules.words:
        term, reason = visible(word.term), visible(word.reason)
        plain = compact_of(term)
        if len(plain) < 2 or plain in words or is_expression(term) or not reason:
            raise HouseWordRefused(word=word.term)
        words[plain] = HouseWord(term, reason)
    return msgspec.structs.replace(rules, words=list(words.values()))


async def set_house_rules(
    conn: Connection, *, screener: TextScreener, access: Access, new: NewHouseRules
) -> None:
    """Let the rules stand from now on; what is written from here on is judged by them too.

    Raises:
        NotAllowed: the person may not edit the circle.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        HouseMilder, HouseCategoryUnknown, HouseWordRefused: see `checked_rules`.
        ReasonNeeded, TextRefused, CheckerAway: the reason, or that of a word, is not accepted.
        HouseRulesChanged: another version came in between.
        HouseRulesSame: nothing would change.

    Locks: the circle, then the audit log.
    """
    access.must("edit_circle")
    access.must_take_words()
    rules = checked_rules(new.rules)
    reason = screened_reason(screener, new.reason)
    if rules.words:
        # The words themselves are shown to nobody but those who set them.
        must_pass(screener, "\n".join(word.reason for word in rules.words), kind="circle")
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    before = int(await conn.fetchval(_NUMBER, access.circle_id))
    if before != new.number:
        raise HouseRulesChanged(number=before)
    if rules == (await rules_of_version(conn, access.circle_id, before))[0]:
        raise HouseRulesSame
    await add_house_version(
        conn, access.circle_id, before + 1, rules=rules, reason=reason, by=access.account_id
    )
    await record_act(
        conn,
        access=access,
        act="circle.rules_set",
        subject_kind="circle",
        subject_id=access.circle_id,
        reason=reason,
        shown={
            "number": before + 1,
            "severities": len(rules.severities),
            "words": len(rules.words),
            "no_links": rules.no_links,
            "photo_days": rules.photo_days,
            "first_posts": rules.first_posts,
        },
        undo={"number": before + 1},
    )


async def add_house_version(
    conn: Connection, circle_id: UUID, number: int, *, rules: HouseRules, reason: str, by: UUID | None
) -> None:
    """Keep the version and let it stand; the caller has locked the circle."""
    kept = msgspec.to_builtins(rules)
    await conn.execute(_ADD, circle_id, number, kept, reason, by)
    await conn.execute(_STAND, circle_id, number, None if rules == HouseRules() else kept)


async def house_number(conn: Connection, circle_id: UUID) -> int:
    """The version that stands; 0 where there never was one."""
    return int(await conn.fetchval(_NUMBER, circle_id))
