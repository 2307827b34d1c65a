"""Tell of a panel: a member who was drawn hears of it, and by when an answer counts."""

from tonghao.case_events import PanelSeatGiven
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details, Sentences
from tonghao.screening.policy import current

_ASKED = Sentences(
    "抽到你来评一评：有一段话，要不要算违反规则。不想评也可以让给别人。",
    "You were drawn for a panel: does a text break a rule? You may leave it to somebody else.",
)


async def tell_of_seat(event: PanelSeatGiven, *, pool: Pool) -> None:
    """Neither the words nor whose they are stand in a notice: they are read on the page alone."""
    rule = current().categories.get(event.category)
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="panel",
            cause=f"panel:{event.panel_id}",
            details=Details(
                category=event.category,
                category_name=Sentences(rule.zh, rule.en) if rule else None,
                message=_ASKED,
                until=event.answer_by,
            ),
        )
