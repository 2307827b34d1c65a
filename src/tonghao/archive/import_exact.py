"""Import an exact archive: all of it in one transaction, with its own identifiers, or nothing."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from tonghao.accounts.check_handle import skeleton_of
from tonghao.archive.bring_photos import Photos
from tonghao.archive.count_rightly import must_count_rightly
from tonghao.archive.export_archive import Manifest
from tonghao.archive.judge_rows import Judge
from tonghao.archive.progress import Told
from tonghao.archive.read_exact import check, must_be_plain, read_manifest, refused_at, rows_of
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.shapes import Shape, shapes
from tonghao.archive.types import Report
from tonghao.audit.append import append
from tonghao.config import Config
from tonghao.db import Connection, Pool, PostgresTrouble, writing
from tonghao.markup import html_of, without_links
from tonghao.media.store import Store

_BATCH: Final = 500
_KEY_BYTES: Final = 32
# Whom two archives may both name; everything else belongs to circles, which must be new here.
_OF_PEOPLE: Final = frozenset(
    {"accounts", "profiles", "friendships", "blocks", "partners", "partner_staff", "media", "media_uses"}
)

_KNOWN: Final = """
    SELECT 'accounts' AS "table", a.id FROM accounts a WHERE a.id = ANY($1)
    UNION ALL
    SELECT 'partners', p.id FROM partners p WHERE p.id = ANY($2)
    UNION ALL
    SELECT 'circles', c.id FROM circles c WHERE c.id = ANY($3)
"""
_TAKEN_HANDLES: Final = "SELECT skeleton FROM handle_claims WHERE skeleton = ANY($1)"
_TAKEN_SLUGS: Final = "SELECT slug FROM circle_slug_claims WHERE slug = ANY($1)"


async def import_exact(
    folder: Path,
    *,
    pool: Pool,
    config: Config,
    store: Store,
    told: Told,
    own: bool = False,
    screener: BatchScreener | None = None,
) -> Report:
    """Bring in what `export` wrote: every line is checked first, then everything comes in at once.

    People have no password and no role; they come in by a claim link. A handle or address of a
    circle that is taken here is replaced, and reported.

    Args:
        own: The archive is of a server whose people we trust: what they let through stays, photos come
            in as they are, and who is here already is the same person. Otherwise texts are screened,
            photos are decoded, stripped and judged anew before anybody sees them, and nobody who is
            here may be named.

    Raises:
        ArchiveRefused: names file, line and reason; nothing was changed.
    """
    manifest = read_manifest(folder)
    with ExitStack() as opened:
        if screener is None and not own:
            screener = opened.enter_context(BatchScreener(config.text_model, config.legal_list))
        async with writing(pool) as conn:
            run = _Run(conn, folder, manifest, await shapes(conn), own=own, told=told)
            run.judge = Judge(None if own else screener, run.report)
            run.photos = Photos(conn, store, folder, own=own, most_bytes=config.upload_bytes)
            await run.bring_in()
            return run.report


class _Run:
    """One import at work, inside its one transaction."""

    judge: Judge
    photos: Photos

    def __init__(
        self, conn: Connection, folder: Path, manifest: Manifest, known: list[Shape], *, own: bool, told: Told
    ) -> None:
        self._conn = conn
        self._folder = folder
        self._manifest = manifest
        self._shapes = known
        self._own = own
        self._told = told
        self._here: dict[str, set[UUID]] = {}
        self._before: dict[str, set[UUID]] = {}
        self._curbed: list[tuple[str, dict[str, Any]]] = []
        self.report = Report()

    async def bring_in(self) -> None:
        must_be_plain(self._folder, self._shapes)
        self._here = check(self._folder, self._manifest, self._shapes)
        self._before = await self._known_before()
        for shape in self._shapes:
            if not (self._folder / shape.table.file).exists():
                continue
            rows = 0
            for batch in _batches(rows_of(self._folder, shape)):
                rows += len(batch)
                await self._bring_in_batch(shape, batch)
                self._told(shape.table.file, rows, rows)
            self.report.rows[shape.table.file] = rows
            self.report.seconds[shape.table.file] = 0.0
        await must_count_rightly(self._conn, sorted(self._here.get("circles", ())))
        await self.judge.tell(self._conn)
        for kind, row in self._curbed:
            await self._log_curb(kind, row)

    async def _log_curb(self, kind: str, row: dict[str, Any]) -> None:
        """The log of this place says of every curb where it came from."""
        await append(
            self._conn,
            act=f"{kind}.curb_loaded",
            actor_id=None,
            subject_kind=kind,
            subject_id=UUID(row["id"]),
            circle_id=UUID(row["circle_id"]),
            payload={"act": row["curb"], "category": row["curb_for"]},
            about_id=UUID(row["author_id"]),
        )

    async def _known_before(self) -> dict[str, set[UUID]]:
        """Whom and what of the archive this server knows already."""
        asked = [sorted(self._here.get(name, ())) for name in ("accounts", "partners", "circles")]
        before: dict[str, set[UUID]] = {"accounts": set(), "partners": set(), "circles": set()}
        for row in await self._conn.fetch(_KNOWN, *asked):
            before[row["table"]].add(row["id"])
        return before

    def _refuse_known(self, name: str, numbered: list[tuple[int, dict[str, Any]]]) -> None:
        for number, row in numbered:
            if UUID(row["id"]) in self._before[name] and (name == "circles" or not self._own):
                raise refused_at(f"{name}.ndjson", number, f"{row['id']} is here already")

    async def _bring_in_batch(self, shape: Shape, numbered: list[tuple[int, dict[str, Any]]]) -> None:
        name = shape.table.name
        if name in self._before:
            self._refuse_known(name, numbered)
        if name in {"accounts", "profiles"}:
            key = shape.table.key[0]
            numbered = [one for one in numbered if UUID(one[1][key]) not in self._before["accounts"]]
        numbered = await self.judge.judged(name, numbered)
        if name == "media":
            numbered = await self.photos.bring_in(numbered)
        rows = [row for _, row in numbered]
        if name in {"posts", "comments"}:
            self._curbed += [(name.removesuffix("s"), row) for row in rows if row["curb"] is not None]
        if name == "profiles":
            await self._claim_handles(rows)
        elif name == "circles":
            await self._claim_slugs(rows)
        for row in rows:
            _complete(shape, row)
        added = await self._insert(name, numbered)
        self.report.fresh[shape.table.file] = self.report.fresh.get(shape.table.file, 0) + added
        if shape.table.mirrors is not None:
            mirror, columns = shape.table.mirrors
            await self._insert(
                mirror,
                [(n, {to: row[of] for to, of in columns.items()}) for n, row in numbered],
                said=shape.table.file,
            )

    async def _claim_handles(self, rows: list[dict[str, Any]]) -> None:
        skeletons = {row["account_id"]: skeleton_of(row["handle"]) for row in rows}
        found = await self._conn.fetch(_TAKEN_HANDLES, list(skeletons.values()))
        taken = {row[0] for row in found}
        claims = []
        for row in rows:
            if skeletons[row["account_id"]] in taken:
                handle = f"u_{UUID(row['account_id']).hex[-16:]}"
                self.report.renamed.append(f"@{row['handle']} → @{handle}")
                row["handle"] = handle
            skeleton = skeleton_of(row["handle"])
            taken.add(skeleton)
            claims.append(
                (0, {"skeleton": skeleton, "handle": row["handle"], "account_id": row["account_id"]})
            )
        await self._insert("handle_claims", claims, said="profiles.ndjson")

    async def _claim_slugs(self, rows: list[dict[str, Any]]) -> None:
        taken = {row[0] for row in await self._conn.fetch(_TAKEN_SLUGS, [row["slug"] for row in rows])}
        for row in rows:
            if row["slug"] in taken:
                slug = f"{row['slug'][:31]}-{UUID(row['id']).hex[-8:]}"
                self.report.renamed.append(f"/c/{row['slug']} → /c/{slug}")
                row["slug"] = slug
            taken.add(row["slug"])
        claims = [(0, {"slug": row["slug"], "circle_id": row["id"]}) for row in rows]
        await self._insert("circle_slug_claims", claims, said="circles.ndjson")

    async def _insert(self, table: str, numbered: list[tuple[int, dict[str, Any]]], *, said: str = "") -> int:
        """Add rows, all of the same columns; the first one that the database refuses refuses the archive."""
        if not numbered:
            return 0
        columns = ", ".join(numbered[0][1])
        statement = (
            # Assembled from the tables' own names alone: decision 0010.
            f"INSERT INTO {table} ({columns}) SELECT {columns}"
            f" FROM jsonb_populate_recordset(NULL::{table}, $1::jsonb)"
            + (" ON CONFLICT DO NOTHING" if table in _OF_PEOPLE else "")
        )
        try:
            async with self._conn.transaction():
                done: str = await self._conn.execute(statement, [row for _, row in numbered])
            return int(done.rpartition(" ")[2])
        except PostgresTrouble as trouble:
            if len(numbered) == 1:
                reason = getattr(trouble, "constraint_name", None) or type(trouble).__name__
                raise refused_at(said or f"{table}.ndjson", numbered[0][0], str(reason)) from None
        half = len(numbered) // 2
        return await self._insert(table, numbered[:half], said=said) + await self._insert(
            table, numbered[half:], said=said
        )


def _complete(shape: Shape, row: dict[str, Any]) -> None:
    """Add the columns that do not travel."""
    name, left_out = shape.table.name, shape.table.left_out
    if name == "accounts":
        row |= {"state": "unclaimed", "terms_version": "imported", "terms_at": row["created_at"]}
    if name == "meetups":
        row["check_in_key"] = f"\\x{secrets.token_hex(_KEY_BYTES)}"
    if "html" in left_out:
        row["html"] = html_of(row["text"])
        if row.get("label") or row.get("curb"):
            row["html"] = without_links(row["html"])
    if "html_en" in left_out:
        row["html_en"] = html_of(row["text_en"])


def _batches(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    batch: list[tuple[int, dict[str, Any]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
