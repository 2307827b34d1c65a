"""Save: a person keeps a post or a floor for themselves, puts it into another folder, or lets it go."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.saves.keep_folder import tell_changed
from tonghao.saves.types import SavePlace

# A folder that is being deleted is waited for, and then is not there.
_LOCK_FOLDER: Final = "SELECT id FROM save_folders WHERE account_id = $1 AND id = $2 FOR KEY SHARE"
_POST: Final = """
    SELECT EXISTS (SELECT FROM posts
                    WHERE circle_id = $1 AND id = $2
                      AND (state = 'visible' OR author_id = $3 AND state <> 'deleted'))
"""
_COMMENT: Final = """
    SELECT EXISTS (SELECT FROM comments s
                     JOIN posts p ON p.circle_id = $1 AND p.id = $2 AND p.state = 'visible'
                    WHERE s.circle_id = $1 AND s.post_id = $2 AND s.id = $3 AND s.state = 'visible')
"""
_SAVE: Final = """
    INSERT INTO saves (account_id, subject_id, circle_id, post_id, comment_id, folder_id)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (account_id, subject_id) DO UPDATE SET folder_id = excluded.folder_id
"""
_LET_GO: Final = "DELETE FROM saves WHERE account_id = $1 AND subject_id = $2 AND post_id = $3"


async def save(
    conn: Connection,
    *,
    account_id: UUID,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID | None,
    folder_id: UUID | None,
) -> SavePlace:
    """Keep a post, or with *comment_id* a floor, in a folder or in none; a second time moves it.

    Raises:
        NotFound: there is nothing that the person may read, or no such folder of theirs.

    Emits: saves.changed. Locks: the folder.
    """
    await access_of(conn, circle_id, account_id)
    if comment_id is None:
        is_there = await conn.fetchval(_POST, circle_id, post_id, account_id)
    else:
        is_there = await conn.fetchval(_COMMENT, circle_id, post_id, comment_id)
    if not is_there:
        raise NotFound
    if folder_id is not None and await conn.fetchval(_LOCK_FOLDER, account_id, folder_id) is None:
        raise NotFound
    await conn.execute(_SAVE, account_id, comment_id or post_id, circle_id, post_id, comment_id, folder_id)
    await tell_changed(conn, account_id)
    return SavePlace(comment_id, folder_id)


async def let_go(conn: Connection, *, account_id: UUID, post_id: UUID, comment_id: UUID | None) -> None:
    """Keep it no longer; nothing happens when it was not kept, and what is gone can be let go, too.

    Emits: saves.changed.
    """
    await conn.execute(_LET_GO, account_id, comment_id or post_id, post_id)
    await tell_changed(conn, account_id)
