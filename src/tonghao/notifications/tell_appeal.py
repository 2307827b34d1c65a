"""Tell of an appeal: whoever made it hears the outcome with the rule and the reason."""

from typing import Final
from uuid import UUID

from tonghao.case_events import AppealDecided
from tonghao.db import Connection, Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details, Sentences
from tonghao.screening.policy import current

_AUTHOR: Final = "SELECT author_id FROM cases WHERE id = $1"

_OUTCOMES: Final[dict[tuple[str, str], Sentences]] = {
    ("hold", "overturned"): Sentences(
        "另一个人看过了：没有问题，现在大家能看到了。",
        "Another person looked and found it in order. It can be seen now.",
    ),
    ("hold", "upheld"): Sentences(
        "另一个人看过了：不能放在这里，已经移除。",
        "Another person looked: it cannot stand here and was removed.",
    ),
    ("remove", "overturned"): Sentences(
        "另一个人看过了：移除得不对，已经恢复原样。",
        "Another person looked: the removal was wrong, and everything is as before.",
    ),
    ("remove", "upheld"): Sentences(
        "另一个人看过了：移除没有错，不再恢复。",
        "Another person looked: the removal was right and stands.",
    ),
    ("dismiss", "overturned"): Sentences(
        "另一个人看过了：你举报得对，内容已经移除。",
        "Another person looked: your report was right, and it was removed.",
    ),
    ("dismiss", "upheld"): Sentences(
        "另一个人看过了：内容没有违反规则，留在原处。",
        "Another person looked: it breaks no rule and stays.",
    ),
    ("", "overturned"): Sentences(
        "另一个人看过了：限制不对，已经解除。",
        "Another person looked: it was wrong and is lifted.",
    ),
    ("", "upheld"): Sentences(
        "另一个人看过了：限制没有错，继续有效。",
        "Another person looked: it was right and stands.",
    ),
    ("", "settled"): Sentences(
        "原来的决定已经撤回，不用再等申诉的结果。",
        "The first decision was taken back, so nothing is left to appeal.",
    ),
}


async def tell_of_appeal(event: AppealDecided, *, pool: Pool) -> None:
    """The appellant hears what another person decided; when a circle was right, the author hears, too."""
    async with writing(pool) as conn:
        await _tell(conn, event, event.appellant_id)
        if event.party == "circle" and event.outcome == "overturned" and event.case_id is not None:
            author_id: UUID | None = await conn.fetchval(_AUTHOR, event.case_id)
            if author_id is not None and author_id != event.appellant_id:
                await _tell(conn, event, author_id)


async def _tell(conn: Connection, event: AppealDecided, account_id: UUID) -> None:
    rule = current().categories.get(event.category)
    message = _OUTCOMES.get((event.act, event.outcome)) or _OUTCOMES["", event.outcome]
    await notify(
        conn,
        account_id=account_id,
        kind="decision",
        cause=f"appeal:{event.appeal_id}",
        details=Details(
            act=f"appeal_{event.outcome}",
            category=rule.code if rule else None,
            category_name=Sentences(rule.zh, rule.en) if rule else None,
            rule=Sentences(rule.rule_zh, rule.rule_en) if rule else None,
            message=message,
            subject_kind=event.subject_kind,
            number=event.number,
            reason=event.answer or None,
        ),
        circle_id=event.circle_id,
        post_id=event.post_id,
        comment_id=event.subject_id if event.subject_kind == "comment" else None,
    )
