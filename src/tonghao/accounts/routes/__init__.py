"""HTTP for accounts: the ways in (entry, passkeys), devices, contacts, muted words, one's own page (me)."""

from litestar import Router

from tonghao.accounts.routes import contacts, devices, entry, me, mutes, passkeys, sanctions

router = Router(
    "/",
    route_handlers=[
        *entry.handlers,
        *devices.handlers,
        *contacts.handlers,
        *passkeys.handlers,
        *mutes.handlers,
        *me.handlers,
        *sanctions.handlers,
    ],
    tags=["accounts"],
)
