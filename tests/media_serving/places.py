"""Places that show photos, as rows: what these tests are about is who may fetch, not how they were made."""

from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.types import PlaceKind
from tonghao.media.use import use_media


async def circle(conn: Connection, *, kind: str = "open", members: tuple[UUID, ...] = ()) -> UUID:
    circle_id = new_id()
    await conn.execute(
        "INSERT INTO circles (id, slug, partner_id, name, topic, kind)"
        " VALUES ($1, $2, $3, '猫友', 'pets', $4)",
        circle_id,
        f"c-{circle_id.hex[-12:]}",
        new_id(),
        kind,
    )
    for account_id in members:
        await conn.execute(
            "INSERT INTO memberships (circle_id, account_id) VALUES ($1, $2)", circle_id, account_id
        )
    return circle_id


async def post(conn: Connection, circle_id: UUID, author_id: UUID, *, state: str = "visible") -> UUID:
    post_id = new_id()
    await conn.execute(
        "INSERT INTO posts (circle_id, id, author_id, text, html, state, published_at)"
        " VALUES ($1, $2, $3, '一只猫', '<p>一只猫</p>', $4, now())",
        circle_id,
        post_id,
        author_id,
        state,
    )
    return post_id


async def used(
    conn: Connection, owner_id: UUID, media_id: UUID, kind: PlaceKind, place_id: UUID, circle_id: UUID | None
) -> None:
    await use_media(
        conn, owner_id=owner_id, media_id=media_id, place_kind=kind, place_id=place_id, circle_id=circle_id
    )
