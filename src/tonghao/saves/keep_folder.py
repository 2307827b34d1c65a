"""Keep folders: make, rename and delete the folders of one person."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.db import Connection, UniqueViolation
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.reading_events import SavesChanged
from tonghao.saves.types import SaveFolder

MOST_FOLDERS: Final = 100
_LONGEST: Final = 30

_LOCK_ACCOUNT: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_COUNT: Final = "SELECT count(*) FROM save_folders WHERE account_id = $1"
_MAKE: Final = "INSERT INTO save_folders (account_id, id, name) VALUES ($1, $2, $3)"
_RENAME: Final = "UPDATE save_folders SET name = $3 WHERE account_id = $1 AND id = $2 RETURNING id"
_FILLED: Final = "SELECT count(*) FROM saves WHERE account_id = $1 AND folder_id = $2"
_LOCK_FOLDER: Final = "SELECT id FROM save_folders WHERE account_id = $1 AND id = $2 FOR UPDATE"
_EMPTY: Final = "UPDATE saves SET folder_id = NULL WHERE account_id = $1 AND folder_id = $2"
_DELETE: Final = "DELETE FROM save_folders WHERE account_id = $1 AND id = $2"


class FolderNameRefused(Refusal):
    """This name cannot be used for a folder. Take 1 to 30 visible characters."""

    status = 400


class FolderNameTaken(Refusal):
    """You have a folder with this name already. Take another name."""


class TooManyFolders(Refusal):
    """You have a hundred folders. Delete one before you make another."""


def checked_folder_name(name: str) -> str:
    """*name* as it is stored.

    Raises:
        FolderNameRefused: nothing of it can be seen, or it is longer than 30 characters.
    """
    kept = visible(name)
    if not 1 <= len(kept) <= _LONGEST:
        raise FolderNameRefused
    return kept


async def make_folder(conn: Connection, *, account_id: UUID, name: str) -> SaveFolder:
    """Make an empty folder.

    Raises:
        FolderNameRefused, FolderNameTaken, TooManyFolders: what it says.

    Emits: saves.changed. Locks: the account.
    """
    kept = checked_folder_name(name)
    await conn.execute(_LOCK_ACCOUNT, account_id)
    if await conn.fetchval(_COUNT, account_id) >= MOST_FOLDERS:
        raise TooManyFolders
    folder_id = new_id()
    try:
        await conn.execute(_MAKE, account_id, folder_id, kept)
    except UniqueViolation:
        raise FolderNameTaken from None
    await tell_changed(conn, account_id)
    return SaveFolder(folder_id, kept, 0)


async def rename_folder(conn: Connection, *, account_id: UUID, folder_id: UUID, name: str) -> SaveFolder:
    """Give a folder another name.

    Raises:
        NotFound: it is not one of theirs.
        FolderNameRefused, FolderNameTaken: what it says.

    Emits: saves.changed.
    """
    kept = checked_folder_name(name)
    try:
        renamed = await conn.fetchval(_RENAME, account_id, folder_id, kept)
    except UniqueViolation:
        raise FolderNameTaken from None
    if renamed is None:
        raise NotFound
    await tell_changed(conn, account_id)
    return SaveFolder(folder_id, kept, await conn.fetchval(_FILLED, account_id, folder_id))


async def delete_folder(conn: Connection, *, account_id: UUID, folder_id: UUID) -> None:
    """Delete a folder; what lay in it stays saved, in none.

    Raises:
        NotFound: it is not one of theirs.

    Emits: saves.changed. Locks: the folder.
    """
    if await conn.fetchval(_LOCK_FOLDER, account_id, folder_id) is None:
        raise NotFound
    await conn.execute(_EMPTY, account_id, folder_id)
    await conn.execute(_DELETE, account_id, folder_id)
    await tell_changed(conn, account_id)


async def tell_changed(conn: Connection, account_id: UUID) -> None:
    """Emit saves.changed, for the person's other devices."""
    await outbox.emit(conn, SavesChanged(account_id), audience=f"account:{account_id}")
