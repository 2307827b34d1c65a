"""HTTP for the audit log."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import QueryParameter
from litestar.response import Stream

from tonghao.answers import refusals
from tonghao.audit.export import export_lines
from tonghao.audit.read import get_head, list_entries, list_heads
from tonghao.audit.types import AuditEntry, Head, PublishedHead
from tonghao.audit.witness import Witness, get_witness
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotAllowed, SignInNeeded
from tonghao.paging import BadCursor, Page

_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
# A year and a month: what an authority asks for at once.
_LONGEST = timedelta(days=397)


@get(
    "/audit",
    operation_id="readAudit",
    responses=refusals(BadCursor, *_STAFF),
)
async def read_audit(
    caller: Caller, pool: Pool, cursor: str | None = None, subject_id: UUID | None = None
) -> Page[AuditEntry]:
    """Read the log of acts, newest first."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_entries(conn, cursor=cursor, subject_id=subject_id)


@get("/audit/head", operation_id="getAuditHead")
async def audit_head(pool: Pool) -> Head:
    """The end of the chain, for anybody to write down."""
    async with reading(pool) as conn:
        return await get_head(conn)


@get("/audit/heads", operation_id="listAuditHeads", responses=refusals(BadCursor, InvalidRequest))
async def audit_heads(pool: Pool, cursor: _Cursor = None) -> Page[PublishedHead]:
    """The end of the chain on each day, for anybody to keep."""
    async with reading(pool) as conn:
        return await list_heads(conn, cursor=cursor)


@get("/audit/witness", operation_id="getWitness", responses=refusals(NotAllowed, SignInNeeded))
async def witness(caller: Caller, pool: Pool, config: Config) -> Witness:
    """Who outside gets the daily heads, and whether they arrived."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_witness(conn, config)


@get(
    "/audit/export",
    operation_id="exportAudit",
    media_type="application/x-ndjson",
    responses=refusals(*_STAFF),
)
async def export(caller: Caller, pool: Pool, config: Config, since: datetime, until: datetime) -> Stream:
    """The log of up to 397 days as lines of JSON, to be checked without this server; for operators."""
    caller.must_operate()
    if since.tzinfo is None or until.tzinfo is None or not timedelta() < until - since <= _LONGEST:
        raise InvalidRequest
    name = f"audit-{since:%Y%m%d}-{until:%Y%m%d}.jsonl"
    return Stream(
        export_lines(pool, site=config.address, since=since, until=until),
        media_type="application/x-ndjson",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


router = Router("/", route_handlers=[read_audit, audit_head, audit_heads, witness, export], tags=["audit"])
