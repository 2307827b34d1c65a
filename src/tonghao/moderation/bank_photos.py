"""Bank photos: what a decision removes stays away everywhere, what it releases is known as fine."""

from uuid import UUID

from tonghao.bank.enter import enter_photo
from tonghao.db import Connection
from tonghao.media.read import list_looks
from tonghao.moderation.act_on import Effect
from tonghao.moderation.lock_case import LockedCase
from tonghao.moderation.types import CURBS, DecisionAct
from tonghao.screening.known import entry_of
from tonghao.screening.policy import current


async def bank_photos(
    conn: Connection,
    *,
    case: LockedCase,
    effect: Effect,
    act: DecisionAct,
    category: str,
    decision_id: UUID,
    moderator_id: UUID,
    note: str,
) -> None:
    """Enter the photos of a decision that took effect.

    Of a removed post they are entered when the category is one of what is seen; a photo that was decided
    on by itself always is. A released photo is entered as fine when the bank had held it, so that the same
    picture is not held for the same mistake again. What is curbed stays, and says nothing of other places.

    Emits: bank.entered. Locks: the bank's number.
    """
    if not effect.changed or not effect.before.photos or act in CURBS:
        return
    if act == "remove" and case.subject_kind != "photo" and category not in current().bank.seen:
        return
    photos = [(photo.owner_id, photo.media_id) for photo in effect.before.photos]
    for photo in await list_looks(conn, photos):
        if act == "release" and (photo.verdict is None or entry_of(photo.verdict) is None):
            continue
        await enter_photo(
            conn,
            kind="removed" if act == "remove" else "released",
            owner_id=photo.owner_id,
            media_id=photo.media_id,
            look=photo.look,
            category=category,
            case_id=case.case_id,
            decision_id=decision_id,
            reason=note,
            entered_by=moderator_id,
        )
