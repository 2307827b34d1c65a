"""People for these tests, made without the rest of the product."""

import itertools
import secrets
from uuid import UUID

from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.request_code import request_code
from tonghao.accounts.send_code import code_hash
from tonghao.accounts.types import TERMS_VERSION, Purpose, SignUp
from tonghao.db import Connection
from tonghao.ids import new_id

PASSWORD = "梧桐叶落了一地的黄"
_NUMBERS = itertools.count(1)


async def person(
    conn: Connection,
    *,
    handle: str = "",
    name: str = "小满",
    role: str = "member",
    age_class: str = "adult",
) -> UUID:
    """An account without a usable password."""
    account_id = new_id()
    await make_demo_account(
        conn,
        account_id=account_id,
        handle=handle or f"person{next(_NUMBERS)}x{secrets.token_hex(3)}",
        name=name,
        bio="",
        age_class=age_class,
        role=role,
        password_hash="",
    )
    return account_id


def new_email() -> str:
    """An address that no other test uses."""
    return f"{secrets.token_hex(6)}@example.org"


async def code_for(conn: Connection, email: str, purpose: Purpose = "sign_up", code: str = "246810") -> str:
    """A code as if it had been mailed to *email*."""
    await request_code(conn, target=email, purpose=purpose, locale="zh-CN")
    await conn.execute(
        "UPDATE one_time_codes SET code_hash = $3, sent_at = now() WHERE target = $1 AND purpose = $2",
        email,
        purpose,
        code_hash(email, code),
    )
    return code


def newcomer(email: str, code: str = "246810", *, handle: str = "", name: str = "小满") -> SignUp:
    """Somebody who signs up, with everything right."""
    return SignUp(
        email=email,
        code=code,
        password=PASSWORD,
        name=name,
        handle=handle or f"new{secrets.token_hex(4)}",
        age_class="adult",
        terms_version=TERMS_VERSION,
    )
