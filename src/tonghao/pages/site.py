"""What a client must know before anybody has signed in."""

from typing import Final
from uuid import UUID

from tonghao import __version__
from tonghao.accounts.open_door import DOORS
from tonghao.accounts.types import TERMS_VERSION
from tonghao.circles.topics import TOPICS
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.pages.types import Door, Site

_DOORS: Final = """
    SELECT p.handle, p.name, p.account_id, p.avatar_media_id
      FROM profiles p JOIN accounts a ON a.id = p.account_id
     WHERE p.handle = ANY($1) AND a.is_demo
"""

# What stands on each door: who one is behind it.
_ROLES: Final = {
    "member": ("成员", "Member"),
    "host": ("圈主", "Circle host"),
    "duty": ("值班", "Duty officer"),
    "platform": ("平台", "Platform"),
}


async def get_site(conn: Connection, config: Config, *, at_home: bool, signed_in: bool) -> Site:
    """The site as a client at *at_home* (this machine) or elsewhere may know it, *signed_in* or not."""
    doors: list[Door] = []
    if config.demo and at_home:
        found: dict[str, tuple[str, UUID, UUID | None]] = {
            row["handle"]: (row["name"], row["account_id"], row["avatar_media_id"])
            for row in await conn.fetch(_DOORS, list(DOORS.values()))
        }
        for door, handle in DOORS.items():
            if handle in found:
                name, account_id, avatar = found[handle]
                doors.append(Door(door, name, *_ROLES[door], account_id, avatar))
    return Site(
        name=config.site_name,
        public_url=config.address,
        demo=bool(doors),
        doors=doors,
        terms_version=TERMS_VERSION,
        upload_bytes=config.upload_bytes,
        upload_types=["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif"],
        topics=list(TOPICS),
        version=__version__,
        signed_in=signed_in,
        phone=config.sms_sender != "none",
    )
