"""The risk notice: what a clinic is, what who answers may say and what not; read once in each version."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.circles.tools import must_use, tell_changed
from tonghao.clinics.types import RiskNotice
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.screening.text import TextScreener

# Counts up whenever a sentence below changes, so that everybody reads it again.
HOUSE: Final = 1
HOUSE_ZH: Final = [
    "这里帮你看懂写了什么，不替你做主。不是投资建议，也不是法律意见。",
    "答的人可以说：这句话是什么意思，怎么算，去哪里查，签之前可以问对方什么。",
    "答的人不可以：推荐或贬低某个产品，说能赚多少，劝你买卖，替你操作，收你的钱。",
    "拍照前遮住姓名、证件号、账号和金额。有人催你马上转钱，先停下，问一个信得过的人。",
]
HOUSE_EN: Final = [
    "Here you are helped to understand what is written; nobody decides for you. "
    "It is neither investment nor legal advice.",
    "Who answers may say what a sentence means, how something is computed, where to look it up, "
    "and what to ask before you sign.",
    "Who answers may not recommend or run down a product, say what it will earn, talk you into buying or "
    "selling, act for you, or take your money.",
    "Hide names, numbers of papers and accounts, and amounts before you take a photo. "
    "If somebody hurries you to send money, stop and ask somebody you trust.",
]

_NEWEST: Final = """
    SELECT version, text FROM clinic_notices WHERE circle_id = $1 ORDER BY version DESC LIMIT 1
"""
_LOCK: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_ADD: Final = "INSERT INTO clinic_notices (circle_id, version, text) VALUES ($1, $2, $3)"
_READ: Final = """
    INSERT INTO clinic_consents (circle_id, account_id, house, version) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
"""
_HAS_READ: Final = """
    SELECT EXISTS (SELECT FROM clinic_consents
                    WHERE circle_id = $1 AND account_id = $2 AND house = $3 AND version = $4)
"""


class ReadNoticeFirst(Refusal):
    """Read the risk notice that holds now and confirm it; then you can ask or answer here."""


class NoticeChanged(Refusal):
    """The notice changed a moment ago. Read the new one and confirm it."""


async def current_notice(conn: Connection, circle_id: UUID) -> tuple[int, str]:
    """The version and text of what the circle itself adds now; (0, "") while it adds nothing."""
    row = await conn.fetchrow(_NEWEST, circle_id)
    return (0, "") if row is None else (row["version"], row["text"])


async def shown_notice(conn: Connection, circle_id: UUID) -> RiskNotice:
    """The notice as everybody reads it."""
    version, own = await current_notice(conn, circle_id)
    return RiskNotice(f"{HOUSE}.{version}", HOUSE_ZH, HOUSE_EN, own)


async def set_notice(conn: Connection, *, screener: TextScreener, access: Access, text: str) -> None:
    """Set what the circle adds; everybody is asked to read it again. The same text changes nothing.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        ToolNotUsed: see `must_use`.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the circle, then audit_head.
    """
    access.must_host()
    access.must_take_words()
    await must_use(conn, access.circle_id, "clinic")
    own = visible(text, lines=True)[:500]
    if own:
        must_pass(screener, own, kind="circle", never=CONTACTS)
    await conn.execute(_LOCK, access.circle_id)
    version, before = await current_notice(conn, access.circle_id)
    if own == before:
        return
    await conn.execute(_ADD, access.circle_id, version + 1, own)
    await tell_changed(conn, access.circle_id, "clinic", access.circle_id)
    await record_act(
        conn, access=access, act="clinic.noticed", subject_kind="circle", subject_id=access.circle_id
    )


async def read_notice(conn: Connection, *, access: Access, version: str) -> None:
    """Keep that the person read the notice that holds now; twice is once.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        ToolNotUsed: see `must_use`.
        NoticeChanged: it is not the version that holds.
    """
    access.must_write()
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "clinic")
    own, _ = await current_notice(conn, access.circle_id)
    if version != f"{HOUSE}.{own}":
        raise NoticeChanged
    await conn.execute(_READ, access.circle_id, access.account_id, HOUSE, own)


async def has_read(conn: Connection, *, circle_id: UUID, account_id: UUID | None) -> int | None:
    """The version of the circle's own part, when the person has read the notice that holds now."""
    own, _ = await current_notice(conn, circle_id)
    return own if await conn.fetchval(_HAS_READ, circle_id, account_id, HOUSE, own) else None


async def must_have_read_notice(conn: Connection, access: Access) -> int:
    """The version of the circle's own part; raises ReadNoticeFirst unless the person read what holds now."""
    own = await has_read(conn, circle_id=access.circle_id, account_id=access.account_id)
    if own is None:
        raise ReadNoticeFirst
    return own
