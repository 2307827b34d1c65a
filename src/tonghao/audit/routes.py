"""HTTP for the audit log."""

from uuid import UUID

from litestar import Router, get

from tonghao.answers import refusals
from tonghao.audit.read import get_head, list_entries
from tonghao.audit.types import AuditEntry, Head
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotAllowed, SignInNeeded
from tonghao.paging import BadCursor, Page


@get(
    "/audit",
    operation_id="readAudit",
    responses=refusals(BadCursor, InvalidRequest, NotAllowed, SignInNeeded),
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


router = Router("/", route_handlers=[read_audit, audit_head], tags=["audit"])
