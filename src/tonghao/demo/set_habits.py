"""Set habits: who sleeps when, what somebody does not want to read, and who may be found by name."""

from tonghao.accounts.choose_finding import choose_finding
from tonghao.accounts.mute_words import set_mute_words
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import Story
from tonghao.notifications.set_wishes import set_wishes
from tonghao.notifications.types import NotificationWishes, QuietHours


async def set_habits(conn: Connection, story: Story) -> None:
    """Let the people of *story* have their quiet hours and muted words, and be found as they wish."""
    for person in story.people:
        account_id = account_id_of(person.handle)
        if person.quiet is not None:
            quiet = QuietHours(*map(_minute, person.quiet))
            wishes = NotificationWishes(app_off=[], mail_on=[], quiet=quiet, digest_hour=None)
            await set_wishes(conn, account_id=account_id, wishes=wishes)
        if person.found_by != "handle":
            await choose_finding(conn, account_id=account_id, found_by=person.found_by)
        if person.mute_words:
            await set_mute_words(conn, account_id=account_id, words=person.mute_words)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
