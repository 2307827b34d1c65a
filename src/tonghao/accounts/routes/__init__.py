"""HTTP for accounts: the way in and out (entry), devices, contacts, passkeys, one's own account (me)."""

from litestar import Router

from tonghao.accounts.routes import contacts, devices, entry, me, passkeys

router = Router(
    "/",
    route_handlers=[
        *entry.handlers,
        *devices.handlers,
        *contacts.handlers,
        *passkeys.handlers,
        *me.handlers,
    ],
    tags=["accounts"],
)
