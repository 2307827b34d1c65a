"""HTTP for what a person saved."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, delete, get, patch, post, put
from litestar.params import Parameter

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.saves.keep_folder import (
    FolderNameRefused,
    FolderNameTaken,
    TooManyFolders,
    delete_folder,
    make_folder,
    rename_folder,
)
from tonghao.saves.read import list_folders, list_saved, list_thread_saves
from tonghao.saves.save import let_go, save
from tonghao.saves.types import FolderName, Saved, SaveFolder, SaveFolders, SavePlace

_ASKED = (InvalidRequest, SignInNeeded)
_POST = "/circles/{circle_id:uuid}/posts/{post_id:uuid}"
_COMMENT = _POST + "/comments/{comment_id:uuid}"
_FOLDER = "/me/save-folders/{folder_id:uuid}"
_Cursor = Annotated[str | None, Parameter(max_length=300)]


class _Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: FolderName


class _Into(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The folder; null for none."""

    folder_id: UUID | None = None


@get("/me/save-folders", operation_id="listSaveFolders", responses=refusals(SignInNeeded))
async def folders(caller: Caller, pool: Pool) -> SaveFolders:
    """My folders, which nobody else sees."""
    async with reading(pool) as conn:
        return await list_folders(conn, caller.account_id)


@post(
    "/me/save-folders",
    operation_id="makeSaveFolder",
    responses=refusals(
        *_ASKED, IdempotencyMismatch, TooMany, FolderNameRefused, FolderNameTaken, TooManyFolders
    ),
)
async def make(
    data: _Named, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> SaveFolder:
    """Make a folder."""
    await limiter.count("100 per hour", "make_save_folder", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            SaveFolder,
            lambda: make_folder(conn, account_id=caller.account_id, name=data.name),
        )


@patch(
    _FOLDER,
    operation_id="renameSaveFolder",
    responses=refusals(*_ASKED, NotFound, FolderNameRefused, FolderNameTaken),
)
async def rename(folder_id: UUID, data: _Named, caller: Caller, pool: Pool) -> SaveFolder:
    """Rename a folder of mine."""
    async with writing(pool) as conn:
        return await rename_folder(conn, account_id=caller.account_id, folder_id=folder_id, name=data.name)


@delete(_FOLDER, operation_id="deleteSaveFolder", responses=refusals(*_ASKED, NotFound))
async def drop(folder_id: UUID, caller: Caller, pool: Pool) -> None:
    """Delete a folder of mine; what lay in it stays saved."""
    async with writing(pool) as conn:
        await delete_folder(conn, account_id=caller.account_id, folder_id=folder_id)


@get("/me/saves", operation_id="listSaved", responses=refusals(*_ASKED, BadCursor))
async def saved(
    caller: Caller,
    pool: Pool,
    folder_id: UUID | None = None,
    within: Literal["all", "unsorted"] = "all",
    words: Annotated[str | None, Parameter(max_length=100)] = None,
    cursor: _Cursor = None,
) -> Page[Saved]:
    """What I saved, the newest first; in one folder, in none, or all."""
    async with reading(pool) as conn:
        return await list_saved(
            conn, account_id=caller.account_id, within=folder_id or within, words=words, cursor=cursor
        )


@get(_POST + "/saves", operation_id="listThreadSaves", responses=refusals(*_ASKED, NotFound))
async def in_thread(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> list[SavePlace]:
    """What of a thread I saved."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_thread_saves(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id
        )


@put(_POST + "/save", operation_id="savePost", responses=refusals(*_ASKED, NotFound, TooMany))
async def save_post(
    *, circle_id: UUID, post_id: UUID, data: _Into, caller: Caller, pool: Pool, limiter: Limiter
) -> SavePlace:
    """Save a post, or move it into another folder."""
    return await _save(pool, caller, limiter, (circle_id, post_id, None), data.folder_id)


@put(_COMMENT + "/save", operation_id="saveFloor", responses=refusals(*_ASKED, NotFound, TooMany))
async def save_floor(
    *,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    data: _Into,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
) -> SavePlace:
    """Save a floor, or move it into another folder."""
    return await _save(pool, caller, limiter, (circle_id, post_id, comment_id), data.folder_id)


async def _save(
    pool: Pool, caller: Caller, limiter: Limiter, ids: tuple[UUID, UUID, UUID | None], folder_id: UUID | None
) -> SavePlace:
    await limiter.count("200 per 10 minutes", "save", str(caller.account_id))
    async with writing(pool) as conn:
        return await save(
            conn,
            account_id=caller.account_id,
            circle_id=ids[0],
            post_id=ids[1],
            comment_id=ids[2],
            folder_id=folder_id,
        )


# Not through the circle's door: what one can no longer see can be let go of, too.
@delete("/me/saves/{post_id:uuid}", operation_id="unsavePost", responses=refusals(*_ASKED, NotFound))
async def unsave_post(post_id: UUID, caller: Caller, pool: Pool) -> None:
    """Keep a post no longer."""
    async with writing(pool) as conn:
        await let_go(conn, account_id=caller.account_id, post_id=post_id, comment_id=None)


@delete(
    "/me/saves/{post_id:uuid}/{comment_id:uuid}",
    operation_id="unsaveFloor",
    responses=refusals(*_ASKED, NotFound),
)
async def unsave_floor(post_id: UUID, comment_id: UUID, caller: Caller, pool: Pool) -> None:
    """Keep a floor no longer."""
    async with writing(pool) as conn:
        await let_go(conn, account_id=caller.account_id, post_id=post_id, comment_id=comment_id)


router = Router(
    "/",
    route_handlers=[
        folders, make, rename, drop, saved, in_thread, save_post, save_floor, unsave_post, unsave_floor,
    ],
    tags=["saves"],
)  # fmt: skip
