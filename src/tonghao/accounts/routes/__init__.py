"""HTTP for accounts: the way in and out (entry), devices, contacts, and the account that one has (me)."""

from litestar import Router

from tonghao.accounts.routes import contacts, devices, entry, me

router = Router(
    "/",
    route_handlers=[*entry.handlers, *devices.handlers, *contacts.handlers, *me.handlers],
    tags=["accounts"],
)
